package rank

// derive computes all that follows from the documents' words: what is counted,
// and the tables to find words by.
func (c *Collection) derive() {
	c.vocabulary.finish()
	c.countPairs()
	c.countDocuments()
	c.grams = newGramTable(c)
	n := max(len(c.docs), 1)
	var content, titles int
	for _, d := range c.docs {
		content += int(d.content)
		titles += c.titles[d.article].content
	}
	c.meanLen = max(float64(content)/float64(n), 1)
	c.meanSentence = max(float64(content)/float64(max(len(c.sentences), 1)), 1)
	c.meanTitle = max(float64(titles)/float64(n), 1)
}

// countPairs counts the pairs of terms that stand side by side in a document.
func (c *Collection) countPairs() {
	c.bigrams = newSketch()
	for _, d := range c.docs {
		tokens := c.tokens[d.start:d.end]
		for i := 1; i < len(tokens); i++ {
			c.bigrams.add(c.termOf(tokens[i-1]), c.termOf(tokens[i]))
		}
	}
}

// countDocuments fills the document frequencies: of text and title together,
// as both are searched.
func (c *Collection) countDocuments() {
	seenForm, seenTerm := make([]uint32, len(c.surfaces)), make([]uint32, len(c.terms))
	for i, d := range c.docs {
		stamp := uint32(i + 1)
		mark := func(s uint32) {
			if seenForm[s] == stamp {
				return
			}
			seenForm[s] = stamp
			c.surfaces[s].df++
			if t := c.surfaces[s].term; seenTerm[t] != stamp {
				seenTerm[t] = stamp
				c.df[t]++
			}
		}
		for _, tok := range c.tokens[d.start:d.end] {
			mark(tok & surfaceMask)
		}
		for _, s := range c.titles[d.article].surfaces {
			mark(s)
		}
	}
}
