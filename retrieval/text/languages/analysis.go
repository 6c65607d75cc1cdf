package languages

// Analysis are the words that package text takes a text apart by.
type Analysis struct {
	// Function words carry no topic: they are left out of the index and of every
	// question.
	Function Words `yaml:"function"`
	// Asking words are left out of questions only: in an article "many" or
	// "first" may be what is looked for.
	Asking Words `yaml:"asking"`
	// AskingPlain are words, folded, that only ask or carry no topic in a question
	// typed without accents; others are homographs of words that matter.
	AskingPlain Words `yaml:"asking_plain"`
	// Social words and pairs of words greet, thank and take leave. They are never
	// searched for.
	Social      Words   `yaml:"social"`
	SocialPairs Phrases `yaml:"social_pairs"`

	// Glue are frequent words that tell the language.
	Glue Words `yaml:"glue"`
	// GluePlain and PairsPlain tell it without accents: words that no other
	// language of the folder has, and pairs whose words it may have.
	GluePlain  Words   `yaml:"glue_plain"`
	PairsPlain Phrases `yaml:"pairs_plain"`
	// Chat are short forms that only chats have.
	Chat Words `yaml:"chat"`

	// Titles stand before a name and Counted before a number: abbreviations whose
	// full stop ends no sentence.
	Titles  Words `yaml:"titles"`
	Counted Words `yaml:"counted"`

	// Irregular are forms, by their base, that a stemmer cannot bring together.
	Irregular map[string]Words `yaml:"irregular"`
	// Numbers are number words that people and papers write either way.
	Numbers map[string]string `yaml:"numbers"`
}
