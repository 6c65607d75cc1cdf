package restore

// Lexicon tells what a collection writes.
type Lexicon interface {
	// Forms returns the forms in which the collection writes a word that is
	// given without accents, in lower case.
	Forms(plain string) []Form
	// Pairs is about how often the forms of two numbers stand side by side.
	Pairs(first, second uint32) int
	// Words is the sum of Documents over all forms.
	Words() int
}

// Form is a word in lower case and NFC with its accents, the tone in its older
// place.
type Form struct {
	Text      string
	Number    uint32 // for Pairs
	Documents int    // that have it
}

// nothing is the lexicon of an empty collection.
type nothing struct{}

func (nothing) Forms(string) []Form      { return nil }
func (nothing) Pairs(uint32, uint32) int { return 0 }
func (nothing) Words() int               { return 0 }
