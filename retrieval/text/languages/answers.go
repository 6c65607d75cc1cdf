package languages

// Answers are the words that tell what an answer must hold, and whether it does.
type Answers struct {
	// Askers are what a question begins or is built with. The first that stands in
	// the question wins.
	Askers []Asker `yaml:"askers"`
	// Dates stand in an answer that says when, besides the names of months and
	// days; Reasons in one that says why.
	Dates   Words `yaml:"dates"`
	Reasons Words `yaml:"reasons"`
	// Speech asks for what somebody said.
	Speech Words `yaml:"speech"`
	// OtherOffice turn an office into another one when they stand right before it: a
	// vice chairman is not the chairman.
	OtherOffice Words `yaml:"other_office"`
}

// Asker are phrases, and what they want: person, date, place, number or reason.
type Asker struct {
	Want    string  `yaml:"want"`
	Phrases Phrases `yaml:"phrases"`
}
