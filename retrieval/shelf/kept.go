package shelf

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/text"
)

// errKept is something kept that cannot be read.
var errKept = errors.New("what is kept of an article is damaged")

// kept is a passage as a Store has it.
type kept struct {
	passage retrieval.Passage // without what its article and place say
	packed  []byte            // what the analysis made of it
}

// packers and unpackers compress and expand what is kept.
var (
	packers = sync.Pool{New: func() any {
		w, err := flate.NewWriter(nil, flate.DefaultCompression)
		if err != nil {
			panic("internal error: " + err.Error())
		}
		return w
	}}
	unpackers = sync.Pool{New: func() any { return flate.NewReader(nil) }}
)

// KeepPassage is what a Store keeps with a passage: itself and what the analysis
// made of it.
func KeepPassage(p *retrieval.Passage, packed []byte) []byte {
	raw := append(make([]byte, 0, len(p.Text)+len(packed)+16), kindByte(p.Kind))
	raw = append(binary.AppendUvarint(raw, uint64(len(p.Text))), p.Text...)
	raw = binary.AppendUvarint(raw, uint64(len(p.Sentences)))
	last := 0
	for _, s := range p.Sentences {
		raw = binary.AppendUvarint(raw, uint64(s.Start-last))
		raw = binary.AppendUvarint(raw, uint64(s.End-s.Start))
		last = s.End
	}
	raw = append(raw, packed...)
	out := bytes.NewBuffer(binary.AppendUvarint(make([]byte, 0, len(raw)/2), uint64(len(raw))))
	w, _ := packers.Get().(*flate.Writer)
	defer packers.Put(w)
	w.Reset(out)
	_, err := w.Write(raw)
	if err = errors.Join(err, w.Close()); err != nil {
		panic("internal error: keep a passage: " + err.Error()) // a buffer takes everything
	}
	return out.Bytes()
}

// kinds are the kinds of passages by the byte that is kept of them.
var kinds = []retrieval.Kind{retrieval.Body, retrieval.Caption, retrieval.Brief}

func kindByte(k retrieval.Kind) byte {
	for i, kind := range kinds {
		if k == kind {
			return byte(i)
		}
	}
	return 0
}

// mostKept bounds a passage that is read, in bytes.
const mostKept = 64 << 20

// readPassage is the opposite of KeepPassage.
func readPassage(data []byte) (k kept, err error) {
	size, n := binary.Uvarint(data)
	if n <= 0 || size == 0 || size > mostKept {
		return k, errKept
	}
	raw := make([]byte, size)
	r, _ := unpackers.Get().(io.ReadCloser)
	defer unpackers.Put(r)
	if again, ok := r.(flate.Resetter); ok {
		err = again.Reset(bytes.NewReader(data[n:]), nil)
	}
	if err == nil {
		_, err = io.ReadFull(r, raw)
	}
	if err != nil {
		return k, fmt.Errorf("%w: %w", errKept, err)
	}
	return split(raw)
}

// split reads a passage that is expanded.
func split(raw []byte) (k kept, err error) {
	next := func() int {
		v, n := binary.Uvarint(raw)
		if n <= 0 || v > mostKept {
			err, raw = errKept, nil
			return 0
		}
		raw = raw[n:]
		return int(v)
	}
	kind := next()
	length := next()
	if err != nil || kind >= len(kinds) || length > len(raw) {
		return k, errKept
	}
	k.passage.Kind, k.passage.Text = kinds[kind], string(raw[:length])
	raw = raw[length:]
	last := 0
	for range next() {
		start := last + next()
		last = start + next()
		if err != nil || last > length {
			return k, errKept
		}
		k.passage.Sentences = append(k.passage.Sentences, retrieval.Span{Start: start, End: last})
	}
	k.packed = raw
	return k, err
}

// keptArticle is an article without its passages, as a Store keeps it. Where it was
// read is no part of it: that may change alone.
type keptArticle struct {
	ID        retrieval.ArticleID `json:"id"`
	Title     string              `json:"title"`
	Section   string              `json:"section,omitempty"`
	Author    string              `json:"author,omitempty"`
	Published time.Time           `json:"published,omitzero"`
	URL       string              `json:"url,omitempty"`
	Language  text.Language       `json:"language,omitempty"`
	Brief     bool                `json:"brief,omitempty"`
	AlsoIn    []retrieval.Summary `json:"also_in,omitempty"`
}

// KeepArticle is what a Store keeps of an article beside its passages.
func KeepArticle(a *retrieval.Article) []byte {
	data, err := json.Marshal(keptArticle{a.ID, a.Title, a.Section, a.Author, a.Published, a.URL, a.Language, a.Brief, a.AlsoIn})
	if err != nil {
		panic("internal error: keep an article: " + err.Error()) // a year of five digits is no date of ours
	}
	return data
}

// whole is an article with what the analysis made of its passages.
type whole struct {
	article retrieval.Article
	packed  [][]byte
	size    int // in bytes, about
}

// newWhole puts an article together.
func newWhole(data []byte, passages []kept, origin retrieval.Origin) (*whole, error) {
	var k keptArticle
	if err := json.Unmarshal(data, &k); err != nil {
		return nil, fmt.Errorf("%w: %w", errKept, err)
	}
	w := &whole{size: len(data), article: retrieval.Article{
		ID: k.ID, Title: k.Title, Section: k.Section, Author: k.Author, Published: k.Published, URL: k.URL, Language: k.Language, Brief: k.Brief,
		Origin: origin, AlsoIn: k.AlsoIn,
	}}
	for i, p := range passages {
		p.passage.ID, p.passage.ArticleID, p.passage.Ordinal = retrieval.NewPassageID(k.ID, i), k.ID, i
		w.article.Passages, w.packed = append(w.article.Passages, p.passage), append(w.packed, p.packed)
		w.size += 2 * (len(p.passage.Text) + len(p.packed))
	}
	return w, nil
}

// analysedAlike tells whether this program makes of an article what is kept of it.
func (w *whole) analysedAlike() bool {
	b := analysis.NewBuilder(nil)
	for i := range w.article.Passages {
		p := &w.article.Passages[i]
		d := analysis.Document{Text: p.Text, Kind: p.Kind, Language: w.article.Language, Title: w.article.Title}
		for _, s := range text.Sentences(p.Text) {
			d.Sentences = append(d.Sentences, [2]int{s[0], s[1]})
		}
		b.Add(d)
		if !bytes.Equal(b.Pack(), w.packed[i]) {
			return false
		}
	}
	return true
}
