package locale

// TelegramTexts belong to Telegram alone.
type TelegramTexts struct {
	Description Phrase `yaml:"description"`  // before the first message, at most 512 characters
	Short       Phrase `yaml:"short"`        // in the profile, at most 120
	AskInChat   Phrase `yaml:"ask_in_chat"`  // the button above inline results
	OpenArticle Phrase `yaml:"open_article"` // the button under an inline result
	Interrupted Phrase `yaml:"interrupted"`
	HowToAsk    Phrase `yaml:"how_to_ask"` // in a group; {bot} is its name
	Date        Phrase `yaml:"date"`       // under a passage, as in Texts.DayAs
}
