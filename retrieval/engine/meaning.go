package engine

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"articlebot/retrieval"
	"articlebot/retrieval/clock"
	"articlebot/retrieval/encoder"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/retrieval/rank"
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/shelf"
	"articlebot/retrieval/stage"
	"articlebot/retrieval/text"
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
	// ScanLimit is up to how many passages a question is compared with all vectors, in
	// this process; 0: scanLimit. Of more a search cluster finds those that are near, if
	// it can.
	ScanLimit int
}

const (
	// meaningCandidates is how many passages are proposed by their vectors, beside
	// those that words propose.
	meaningCandidates = 48
	// scanLimit is up to how many passages the vectors of all are compared with a
	// question: 100,000 take 3 to 4 ms of one core, in proportion. Above it words
	// alone propose where no search cluster finds vectors, and vectors order what they
	// propose.
	scanLimit = 300_000
	// onTheSpot is how many of the best passages that have no vectors yet are
	// embedded while a person waits, and spotTime how long that may take.
	onTheSpot = 3
	spotTime  = 250 * time.Millisecond
	// mostEncoded is how many bytes of a question the encoder reads: more than
	// people ask at once. The whole window of a pasted article would take half a
	// second; words read further.
	mostEncoded = 1024
)

// asked is a question as the encoder sees it.
type asked struct {
	vector vectors.Query
	whole  []float32
	dims   int
	pieces []vectors.Piece
	// exact are the pieces to be compared with vectors.
	exact []vectors.Query
}

// encode embeds a question; nil where words alone must do: there is no encoder,
// it does not answer in time, or the question has nothing to search for.
func (e *Engine) encode(ctx context.Context, q *analysis.Query) *asked {
	m, wording := e.cfg.Meaning, beginning(q.Wording(), mostEncoded)
	if m == nil || strings.TrimSpace(wording) == "" {
		return nil
	}
	defer stage.Begin(ctx, stage.Encode)()
	t, ok := m.Encoder.(tokenEncoder)
	if !ok {
		v, err := m.Encoder.Query(ctx, wording)
		e.noteEncoder(ctx, err)
		if err != nil {
			return nil
		}
		e.lately.remember(wording, v)
		return &asked{vector: vectors.NewQuery(v), whole: v, dims: len(v)}
	}
	v, tokens, err := t.Tokens(ctx, encoder.Query, wording)
	if err != nil {
		return nil // ctx has ended
	}
	e.lately.remember(wording, v)
	a := &asked{vector: vectors.NewQuery(v), whole: v, dims: len(v)}
	var cut [][2]int
	for _, t := range tokens {
		p, ok := vectors.NewPiece(t.Vector)
		if ok && strings.ContainsFunc(wording[t.Start:t.End], inWord) {
			a.pieces, cut = append(a.pieces, p), append(cut, [2]int{t.Start, t.End})
			a.exact = append(a.exact, vectors.NewQuery(t.Vector))
		}
	}
	q.Cut(cut)
	return a
}

// Direction returns where the meaning of a text lies, of length one, as the encoder
// reads a question; nil without one. Vietnamese without accents is given them
// first: no encoder understands it otherwise. Other words stay as they are typed,
// though no article has them. What has just been asked as it stands is not read
// again.
func (e *Engine) Direction(ctx context.Context, q retrieval.Question) ([]float32, error) {
	if e.cfg.Meaning == nil {
		return nil, nil
	}
	defer stage.Begin(ctx, stage.Encode)()
	t := beginning(bounded(q.Text), mostEncoded)
	if q.Language == text.Vietnamese && text.Fold(t) == text.Accented(t) {
		s, err := e.acquire()
		if err != nil {
			return nil, err
		}
		t = beginning(s.readQuestion(q).Wording(), mostEncoded)
		s.release()
	}
	if v := e.lately.of(t); v != nil {
		return v, nil
	}
	return e.cfg.Meaning.Encoder.Query(ctx, t)
}

// rememberedDirections is of how many questions it is remembered where their meaning
// lies: a message is asked of the articles and then held against wishes, and many
// people write at once. 384 numbers each.
const rememberedDirections = 64

// directions are where the meaning of the last questions lies, by what the encoder
// read. The zero value is ready; it is safe for concurrent use.
type directions struct {
	mu   sync.Mutex
	list [rememberedDirections]direction
	next int // the oldest, which is forgotten first
}

type direction struct {
	read   string
	vector []float32
}

func (d *directions) remember(read string, vector []float32) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.find(read) == nil {
		d.list[d.next] = direction{read, vector}
		d.next = (d.next + 1) % len(d.list)
	}
}

// of returns the direction of a text, to be kept by the caller; nil if it is not
// remembered.
func (d *directions) of(read string) []float32 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.find(read))
}

func (d *directions) find(read string) []float32 {
	for i := range d.list {
		if d.list[i].read == read {
			return d.list[i].vector
		}
	}
	return nil
}

// muteness is why an encoder gives no vector of a question.
type muteness struct{ err error }

// noteEncoder keeps account of how the last question's vector came, and tells
// operators when that changes. A person who stopped waiting says nothing of it.
func (e *Engine) noteEncoder(ctx context.Context, err error) {
	if err == nil {
		if e.mute.Swap(nil) != nil {
			e.cfg.Log.Info("the encoder answers again")
		}
		return
	}
	if ctx.Err() == nil && e.mute.Swap(&muteness{err}) == nil {
		e.cfg.Log.Warn("words alone answer", "error", err)
	}
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// near proposes passages by their vectors.
func (e *Engine) near(ctx context.Context, s *snapshot, a *asked) []int {
	if a == nil || s.vectors == nil {
		return nil
	}
	if s.counts.Passages > e.scanLimit() {
		return e.nearElsewhere(ctx, s, a)
	}
	hits := s.vectors.Scan(a.vector, meaningCandidates)
	out := make([]int, len(hits))
	for i, h := range hits {
		out[i] = h.Number
	}
	return out
}

func (e *Engine) scanLimit() int { return cmp.Or(e.cfg.Meaning.ScanLimit, scanLimit) }

// nearElsewhere asks the search cluster; where it finds nothing by vectors words alone
// propose.
func (e *Engine) nearElsewhere(ctx context.Context, s *snapshot, a *asked) []int {
	store := s.vectorStore()
	if store == nil || e.unreached.Load() != nil || time.Now().UnixNano() < e.vectorless.Load() {
		return nil
	}
	out, err := store.Near(ctx, e.cfg.Meaning.Vectors.Model(), vectors.Quantize(a.whole).Values, meaningCandidates)
	if err != nil {
		if errors.Is(err, retrieval.ErrNoVectors) {
			e.vectorless.Store(time.Now().Add(vectorlessPause).UnixNano())
		}
		e.cfg.Log.Debug("the search cluster finds nothing by vectors", "error", err)
	}
	return out
}

// vectorStore is where a snapshot's passages are found by vectors, nil for nowhere.
func (s *snapshot) vectorStore() retrieval.VectorStore {
	if far, ok := s.shelf.(*shelf.Far); ok {
		return far.Vectors()
	}
	return nil
}

const (
	// placedAtOnce is how many passages get their vectors in the cluster by one call.
	placedAtOnce = 500
	// placePause is between two tries.
	placePause = 30 * time.Second
	// vectorlessPause is for how long a cluster without vectors is not asked for any:
	// another process may be about to place them.
	vectorlessPause = time.Minute
)

// placeVectors puts the vectors of a snapshot that has too many to be compared here
// into the search cluster, if this process is the one that writes there.
func (e *Engine) placeVectors(ctx context.Context, s *snapshot) {
	store := s.vectorStore()
	if store == nil || s.counts.Passages <= e.scanLimit() {
		return
	}
	for ctx.Err() == nil {
		err := retrieval.ErrNotBuilder
		if e.cfg.Meaning.Vectors.Makes() {
			err = e.placeMissing(ctx, s, store)
		}
		switch {
		case err == nil:
			e.vectorless.Store(0)
			return
		case errors.Is(err, retrieval.ErrNoVectors):
			e.cfg.Log.Info("words alone propose passages", "passages", s.counts.Passages, "error", err)
			return
		case !errors.Is(err, retrieval.ErrNotBuilder):
			e.cfg.Log.Debug("vectors are not in the search cluster", "error", err)
		}
		_ = clock.Sleep(ctx, placePause)
	}
}

// placeMissing places the vectors that are not in the cluster, the newest articles'
// first.
func (e *Engine) placeMissing(ctx context.Context, s *snapshot, store retrieval.VectorStore) error {
	model, dims := e.cfg.Meaning.Vectors.Model(), 0
	var there []int
	var numbers []int
	var list [][]int8
	for _, n := range s.newestPassages() {
		v, ok := s.vectors.Passage(n)
		if !ok {
			continue
		}
		if dims == 0 {
			var err error
			dims = len(v.Values)
			if there, err = store.Placed(ctx, model, dims); err != nil {
				return err
			}
		}
		if _, ok := slices.BinarySearch(there, n); ok {
			continue
		}
		if numbers, list = append(numbers, n), append(list, v.Values); len(numbers) == placedAtOnce {
			if err := store.PlaceVectors(ctx, model, numbers, list); err != nil {
				return err
			}
			numbers, list = nil, nil
		}
	}
	return store.PlaceVectors(ctx, model, numbers, list)
}

// similarities are what the encoder finds for a question; nil without it.
func (e *Engine) similarities(s *snapshot, h *shelf.Hand, a *asked) rank.Similarities {
	if a == nil || s.vectors == nil {
		return nil
	}
	var codes []vectors.Code // one candidate is looked at after the other
	return func(doc int) *rank.Similarity {
		number := h.Number(doc)
		v, ok := s.vectors.Passage(number)
		if !ok || len(v.Values) != a.dims {
			return nil
		}
		out := &rank.Similarity{Passage: float64(a.vector.Cosine(v))}
		p := h.Passage(doc)
		sentences, list, coded := e.cfg.Meaning.Vectors.Details(s.vectors, number, p, codes[:0])
		codes = list
		for _, v := range sentences {
			out.Sentences = append(out.Sentences, float64(a.vector.Cosine(v)))
		}
		if len(a.pieces) == 0 {
			return out
		}
		if !coded {
			return nil
		}
		a.holdPieces(out, codes, stretches(p, len(codes)))
		out.Whole, out.Sentence = a.cosines(v), a.cosines(nearest(v, out.Sentences, sentences))
		return out
	}
}

// cosines are those of the question's pieces with a vector.
func (a *asked) cosines(v vectors.Vector) []float64 {
	out := make([]float64, len(a.exact))
	for i, piece := range a.exact {
		out[i] = float64(piece.Cosine(v))
	}
	return out
}

// nearest is the vector of the sentence with the largest cosine, that of the
// passage where there are no sentences.
func nearest(passage vectors.Vector, cosines []float64, sentences []vectors.Vector) vectors.Vector {
	if len(sentences) == 0 {
		return passage
	}
	return sentences[slices.Index(cosines, slices.Max(cosines))]
}

// stretches are the ends of a passage's sentences among its codes, of which there
// are about as many to each letter.
func stretches(p *retrieval.Passage, codes int) []int {
	ends := make([]int, max(1, len(p.Sentences)))
	for i, s := range p.Sentences {
		ends[i] = codes * s.End / len(p.Text)
	}
	ends[len(ends)-1] = codes
	return ends
}

// holdPieces holds the pieces of the question against the codes of a passage and
// those of each sentence.
func (a *asked) holdPieces(out *rank.Similarity, codes []vectors.Code, ends []int) {
	out.Pieces = make([]float64, len(a.pieces))
	out.Spoken = make([]float64, len(ends))
	together := make([]float64, len(ends)) // of a sentence and the one behind it
	near := make([]float64, len(ends))
	each := 1 / float64(len(a.pieces))
	for i := range a.pieces {
		a.pieces[i].Nearest(codes, ends, near)
		out.Pieces[i] = slices.Max(near)
		for k, x := range near {
			out.Spoken[k] += each * x
			if k+1 < len(near) {
				x = max(x, near[k+1])
			}
			together[k] += each * x
		}
	}
	out.Together = slices.Max(together)
}

// embedBest gives the candidates that words find best their vectors, within
// spotTime, and tells whether they have them. While they do not, words alone must
// order: a passage that was read already would win over a better one that was not.
func (e *Engine) embedBest(ctx context.Context, s *snapshot, q *analysis.Query, h *shelf.Hand, candidates []int) bool {
	if s.vectors == nil || s.vectors.Done() == s.vectors.Len() {
		return true
	}
	defer stage.Begin(ctx, stage.Encode)()
	best := rank.Rank(h.ForwardIndex, q, candidates, nil, e.models)
	best = best[:min(len(best), onTheSpot)]
	var missing []int
	for _, r := range best {
		if n := h.Number(r.Doc); !s.vectors.Ready(n) {
			missing = append(missing, n)
		}
	}
	if len(missing) == 0 {
		return true
	}
	within, cancel := context.WithTimeout(ctx, spotTime)
	defer cancel()
	if err := e.cfg.Meaning.Vectors.Now(within, s.vectors, missing); err != nil && ctx.Err() == nil {
		e.cfg.Log.Debug("passages are not embedded on the spot", "error", err)
	}
	return !slices.ContainsFunc(missing, func(n int) bool { return !s.vectors.Ready(n) })
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
