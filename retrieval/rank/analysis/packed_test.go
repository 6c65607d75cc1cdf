package analysis_test

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
	"articlebot/retrieval/rank/analysis"
)

// packedOf is each document packed as it is added.
func packedOf(docs []analysis.Document) (c *analysis.ForwardIndex, packed [][]byte) {
	b := analysis.NewBuilder(nil)
	for _, d := range docs {
		b.Add(d)
		packed = append(packed, b.Pack())
	}
	return b.Build(func() {}), packed
}

// view is what the ranking sees of a document and its article.
type view struct {
	Words, Title, Sentences []string
	Kind                    analysis.Kind
	Vietnamese              bool
	Content                 uint32
	Terms                   []string
	Article                 [][]string
}

func seen(c *analysis.ForwardIndex, doc int) view {
	d := &c.Rows[doc]
	spell := func(tokens []uint32) (out []string) {
		for _, tok := range tokens {
			out = append(out, c.Surfaces[tok&analysis.SurfaceMask].Accented+string(rune('0'+tok>>29)))
		}
		return out
	}
	v := view{Words: spell(c.Tokens[d.Start:d.End]), Title: spell(c.TitleOf(d)), Kind: d.Kind, Vietnamese: d.Vietnamese, Content: d.Content, Terms: c.Terms(doc)}
	start := d.Start
	for _, end := range c.Sentences[d.SentStart:d.SentEnd] {
		v.Sentences = append(v.Sentences, spell(c.Tokens[start:end])...)
		v.Sentences = append(v.Sentences, "|")
		start = end
	}
	from, to := c.ArticleDocs(d)
	for i := from; i < to; i++ {
		v.Article = append(v.Article, c.Terms(i))
	}
	return v
}

func TestGatheredDocumentsAreAsTheyAreAmongAll(t *testing.T) {
	docs := mixed()
	all, packed := packedOf(docs)
	g := analysis.Gather(all.Lexicon)
	order := rand.New(rand.NewPCG(3, 4)).Perm(len(docs))[:len(docs)/2]
	for _, n := range order {
		if _, err := g.Append(packed[n]); err != nil {
			t.Fatal(err)
		}
	}
	g.Part()
	for i, n := range order { // the last one's article, whole, stands behind the last one itself
		article := docs[n].Article
		from, stand := g.Len(), map[int]int{}
		for k, d := range docs {
			if d.Article == article {
				at, err := g.Append(packed[k])
				if err != nil {
					t.Fatal(err)
				}
				if k == n {
					stand[i] = at
				}
			}
		}
		g.Join(from, g.Len(), stand)
	}
	for i, n := range order {
		if diff := cmp.Diff(seen(all, n), seen(g.ForwardIndex, i)); diff != "" {
			t.Errorf("document %d (-among all +gathered):\n%s", n, diff)
		}
	}
}

func TestWhatIsPackedIsTheSameInEveryCollection(t *testing.T) {
	docs := mixed()
	_, forwards := packedOf(docs)
	old := analysed(docs[3:])
	b := analysis.NewBuilder(nil)
	for i, d := range docs {
		if i%2 == 1 && i >= 3 {
			b.Take(old, i-3, d.Article)
		} else {
			b.Add(d)
		}
		if !bytes.Equal(b.Pack(), forwards[i]) {
			t.Errorf("document %d is packed otherwise among others", i)
		}
	}
}

func TestDamagedPackedDocumentsAreAnError(t *testing.T) {
	docs := mixed()
	all, packed := packedOf(docs)
	for cut := range len(packed[0]) {
		if _, err := analysis.Gather(all.Lexicon).Append(packed[0][:cut]); err == nil {
			t.Errorf("%d bytes of %d are read", cut, len(packed[0]))
		}
	}
	other, _ := packedOf([]analysis.Document{{Text: "other words", Kind: retrieval.Body}})
	if _, err := analysis.Gather(other.Lexicon).Append(packed[0]); err == nil {
		t.Error("words that the lexicon does not have are read")
	}
}

func FuzzAppend(f *testing.F) {
	all, packed := packedOf(mixed())
	for _, p := range packed {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		g := analysis.Gather(all.Lexicon)
		doc, err := g.Append(data)
		if err != nil {
			return
		}
		seen(g.ForwardIndex, doc)
	})
}

func TestALexiconIsReadAsItWasWritten(t *testing.T) {
	all := analysed(mixed())
	var out bytes.Buffer
	if err := analysis.EncodeLexicon(&out, all.Lexicon); err != nil {
		t.Fatal(err)
	}
	whole := out.Bytes()
	got, err := analysis.DecodeLexicon(bytes.NewReader(whole))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(all.Lexicon, got, allOfIt); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
	if _, err := analysis.DecodeLexicon(bytes.NewReader(whole[:len(whole)/2])); err == nil {
		t.Error("half a lexicon is read")
	}
}
