package analysis

import "strings"

// respelling is a stretch of the question that was read as other words.
type respelling struct {
	start, end int // bytes of the question as it was analysed
	read       string
}

// wording is the question as an encoder is to read it.
type wording struct {
	text string
	// words are where each term of the question stands in text, by term; of one
	// that was asked twice the first place.
	words []extent
	// pieces are what the encoder cut text into, in order.
	pieces []extent
}

// extent is a half-open range of bytes.
type extent struct{ start, end int }

func (e extent) overlaps(o extent) bool { return e.start < o.end && o.start < e.end }

// word puts the question into words: as it was meant, what no article has read
// as the words that it was taken for. An encoder knows words that the articles
// lack, so words of another language stay.
func (q *Query) word(question string) {
	var b strings.Builder
	at := 0
	shifted := make([]int, len(question)+1) // from bytes of question to bytes of text
	keep := func(end int) {
		for ; at < end; at++ {
			shifted[at] = b.Len()
			b.WriteByte(question[at])
		}
	}
	for _, r := range q.respelt {
		if r.start < at {
			continue
		}
		keep(r.start)
		for ; at < r.end; at++ {
			shifted[at] = b.Len()
		}
		b.WriteString(r.read)
	}
	keep(len(question))
	shifted[len(question)] = b.Len()
	q.wording = wording{text: calm(b.String()), words: make([]extent, len(q.Terms))}
	for i := range q.Terms {
		t := &q.Terms[i]
		q.wording.words[i] = extent{shifted[t.Start], shifted[t.End]}
	}
}

// fewestShouted is how many words in a row of capitals are no abbreviations.
const fewestShouted = 3

// calm is a text in small letters if all of it is in capitals, of which encoders
// understand less. Its bytes stay where they are.
func calm(s string) string {
	low := strings.ToLower(s)
	if strings.ToUpper(s) != s || len(low) != len(s) || len(strings.Fields(s)) < fewestShouted {
		return s
	}
	return low
}

// Wording is the question for an encoder.
func (q *Query) Wording() string { return q.wording.text }

// Cut tells where the pieces of Wording stand that an encoder cut it into, as
// half-open ranges of its bytes: Similarity.Pieces are in this order.
func (q *Query) Cut(pieces [][2]int) {
	q.wording.pieces = make([]extent, len(pieces))
	for i, p := range pieces {
		q.wording.pieces[i] = extent{p[0], p[1]}
	}
}

// Nearest are the least and the mean of the cosines that an encoder found for the
// pieces of a term; ok is false where it says nothing of it. cosines are in the
// order of the pieces, none where it has not read the passage.
func (q *Query) Nearest(term int, cosines []float64) (least, average float64, ok bool) {
	w := &q.wording
	if len(cosines) != len(w.pieces) {
		return 0, 0, false
	}
	n := 0.0
	for i, p := range w.pieces {
		if !p.overlaps(w.words[term]) {
			continue
		}
		if x := cosines[i]; n == 0 || x < least {
			least = x
		}
		average += cosines[i]
		n++
	}
	if n == 0 {
		return 0, 0, false
	}
	return least, average / n, true
}
