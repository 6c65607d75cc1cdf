package locale

// DiscordTexts belong to Discord alone.
type DiscordTexts struct {
	Done         Phrase `yaml:"done"`
	OnlyServers  Phrase `yaml:"only_servers"`
	NotAllowed   Phrase `yaml:"not_allowed"`
	NotManaged   Phrase `yaml:"not_managed"`
	TooMany      Phrase `yaml:"too_many"`
	Where        Phrase `yaml:"where"`      // {channels} are mentions
	HowToAsk     Phrase `yaml:"how_to_ask"` // in a server; {bot} is its name
	Withheld     Phrase `yaml:"withheld"`
	AskMore      Phrase `yaml:"ask_more"`      // under an answer
	YourQuestion Phrase `yaml:"your_question"` // in the form that it opens
	Index        Phrase `yaml:"index"`         // before the generation in the footer
	Choose       Phrase `yaml:"choose"`        // stands in a list

	// What a server has set.
	Everywhere  Phrase `yaml:"everywhere"`
	Channels    Phrase `yaml:"channels"` // {channels}
	Forums      Phrase `yaml:"forums"`   // {channels}
	ForumsOff   Phrase `yaml:"forums_off"`
	Open        Phrase `yaml:"open"`
	Private     Phrase `yaml:"private"`
	Language    Phrase `yaml:"language"` // {language}
	AnyLanguage Phrase `yaml:"any_language"`

	AskAbout Phrase         `yaml:"ask_about"` // in a message's menu
	Settings NamedText      `yaml:"settings"`  // the command
	Options  DiscordOptions `yaml:"options"`
	Choices  DiscordChoices `yaml:"choices"`
}

// NamedText is what Discord shows of a command or an argument.
type NamedText struct {
	Name        Phrase `yaml:"name"`        // lower case, no spaces, at most 32 characters
	Description Phrase `yaml:"description"` // at most 100
}

// DiscordOptions are the arguments of commands.
type DiscordOptions struct {
	Question   NamedText `yaml:"question"`
	Article    NamedText `yaml:"article"`
	Within     Phrase    `yaml:"within"` // describes Article where it narrows a question
	Private    NamedText `yaml:"private"`
	Words      NamedText `yaml:"words"`
	Topic      NamedText `yaml:"topic"`
	Here       NamedText `yaml:"here"`
	Language   NamedText `yaml:"language"`
	Mode       NamedText `yaml:"mode"`
	Allow      NamedText `yaml:"allow"`
	Remove     NamedText `yaml:"remove"`
	Forum      NamedText `yaml:"forum"`
	Visibility NamedText `yaml:"visibility"`
}

// DiscordChoices are what can be chosen for arguments.
type DiscordChoices struct {
	Dry     Phrase `yaml:"dry"`
	Force   Phrase `yaml:"force"`
	Open    Phrase `yaml:"open"`
	Private Phrase `yaml:"private"`
}
