package analysis

import "articlebot/retrieval/rank/sketch"

// Lexicon is what is known of the words of all passages together, and all that
// is needed to read a question: which words there are, in how many documents, and
// which stand side by side. It grows with the language, not with the passages.
type Lexicon struct {
	Vocabulary
	documents int // how many there are
	bigrams   sketch.PairCounts
	// formPairs counts pairs of surfaces that may be a Vietnamese phrase or a
	// name, pairNoise is the mean of its counters, formsHeld the sum of all
	// surfaces' df.
	formPairs            sketch.CountMin
	pairNoise, formsHeld int
	vietnamese, others   bool // whether documents are Vietnamese, and not
	Grams                GramTable
	// MeanContent, MeanSentence and meanTitle are the mean numbers of content words
	// of a document, a sentence and a title.
	MeanContent, MeanSentence, meanTitle float64
}

// MeanLength is the mean number of searched words in a document and its title.
func (c *Lexicon) MeanLength() float64 { return c.MeanContent + c.meanTitle }
