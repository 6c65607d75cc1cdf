package engine

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"articlebot/retrieval"
	"articlebot/retrieval/encoder"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/retrieval/rank"
)

// Encoder embeds questions.
type Encoder interface {
	// Fit names the ranking that was fitted to it.
	Fit() string
	Query(ctx context.Context, text string) ([]float32, error)
}

// tokenEncoder is an Encoder that gives the pieces of a text as well.
type tokenEncoder interface {
	Tokens(ctx context.Context, role encoder.Role, text string) ([]float32, []encoder.TokenVector, error)
}

// Meaning is what finds passages that say something in other words. Both parts
// are required and of one model.
type Meaning struct {
	Encoder Encoder
	// Vectors makes and keeps those of passages. The engine closes it.
	Vectors *vectors.Maker
	// Lazy makes no vectors in the background: those that are kept serve, and the
	// best passages of a question are embedded on the spot.
	Lazy bool
}

const (
	// meaningCandidates is how many passages are proposed by their vectors, beside
	// those that words propose.
	meaningCandidates = 48
	// scanLimit is up to how many passages the vectors of all are compared with a
	// question: 100,000 take 3 to 4 ms of one core, in proportion. Above it words
	// alone propose, and vectors order what they propose.
	scanLimit = 300_000
	// onTheSpot is how many of the best passages that have no vectors yet are
	// embedded while a person waits, and spotTime how long that may take.
	onTheSpot = 3
	spotTime  = 250 * time.Millisecond
	// fillAtOnce is up to how many passages kept vectors are taken before the
	// first question is answered.
	fillAtOnce = 2000
)

// asked is a question as the encoder sees it.
type asked struct {
	vector vectors.Query
	pieces []vectors.Piece
}

// encode embeds a question; nil where words alone must do: there is no encoder,
// it does not answer in time, or the question has nothing to search for.
func (e *Engine) encode(ctx context.Context, q *rank.Query) *asked {
	m := e.cfg.Meaning
	if m == nil || strings.TrimSpace(q.Wording()) == "" {
		return nil
	}
	t, ok := m.Encoder.(tokenEncoder)
	if !ok {
		v, err := m.Encoder.Query(ctx, q.Wording())
		if err != nil {
			e.cfg.Log.Debug("words alone answer", "error", err)
			return nil
		}
		return &asked{vector: vectors.NewQuery(v)}
	}
	v, tokens, err := t.Tokens(ctx, encoder.Query, q.Wording())
	if err != nil {
		return nil // ctx has ended
	}
	a := &asked{vector: vectors.NewQuery(v)}
	var cut [][2]int
	for _, t := range tokens {
		p, ok := vectors.NewPiece(t.Vector)
		if ok && strings.ContainsFunc(q.Wording()[t.Start:t.End], inWord) {
			a.pieces, cut = append(a.pieces, p), append(cut, [2]int{t.Start, t.End})
		}
	}
	q.Cut(cut)
	return a
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// near proposes passages by their vectors.
func (s *snapshot) near(a *asked) []int {
	if a == nil || s.vectors == nil || len(s.passages) > scanLimit {
		return nil
	}
	hits := s.vectors.Scan(a.vector, meaningCandidates)
	out := make([]int, len(hits))
	for i, h := range hits {
		out[i] = h.Number
	}
	return out
}

// similarities are what the encoder finds for a question; nil without it.
func (e *Engine) similarities(s *snapshot, a *asked) rank.Similarities {
	if a == nil || s.vectors == nil {
		return nil
	}
	return func(doc int) *rank.Similarity {
		v, ok := s.vectors.Passage(doc)
		if !ok {
			return nil
		}
		out := &rank.Similarity{Passage: float64(a.vector.Cosine(v))}
		sentences, _ := e.cfg.Meaning.Vectors.Sentences(s.vectors, doc)
		for _, v := range sentences {
			out.Sentences = append(out.Sentences, float64(a.vector.Cosine(v)))
		}
		if len(a.pieces) == 0 {
			return out
		}
		codes, ok := e.cfg.Meaning.Vectors.Codes(s.vectors, doc)
		if !ok {
			return nil
		}
		out.Pieces = make([]float64, len(a.pieces))
		for i := range a.pieces {
			out.Pieces[i] = a.pieces[i].Nearest(codes)
		}
		return out
	}
}

// embedNow gives the first of the candidates their vectors, within spotTime.
func (e *Engine) embedNow(ctx context.Context, s *snapshot, candidates []int) {
	if s.vectors == nil || s.vectors.Done() == s.vectors.Len() {
		return
	}
	var missing []int
	for _, doc := range candidates[:min(len(candidates), onTheSpot)] {
		if !s.vectors.Ready(doc) {
			missing = append(missing, doc)
		}
	}
	if len(missing) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, spotTime)
	defer cancel()
	if err := e.cfg.Meaning.Vectors.Now(ctx, s.vectors, missing); err != nil && ctx.Err() == nil {
		e.cfg.Log.Debug("passages are not embedded on the spot", "error", err)
	}
}

// fillVectors begins to give a snapshot's passages their vectors, the newest
// articles first, and ends the work for the one before. The caller holds life.
func (e *Engine) fillVectors(s, old *snapshot) {
	if e.cfg.Meaning == nil {
		return
	}
	e.stopFilling()
	if s.vectors == nil {
		s.vectors = vectors.NewSet(len(s.passages), func(n int) *retrieval.Passage {
			_, p, _ := s.passage(n) //nolint:errcheck // the set asks for passages that there are
			return p
		})
		if old != nil && old.vectors != nil {
			s.vectors.Inherit(old.vectors, s.unchangedSince(old))
		}
	}
	ctx, cancel := context.WithCancel(e.closing)
	done := make(chan struct{})
	e.filling = func() { cancel(); <-done }
	e.filled.Store(&done)
	order := s.newestPassages()
	if len(order) <= fillAtOnce {
		if err := e.cfg.Meaning.Vectors.Take(ctx, s.vectors, order); err != nil {
			e.cfg.Log.Debug("kept vectors are not taken", "error", err)
		}
	}
	go func() {
		defer close(done)
		if s.vectors.Done() == s.vectors.Len() || e.cfg.Meaning.Lazy {
			return
		}
		if err := e.cfg.Meaning.Vectors.Fill(ctx, s.vectors, order); err != nil && ctx.Err() == nil {
			e.cfg.Log.Warn("passages have no vectors", "error", err)
		}
	}()
}

// awaitStep is how often somebody who waits for vectors is told how far it is.
const awaitStep = 200 * time.Millisecond

// AwaitVectors waits until the passages of the live generation have their
// vectors, as far as the encoder gives them, and tells how far that is.
func (e *Engine) AwaitVectors(ctx context.Context, progress func(retrieval.Progress)) error {
	filled, started := e.filled.Load(), e.cfg.Now()
	if filled == nil {
		return nil
	}
	for {
		select {
		case <-*filled:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(awaitStep):
			done, total := e.VectorsDone()
			progress(retrieval.Progress{Stage: "embedding", Done: done, Total: total, Started: started})
		}
	}
}

// VectorsDone is how many passages of the live generation have their vectors, of
// how many; both 0 without an encoder.
func (e *Engine) VectorsDone() (done, total int) {
	s, err := e.acquire()
	if err != nil {
		return 0, 0
	}
	defer s.release()
	if s.vectors == nil {
		return 0, 0
	}
	return s.vectors.Done(), s.vectors.Len()
}

// stopFilling ends the work in the background. The caller holds life.
func (e *Engine) stopFilling() {
	if e.filling != nil {
		e.filling()
		e.filling = nil
	}
}

// unchangedSince is the number in old of each passage whose article did not
// change, -1 of the others.
func (s *snapshot) unchangedSince(old *snapshot) []int {
	was := make([]int, len(s.passages))
	for i := range s.articles {
		j, ok := old.byID[string(s.articles[i].ID)]
		same := ok && old.articles[j].ID == s.articles[i].ID && old.hashes[j] == s.hashes[i]
		for k := range s.articles[i].Passages {
			if was[s.first[i]+k] = -1; same {
				was[s.first[i]+k] = old.first[j] + k
			}
		}
	}
	return was
}

// newestPassages are all passages, those of the newest articles first.
func (s *snapshot) newestPassages() []int {
	out := make([]int, 0, len(s.passages))
	for _, i := range s.byDate {
		for k := range s.articles[i].Passages {
			out = append(out, s.first[i]+k)
		}
	}
	return out
}

// union are the candidates of both, each once, in order.
func union(words, meaning []int) []int {
	out := slices.Clone(words)
	for _, n := range meaning {
		if !slices.Contains(words, n) {
			out = append(out, n)
		}
	}
	return out
}
