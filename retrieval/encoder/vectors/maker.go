package vectors

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"articlebot/retrieval"
)

// Encoder makes vectors. Its errors may say by a method RetryAfter how long to
// wait; 0 then means that the text was refused.
type Encoder interface {
	Model() string
	// Dims is how many numbers a vector has, 0 if that is not known yet.
	Dims() int
	// Passages embeds passages or sentences.
	Passages(ctx context.Context, texts []string) ([][]float32, error)
}

// Config is what a Maker needs. Encoder is required.
type Config struct {
	Encoder Encoder
	// Dir, ReadOnly and Base are a StoreConfig's.
	Dir      string
	ReadOnly bool
	Base     []byte
	// Spare is how many vectors that a set does not want the store may hold, besides
	// as many as it wants, before it forgets them; 0: some thousands. A folder that
	// serves several sets of articles needs room for all of them.
	Spare int
	// Shared, if set, is where other processes find what this one made, and it what
	// they made. Patience is how long nothing may come from the one that makes before
	// it is made here; 0: half a minute.
	Shared   Shared
	Patience time.Duration
	// Busy tells whether a question is under way; nil: there are none.
	Busy func() bool
	Log  *slog.Logger // nil discards
}

// Maker makes vectors for sets. It is safe for concurrent use.
type Maker struct {
	cfg   Config
	open  chan struct{} // holds one while the store is opened: an encoder may be asked for that
	store atomic.Pointer[Store]
	last  atomic.Pointer[failure]
	// giving and taking are the two directions of Shared.
	giving, taking apartness
}

// failure is what went wrong last; its error is nil once it went well again.
type failure struct{ err error }

// NewMaker returns a maker. The store is opened when it is first needed, as the
// encoder's dimensions may only be known then.
func NewMaker(cfg Config) *Maker {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Spare == 0 {
		cfg.Spare = spare
	}
	if cfg.Busy == nil {
		cfg.Busy = func() bool { return false }
	}
	m := &Maker{cfg: cfg, open: make(chan struct{}, 1)}
	m.giving.what, m.taking.what = "kept for other processes", "taken from what other processes made"
	m.last.Store(&failure{})
	return m
}

// Model is the encoder's.
func (m *Maker) Model() string { return m.cfg.Encoder.Model() }

// Makes tells whether this process writes what others read: false without
// Config.Shared.
func (m *Maker) Makes() bool { return m.cfg.Shared != nil && m.cfg.Shared.Makes() }

// Status is how far a set is.
type Status struct {
	Model       string
	Done, Total int
	// Kept tells whether new vectors outlive the process; Why says why not,
	// although there is a folder.
	Kept bool
	Why  error
	// Err is what keeps the encoder from making vectors now, nil for nothing.
	Err error
}

// Status tells how far a set is.
func (m *Maker) Status(s *Set) Status {
	st := Status{Model: m.cfg.Encoder.Model(), Done: s.Done(), Total: s.Len(), Err: m.last.Load().err}
	if store := m.store.Load(); store != nil {
		st.Why = store.Why()
		st.Kept = st.Why == nil && m.cfg.Dir != ""
	}
	return st
}

// Close closes the store. Nothing may be filled any more.
func (m *Maker) Close() error {
	if s := m.store.Load(); s != nil {
		return s.Close()
	}
	return nil
}

func (m *Maker) key(text string) Key { return NewKey(m.cfg.Encoder.Model(), text) }

// sentence is the text of a passage's i-th sentence.
func sentence(p *retrieval.Passage, i int) string {
	return p.Text[p.Sentences[i].Start:p.Sentences[i].End]
}

// texts are what a passage needs vectors of, itself first, each once.
func texts(p *retrieval.Passage) []string {
	if p == nil { // it cannot be read now
		return nil
	}
	out := []string{p.Text}
	seen := map[string]bool{p.Text: true}
	for i := range p.Sentences {
		if t := sentence(p, i); !seen[t] {
			seen[t] = true
			out = append(out, t)
		}
	}
	return out
}

// opened returns the store. Where the encoder does not know its dimensions yet,
// it is asked for a vector to learn them.
func (m *Maker) opened(ctx context.Context) (*Store, error) {
	if s := m.store.Load(); s != nil {
		return s, nil
	}
	select {
	case m.open <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-m.open }()
	if s := m.store.Load(); s != nil {
		return s, nil
	}
	if m.cfg.Encoder.Dims() == 0 {
		if _, err := m.cfg.Encoder.Passages(ctx, []string{"."}); err != nil {
			return nil, m.note(err)
		}
	}
	s, err := Open(StoreConfig{
		Dir: m.cfg.Dir, ReadOnly: m.cfg.ReadOnly, Base: m.cfg.Base, Log: m.cfg.Log,
		Model: m.cfg.Encoder.Model(), Dims: m.cfg.Encoder.Dims(),
	})
	if err != nil {
		return nil, m.note(err)
	}
	m.store.Store(s)
	return s, nil
}

// note remembers how the last vector came, for Status; that somebody stopped
// waiting says nothing.
func (m *Maker) note(err error) error {
	if !errors.Is(err, context.Canceled) {
		m.last.Store(&failure{err})
	}
	return err
}

// wanted is a text that a vector is to be made of; of a whole passage codes are
// made too.
type wanted struct {
	text  string
	whole bool
}

// missing are the texts of a passage that the store has no vector of.
func (m *Maker) missing(store *Store, p *retrieval.Passage) []wanted {
	var out []wanted
	for i, t := range texts(p) {
		w := wanted{t, i == 0}
		if !m.has(store, w) {
			out = append(out, w)
		}
	}
	return out
}

// has tells whether the store has all that is made of a text.
func (m *Maker) has(store *Store, w wanted) bool {
	if w.whole && m.coder() != nil && !store.Has(m.key(codesOf(w.text, 0))) {
		return false
	}
	return store.Has(m.key(w.text))
}

// encode makes vectors and keeps them.
func (m *Maker) encode(ctx context.Context, store *Store, list []wanted, yield func()) error {
	var plain []string
	for _, w := range list {
		if c := m.coder(); w.whole && c != nil {
			if err := m.encodeWhole(ctx, c, store, w.text, yield); err != nil {
				return m.note(err)
			}
			continue
		}
		plain = append(plain, w.text)
	}
	if len(plain) == 0 {
		return m.note(nil)
	}
	vectors, err := m.embed(ctx, plain, yield)
	if err != nil {
		return m.note(err)
	}
	if len(vectors) != len(plain) {
		return m.note(fmt.Errorf("encoder made %d vectors of %d texts", len(vectors), len(plain)))
	}
	keys, cut := make([]Key, len(plain)), make([]Vector, len(plain))
	for i, v := range vectors {
		keys[i], cut[i] = m.key(plain[i]), Quantize(v)
	}
	store.Put(keys, cut)
	return m.note(nil)
}

// encodeWhole makes a passage's vector and codes of one pass. The vector is kept
// last: where it is, all is.
func (m *Maker) encodeWhole(ctx context.Context, c coder, store *Store, text string, yield func()) error {
	if yield == nil {
		yield = func() {}
	}
	vector, pieces, err := c.PassagePieces(ctx, text, yield)
	if err != nil {
		return err
	}
	codes := make([]Code, 0, len(pieces))
	for _, p := range pieces {
		if code, ok := NewCode(p); ok {
			codes = append(codes, code)
		}
	}
	var keys []Key
	list := rows(codes, store.cfg.Dims)
	for row := range list {
		keys = append(keys, m.key(codesOf(text, row)))
	}
	store.Put(append(keys, m.key(text)), append(list, Quantize(vector)))
	return nil
}

// coder is an encoder that gives the pieces of a passage in its pass.
type coder interface {
	PassagePieces(ctx context.Context, text string, yield func()) (vector []float32, pieces [][]float32, err error)
}

// coder is the encoder if codes can be made of its pieces, else nil.
func (m *Maker) coder() coder {
	if c, ok := m.cfg.Encoder.(coder); ok && m.cfg.Encoder.Dims() == codeBits {
		return c
	}
	return nil
}

// yielding is an encoder that lets others go within a text too.
type yielding interface {
	PassagesYielding(ctx context.Context, texts []string, yield func()) ([][]float32, error)
}

func (m *Maker) embed(ctx context.Context, list []string, yield func()) ([][]float32, error) {
	if y, ok := m.cfg.Encoder.(yielding); ok && yield != nil {
		return y.PassagesYielding(ctx, list, yield)
	}
	return m.cfg.Encoder.Passages(ctx, list)
}
