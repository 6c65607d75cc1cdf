package locale

// WebTexts are what the pages add to what the conversation says.
type WebTexts struct {
	AskThePaper   Phrase `yaml:"ask_the_paper"` // heading and launcher where the paper has no name
	AskPaper      Phrase `yaml:"ask_paper"`     // {paper}
	Skip          Phrase `yaml:"skip"`
	Talk          Phrase `yaml:"talk"` // names the conversation for those who hear it
	YouAsked      Phrase `yaml:"you_asked"`
	YourQuestion  Phrase `yaml:"your_question"`
	Example       Phrase `yaml:"example"` // stands in the empty question box
	Send          Phrase `yaml:"send"`
	NewTalk       Phrase `yaml:"new_talk"`
	More          Phrase `yaml:"more"` // passages
	Back          Phrase `yaml:"back"`
	Next          Phrase `yaml:"next"` // pages of an article, of a list
	Before        Phrase `yaml:"before"`
	Good          Phrase `yaml:"good"`
	Bad           Phrase `yaml:"bad"`
	OnTheSite     Phrase `yaml:"on_the_site"`
	AlsoIn        Phrase `yaml:"also_in"`
	AskOfThis     Phrase `yaml:"ask_of_this"`
	BriefOnly     Phrase `yaml:"brief_only"`
	Samples       Phrase `yaml:"samples"` // the articles are the built-in ones
	SamplesHow    Phrase `yaml:"samples_how"`
	Over          Phrase `yaml:"over"` // the conversation is gone
	NotFound      Phrase `yaml:"not_found"`
	NoSuchArticle Phrase `yaml:"no_such_article"`
	Unreadable    Phrase `yaml:"unreadable"`  // a request that is none of ours
	MarkBegins    Phrase `yaml:"mark_begins"` // said before the sentence that answers, to who cannot see its mark
	MarkEnds      Phrase `yaml:"mark_ends"`
	Close         Phrase `yaml:"close"`
}

// Heading is what the chat is called for a paper, "" for one without a name.
func (w *WebTexts) Heading(paper string) string {
	if paper == "" {
		return string(w.AskThePaper)
	}
	return w.AskPaper.With("paper", paper)
}
