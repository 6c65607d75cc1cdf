package rank

import (
	"articlebot/retrieval/rank/sketch"
)

// pauseEvery is how many documents are counted between two pauses.
const pauseEvery = 64

// derive computes all that follows from the documents' words: what is counted,
// and the tables to find words by. It calls pause between pieces of work.
func (c *ForwardIndex) derive(pause func()) {
	c.documents = len(c.docs)
	c.vocabulary.finish()
	pause()
	c.countPairs(pause)
	c.findNames(pause)
	c.countDocuments(pause)
	c.grams = newGramTable(c, pause)
	n := max(len(c.docs), 1)
	var content, titles int
	for _, d := range c.docs {
		content += int(d.content)
		titles += int(c.titles[d.article].content)
	}
	c.meanLen = max(float64(content)/float64(n), 1)
	c.meanSentence = max(float64(content)/float64(max(len(c.sentences), 1)), 1)
	c.meanTitle = max(float64(titles)/float64(n), 1)
}

// countersPerWord is how many counters of pairs of surfaces a word of the
// collection has, up to the most there are.
const countersPerWord = 8

// countPairs counts the pairs of terms, and of surfaces, that stand side by side
// in a document.
func (c *ForwardIndex) countPairs(pause func()) {
	c.bigrams, c.formPairs = sketch.NewPairCounts(), sketch.NewCountMin(countersPerWord*len(c.tokens))
	phrases := 0
	for i, d := range c.docs {
		if i%pauseEvery == 0 {
			pause()
		}
		c.vietnamese, c.others = c.vietnamese || d.vietnamese, c.others || !d.vietnamese
		tokens := c.tokens[d.start:d.end]
		for j := 1; j < len(tokens); j++ {
			c.bigrams.Add(c.termOf(tokens[j-1]), c.termOf(tokens[j]))
			if d.vietnamese || tokens[j-1]&tokens[j]&upperFlag != 0 {
				c.formPairs.Add(tokens[j-1]&surfaceMask, tokens[j]&surfaceMask)
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
	all, upper := make([]uint32, len(c.surfaces)), make([]uint32, len(c.surfaces))
	for i, d := range c.docs {
		if i%pauseEvery == 0 {
			pause()
		}
		sentence, begins := d.sentStart, true
		for p := d.start; p < d.end; p++ {
			if tok := c.tokens[p]; !begins && tok&numberFlag == 0 {
				all[tok&surfaceMask]++
				upper[tok&surfaceMask] += tok & upperFlag / upperFlag
			}
			begins = sentence < d.sentEnd && p+1 == c.sentences[sentence]
			if begins {
				sentence++
			}
		}
	}
	for s := range c.surfaces {
		c.surfaces[s].name = all[s] > 0 && 10*upper[s] >= nameShare*all[s]
	}
}

// countDocuments fills the document frequencies: of text and title together,
// as both are searched.
func (c *ForwardIndex) countDocuments(pause func()) {
	seenForm, seenTerm := make([]uint32, len(c.surfaces)), make([]uint32, len(c.terms))
	for i := range c.docs {
		if i%pauseEvery == 0 {
			pause()
		}
		d := &c.docs[i]
		stamp := uint32(i + 1)
		mark := func(s uint32) {
			if seenForm[s] == stamp {
				return
			}
			seenForm[s] = stamp
			c.surfaces[s].df++
			c.formsHeld++
			if t := c.surfaces[s].term; seenTerm[t] != stamp {
				seenTerm[t] = stamp
				c.df[t]++
			}
		}
		for _, tok := range c.tokens[d.start:d.end] {
			mark(tok & surfaceMask)
		}
		for _, s := range c.titleOf(d) {
			mark(s)
		}
	}
}
