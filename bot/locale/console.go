package locale

// ConsoleTexts stand in a terminal beside what can be typed.
type ConsoleTexts struct {
	More  Plural `yaml:"more"` // how many passages can be paged to
	Next  Phrase `yaml:"next"` // the next page
	Back  Phrase `yaml:"back"`
	Whole Phrase `yaml:"whole"`
}
