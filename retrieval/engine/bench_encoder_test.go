package engine_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/encoder"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/retrieval/engine"
)

// dictionary is a list of English words, in an order of chance: questions made of
// them have as many pieces as people's.
func dictionary(b *testing.B) []string {
	b.Helper()
	f, err := os.Open(filepath.Join("..", "text", "data", "english.txt.gz"))
	check(b, err)
	defer f.Close() //nolint:errcheck // it was only read
	z, err := gzip.NewReader(f)
	check(b, err)
	var words []string
	for lines := bufio.NewScanner(z); lines.Scan(); {
		words = append(words, lines.Text())
	}
	r := rand.New(rand.NewPCG(5, 5))
	r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	return words
}

// kept are vectors of passages that nobody makes: an encoder's name and shape.
type keptOnly struct{ *encoderModel }

var errNotKept = errors.New("a passage's vectors are not kept: they are kept in another form than this benchmark writes")

func (keptOnly) Passages(context.Context, []string) ([][]float32, error) { return nil, errNotKept }
func (keptOnly) PassagesYielding(context.Context, []string, func()) ([][]float32, error) {
	return nil, errNotKept
}
func (keptOnly) PassagePieces(context.Context, string, func()) ([]float32, [][]float32, error) {
	return nil, nil, errNotKept
}

const (
	piecesOfPassage = 90 // of a passage of 60 words
	codesInRow      = 8
)

// keepVectors writes made-up vectors of the passages that an engine has into dir,
// as a Maker keeps them.
func keepVectors(b *testing.B, dir string, m *encoder.Model, e *engine.Engine) {
	b.Helper()
	store, err := vectors.Open(vectors.StoreConfig{Dir: dir, Model: m.Model(), Dims: m.Dims()})
	check(b, err)
	r := rand.New(rand.NewPCG(3, 3))
	row := func(scale float32) vectors.Vector {
		v := vectors.Vector{Scale: scale, Values: make([]int8, m.Dims())}
		for i := range v.Values {
			v.Values[i] = int8(r.IntN(255) - 127)
		}
		return v
	}
	var keys []vectors.Key
	var list []vectors.Vector
	put := func(text string, scale float32) {
		keys, list = append(keys, vectors.NewKey(m.Model(), text)), append(list, row(scale))
	}
	for _, a := range e.Articles() {
		article, _ := e.Article(string(a.ID))
		for _, p := range article.Passages {
			keys, list = keys[:0], list[:0]
			put(p.Text, 1.0/1400)
			for _, s := range p.Sentences {
				put(p.Text[s.Start:s.End], 1.0/1400)
			}
			for i := 0; i*codesInRow <= piecesOfPassage; i++ {
				put(p.Text+"\x00codes 2\x00"+strconv.Itoa(i), float32(min(codesInRow, piecesOfPassage-i*codesInRow))/float32(m.Dims()))
			}
			store.Put(keys, list)
		}
	}
	check(b, store.Why())
	check(b, store.Close())
}

// ofPieces are questions of so many pieces of the encoder, from the passages.
func ofPieces(b *testing.B, m *encoder.Model, articles []retrieval.Article, pieces, n int) (out []string) {
	b.Helper()
	for i := range 4 * n {
		w := strings.Fields(strings.ToLower(articles[i*len(articles)/(4*n)].Passages[0].Text))
		for k := 4; k < min(len(w), 20); k++ {
			q := strings.Join(w[3:k], " ")
			_, tokens, err := m.Tokens(context.Background(), encoder.Query, q)
			check(b, err)
			if len(tokens) >= pieces {
				if len(tokens) == pieces {
					out = append(out, q)
				}
				break
			}
		}
		if len(out) == n {
			break
		}
	}
	return out
}

// BenchmarkAskByMeaning asks 100,000 passages questions of 17 pieces, in turn by
// words alone and with the built-in encoder by each kind of instructions that the
// processor has. Vectors of passages are made up; the question's are not. With
// GOMAXPROCS=1 it is what one core takes.
func BenchmarkAskByMeaning(b *testing.B) {
	words := dictionary(b)
	press := newPress(1)
	press.spell = func(n uint64) string { return words[n%uint64(len(words))] }
	articles := press.articles(large)
	m, err := encoder.BuiltIn(encoder.Best)
	check(b, err)
	asked := ofPieces(b, m, articles, 17, 200)
	dir := b.TempDir()
	alone, err := engine.Open(context.Background(), place{b.TempDir()}.config(&newsroom{articles: articles}))
	check(b, err)
	defer alone.Close() //nolint:errcheck // it is only read
	keepVectors(b, dir, m, alone)
	names, engines := []string{"words"}, []*engine.Engine{alone}
	for _, use := range encoder.Supported()[1:] { // without plain Go, which takes half a second
		e := openKept(b, use, dir, articles)
		defer e.Close() //nolint:errcheck // it is only read
		names, engines = append(names, strings.ReplaceAll(use.String(), " ", "-")), append(engines, e)
	}
	took, spent := make([]latencies, len(engines)), make([]latencies, len(engines))
	for i := 0; b.Loop(); i++ {
		for k, e := range engines {
			start, cpu := time.Now(), cpuTime()
			_, err := e.Ask(context.Background(), retrieval.Question{Text: asked[i%len(asked)]})
			check(b, err)
			took[k], spent[k] = append(took[k], time.Since(start)), append(spent[k], cpuTime()-cpu)
		}
	}
	for k, name := range names {
		took[k].report(b, "-"+name)
		spent[k].report(b, "-cpu-"+name) // says more than the clock where others work too
	}
}

// openKept opens an engine whose passages have the vectors in dir.
func openKept(b *testing.B, use encoder.Instructions, dir string, articles []retrieval.Article) *engine.Engine {
	b.Helper()
	m, err := encoder.BuiltIn(use)
	check(b, err)
	e, err := engine.Open(context.Background(), engine.Config{
		Reader: &newsroom{articles: articles}, Backend: bleveindex.Disk{Dir: b.TempDir()},
		Meaning: &engine.Meaning{Encoder: m, Vectors: vectors.NewMaker(vectors.Config{Encoder: keptOnly{m}, Dir: dir, ReadOnly: true})},
	})
	check(b, err)
	check(b, e.AwaitVectors(context.Background(), func(retrieval.Progress) {}))
	if at := e.Status().Embedded; at.Done != at.Total {
		b.Fatalf("%d of %d passages have vectors: %v", at.Done, at.Total, at.Err)
	}
	return e
}
