package languages

// Wishes are the words of questions for the newest.
type Wishes struct {
	// Superlatives ask for the newest wherever they stand with a noun of news,
	// Comparatives only right beside it.
	Superlatives Phrases `yaml:"superlatives"`
	Comparatives Phrases `yaml:"comparatives"`
	// Nouns are what a newspaper calls what it prints.
	Nouns Phrases `yaml:"nouns"`
	// Questions ask for news by themselves; Afterwards may follow them.
	Questions  Phrases `yaml:"questions"`
	Afterwards Words   `yaml:"afterwards"`
	// Existence precedes a comparative ("any new articles").
	Existence Words `yaml:"existence"`
	// Links join the wish to its topic, Pleas come before it.
	Links Words `yaml:"links"`
	Pleas Words `yaml:"pleas"`
	// Fillers ask for news of whatever kind.
	Fillers Words `yaml:"fillers"`
	// Forgiving are words that are read with one slip of the finger, as nothing
	// else that people ask is so like them ("story" is like "storm").
	Forgiving Words `yaml:"forgiving"`
}
