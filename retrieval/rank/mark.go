package rank

import "articlebot/retrieval/text"

// Marked is what to mark in a passage, as half-open byte ranges of its text.
type Marked struct {
	Sentence [2]int
	Words    [][2]int
}

// Mark finds the sentence of a ranked passage that answers and the words in it
// that were asked for. passage and lang are those that the document was added
// with.
func (c *Collection) Mark(q *Query, r Ranked, passage string, lang text.Language) Marked {
	l := c.borrowLens()
	defer l.release()
	l.aim(q)
	v := l.look(q, r.Doc)
	tokens := text.Tokens(passage, lang)
	var m Marked
	for _, match := range v.matches {
		i := int(match.pos - v.doc.start)
		if i < len(tokens) && !q.terms[match.term].Stop && !tokens[i].Stop {
			m.Words = append(m.Words, [2]int{tokens[i].Start, tokens[i].End})
		}
	}
	m.Sentence = [2]int{0, len(passage)}
	if len(v.sentences) == 0 {
		return m
	}
	s := v.sentences[v.answering()]
	first := int(s.start - v.doc.start)
	if first >= len(tokens) {
		return m
	}
	for _, span := range text.Sentences(passage) {
		if span[0] <= tokens[first].Start && tokens[first].Start < span[1] {
			m.Sentence = span
		}
	}
	return m
}

// typeBonus is what a sentence gains, as a share of the best one's score, if it
// has words of the kind that was asked for.
const typeBonus = 0.2

// answering picks the sentence that answers: the best match, with a preference
// for one that holds the asked kind of words.
func (v *view) answering() int {
	best, at := -1.0, 0
	top := v.sentences[v.best].score
	for i := range v.sentences {
		s := &v.sentences[i]
		score := s.score
		if v.q.expects != anything && score > 0 && v.holds(s, v.q.expects) {
			score += typeBonus * top
		}
		if score > best {
			best, at = score, i
		}
	}
	return at
}
