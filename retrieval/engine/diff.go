package engine

import (
	"articlebot/retrieval"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"io"
	"time"
)

// articleHash tells versions of an article apart: the first half of SHA-256
// over all that people can see of it.
type articleHash [16]byte

// hash fills the articles' hashes and the digest.
func (s *snapshot) hash(pace *pace) {
	h, all := newHasher(), newHasher()
	for i := range s.heads {
		pace.rest()
		a := &s.draft.articles[i]
		h.Reset()
		h.article(a)
		copy(s.heads[i].hash[:], h.sum())
		_, _ = all.Write(s.heads[i].hash[:])
		all.text(string(a.ID))
		all.text(a.Origin.File)
		all.text(a.Origin.Kind)
	}
	s.digest = hex.EncodeToString(all.sum()[:16])
}

// hasher feeds a hash with values, each with its length so that no two
// sequences of values are the same bytes.
type hasher struct {
	hash.Hash
	buf []byte
}

func newHasher() *hasher { return &hasher{Hash: sha256.New()} }

func (h *hasher) sum() []byte { return h.Sum(nil) }

func (h *hasher) number(n int) {
	h.buf = binary.AppendVarint(h.buf[:0], int64(n))
	_, _ = h.Write(h.buf)
}

func (h *hasher) text(s string) {
	h.number(len(s))
	h.buf = append(h.buf[:0], s...)
	_, _ = h.Write(h.buf)
}

func (h *hasher) time(t time.Time) {
	_, offset := t.Zone()
	if t.IsZero() {
		offset = 0
	}
	h.number(int(t.Unix()))
	h.number(t.Nanosecond())
	h.number(offset)
}

func (h *hasher) article(a *retrieval.Article) {
	for _, s := range []string{a.Title, a.Section, a.Author, a.URL, string(a.Language)} {
		h.text(s)
	}
	h.time(a.Published)
	if a.Brief {
		h.number(1)
	}
	h.number(len(a.AlsoIn))
	for _, s := range a.AlsoIn {
		h.text(string(s.ID))
		h.text(s.Title)
		h.text(s.URL)
		h.time(s.Published)
	}
	h.number(len(a.Passages))
	for i := range a.Passages {
		h.text(string(a.Passages[i].Kind))
		h.text(a.Passages[i].Text)
	}
}

var _ io.Writer = (*hasher)(nil)

// compare lists what is different between two snapshots, in the order of the
// newer one.
func compare(old, fresh *snapshot) retrieval.Report {
	r := retrieval.Report{
		Before: old.generation, BeforeBuilt: old.builtAt, Generation: fresh.generation,
		From: old.counts, To: fresh.counts, Skipped: skips(fresh.read.Load().sources),
	}
	for i := range fresh.heads {
		a := &fresh.heads[i]
		j, was := old.find(a.ID)
		switch {
		case !was:
			r.New = append(r.New, a.Summary)
		case old.heads[j].hash != a.hash:
			r.Changed = append(r.Changed, a.Summary)
		}
	}
	for j := range old.heads {
		if _, is := fresh.find(old.heads[j].ID); !is {
			r.Removed = append(r.Removed, old.heads[j].Summary)
		}
	}
	return r
}

// find is the number of the article with that ID, false if there is none.
func (s *snapshot) find(id retrieval.ArticleID) (int, bool) {
	i, ok := s.byID[string(id)]
	return i, ok && s.heads[i].ID == id
}

// unchanged is the number in old of an article that is the same there.
func (s *snapshot) unchanged(article int, old *snapshot) (int, bool) {
	j, ok := old.find(s.heads[article].ID)
	return j, ok && old.heads[j].hash == s.heads[article].hash
}

// skips lists what was left out, a source that could not be read included.
func skips(sources []retrieval.SourceStatus) []retrieval.Skip {
	var out []retrieval.Skip
	for _, s := range sources {
		if s.Err != "" {
			out = append(out, retrieval.Skip{Name: s.Source, Reason: s.Err})
		}
		out = append(out, s.Skipped...)
	}
	return out
}
