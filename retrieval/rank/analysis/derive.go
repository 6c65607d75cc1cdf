package analysis

import (
	"articlebot/retrieval/rank/sketch"
)

// pauseEvery is how many documents are counted between two pauses.
const pauseEvery = 64

// derive computes all that follows from the documents' words: what is counted,
// and the tables to find words by. It calls pause between pieces of work.
func (c *ForwardIndex) derive(pause func()) {
	c.documents = len(c.Rows)
	c.Vocabulary.finish()
	pause()
	c.countPairs(pause)
	c.findNames(pause)
	c.countDocuments(pause)
	c.Grams = newGramTable(c, pause)
	n := max(len(c.Rows), 1)
	var content, titles int
	for _, d := range c.Rows {
		content += int(d.Content)
		titles += int(c.titles[d.article].content)
	}
	c.MeanContent = max(float64(content)/float64(n), 1)
	c.MeanSentence = max(float64(content)/float64(max(len(c.Sentences), 1)), 1)
	c.meanTitle = max(float64(titles)/float64(n), 1)
}

// countPairs counts the pairs of terms, and of surfaces, that stand side by side
// in a document.
func (c *ForwardIndex) countPairs(pause func()) {
	c.bigrams, c.formPairs = sketch.NewPairCounts(len(c.Tokens)), sketch.NewCountMin(len(c.Tokens))
	phrases := 0
	for i, d := range c.Rows {
		if i%pauseEvery == 0 {
			pause()
		}
		c.vietnamese, c.others = c.vietnamese || d.Vietnamese, c.others || !d.Vietnamese
		tokens := c.Tokens[d.Start:d.End]
		for j := 1; j < len(tokens); j++ {
			c.bigrams.Add(c.TermOf(tokens[j-1]), c.TermOf(tokens[j]))
			if d.Vietnamese || tokens[j-1]&tokens[j]&UpperFlag != 0 {
				c.formPairs.Add(tokens[j-1]&SurfaceMask, tokens[j]&SurfaceMask)
				phrases++
			}
		}
	}
	c.pairNoise = phrases / len(c.formPairs) // what a rare pair's count is too high at most, about
}

// nameShare is how often of ten times a name is written with a capital within a
// sentence, at least.
const nameShare = 9

// findNames marks the surfaces that are written with a capital nearly always,
// where the beginning of a sentence does not explain it.
func (c *ForwardIndex) findNames(pause func()) {
	all, upper := make([]uint32, len(c.Surfaces)), make([]uint32, len(c.Surfaces))
	for i, d := range c.Rows {
		if i%pauseEvery == 0 {
			pause()
		}
		sentence, begins := d.SentStart, true
		for p := d.Start; p < d.End; p++ {
			if tok := c.Tokens[p]; !begins && tok&NumberFlag == 0 {
				all[tok&SurfaceMask]++
				upper[tok&SurfaceMask] += tok & UpperFlag / UpperFlag
			}
			begins = sentence < d.SentEnd && p+1 == c.Sentences[sentence]
			if begins {
				sentence++
			}
		}
	}
	for s := range c.Surfaces {
		c.Surfaces[s].name = all[s] > 0 && 10*upper[s] >= nameShare*all[s]
	}
}

// countDocuments fills the document frequencies: of text and title together,
// as both are searched.
func (c *ForwardIndex) countDocuments(pause func()) {
	seenForm, seenTerm := make([]uint32, len(c.Surfaces)), make([]uint32, len(c.terms))
	for i := range c.Rows {
		if i%pauseEvery == 0 {
			pause()
		}
		d := &c.Rows[i]
		stamp := uint32(i + 1)
		mark := func(s uint32) {
			if seenForm[s] == stamp {
				return
			}
			seenForm[s] = stamp
			c.Surfaces[s].DF++
			c.formsHeld++
			if t := c.Surfaces[s].term; seenTerm[t] != stamp {
				seenTerm[t] = stamp
				c.df[t]++
			}
		}
		for _, tok := range c.Tokens[d.Start:d.End] {
			mark(tok & SurfaceMask)
		}
		for _, s := range c.TitleOf(d) {
			mark(s)
		}
	}
}
