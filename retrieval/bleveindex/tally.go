package bleveindex

import (
	"slices"

	"github.com/blevesearch/bleve_index_api"
)

// posting is a document of a part and how often it has a term.
type posting struct{ doc, freq uint64 }

// weighed is a document and how much it has of a term or of a question.
type weighed struct {
	number uint32
	weight float64
}

// tally adds up the scores of one search. It takes room for what is found, and for
// blockDocs documents more, however many there are.
type tally struct {
	posting  index.TermFieldDoc // one for all postings
	postings []posting          // of the present term in one part
	// found is what was found of each term in each member, by their places there, in
	// order: ends says where each of those lists ends.
	found []weighed
	ends  []int
	// weights are the terms'.
	weights []float64
	// scores are those of one block of documents, zero but for those in touched.
	scores  []score
	touched []uint32
	top     []weighed
}

// score is what a document has of all terms so far, and of how many. Both stand side
// by side: where they are looked up is nowhere near.
type score struct {
	sum     float64
	matched int
}

const (
	// blockDocs is of how many documents scores are added up at a time: as many as
	// lie in the near memory of a processor.
	blockDocs = 1 << 15
	// mostKept is how much of what was found is kept for the next search, at most.
	mostKept = 1 << 20
)

// cursor is a list that is read.
type cursor struct{ at, end int }

// add adds up what was found in a member and takes what is best; lists are those of
// the terms there.
func (t *tally) add(docs []doc, lists []cursor, limit int) {
	if room := min(blockDocs, len(docs)); len(t.scores) < room {
		t.scores = make([]score, room)
	}
	for first := 0; first < len(docs); first += blockDocs {
		for term := range lists {
			l := &lists[term]
			weight, in := t.weights[term], t.found[l.at:l.end]
			for i := range in {
				f := &in[i]
				if int(f.number) >= first+blockDocs {
					break
				}
				s := &t.scores[int(f.number)-first]
				if s.matched == 0 {
					t.touched = append(t.touched, f.number)
				}
				s.sum += weight * f.weight
				s.matched++
				l.at++
			}
		}
		t.harvest(docs, first, limit)
	}
}

// harvest offers the documents of a block that have something, and clears it.
func (t *tally) harvest(docs []doc, first, limit int) {
	for _, n := range t.touched {
		s := &t.scores[int(n)-first]
		w := weighed{docs[n].number, s.sum * float64(s.matched) / float64(len(t.weights))}
		if len(t.top) < limit || w.weight >= t.top[0].weight { // most are worse than the worst
			t.offer(w, limit)
		}
		*s = score{}
	}
	t.touched = t.touched[:0]
}

// best returns the highest scores, equals in order of their numbers.
func (t *tally) best(members []member, limit int) []int {
	t.top = t.top[:0]
	lists := make([]cursor, len(t.weights))
	for i := range members {
		for term := range lists {
			list := term*len(members) + i
			lists[term] = cursor{0, t.ends[list]}
			if list > 0 {
				lists[term].at = t.ends[list-1]
			}
		}
		t.add(members[i].docs, lists, limit)
	}
	slices.SortFunc(t.top, better)
	out := make([]int, len(t.top))
	for i, w := range t.top {
		out[i] = int(w.number)
	}
	return out
}

// better sorts the higher score first.
func better(a, b weighed) int {
	switch {
	case a.weight > b.weight:
		return -1
	case a.weight < b.weight:
		return 1
	}
	return int(a.number) - int(b.number)
}

// offer keeps top a heap of the best, the worst of them at its root.
func (t *tally) offer(w weighed, limit int) {
	if len(t.top) < limit {
		t.top = append(t.top, w)
		for i := len(t.top) - 1; i > 0; {
			up := (i - 1) / 2
			if better(t.top[up], t.top[i]) > 0 {
				return
			}
			t.top[up], t.top[i] = t.top[i], t.top[up]
			i = up
		}
		return
	}
	if better(w, t.top[0]) > 0 {
		return
	}
	t.top[0] = w
	for i := 0; ; {
		worst := i
		for down := 2*i + 1; down <= 2*i+2 && down < len(t.top); down++ {
			if better(t.top[down], t.top[worst]) > 0 {
				worst = down
			}
		}
		if worst == i {
			return
		}
		t.top[i], t.top[worst] = t.top[worst], t.top[i]
		i = worst
	}
}

// clear makes the tally ready for the next search.
func (t *tally) clear() {
	if cap(t.found) > mostKept {
		t.found, t.postings = nil, nil
	}
	t.found, t.ends, t.weights = t.found[:0], t.ends[:0], t.weights[:0]
}
