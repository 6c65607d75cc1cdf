package analysis_test

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/text"

	"github.com/google/go-cmp/cmp"
)

var allOfIt = cmp.Exporter(func(reflect.Type) bool { return true })

// mixed are documents of both languages, two to four an article.
func mixed() []analysis.Document {
	texts := []struct {
		lang text.Language
		text string
	}{
		{text.English, "Coffee from Pú Nhung sold for 1,700 dong. Two buyers came; the office closed at 5."},
		{text.Vietnamese, "Đoạn đường này rất dài. Ông đương nhiệm trả lời báo chí về cà phê."},
		{text.English, "The committee's secretary, Mr. Lò Văn A, said that the road of 10.5 km would open."},
		{text.English, ""},
		{text.Vietnamese, "Office coffee two đường"},
		{text.English, "…!"},
	}
	var out []analysis.Document
	for article := range 6 {
		t := texts[article]
		for p := range 2 + article%3 {
			body := t.text
			if p > 0 {
				body += " " + texts[(article+p)%len(texts)].text
			}
			out = append(out, analysis.Document{
				Text: body, Sentences: text.Sentences(body), Language: t.lang, Kind: []retrieval.Kind{retrieval.Body, retrieval.Caption, retrieval.Brief}[p%3], Article: article, Title: "On " + t.text,
			})
		}
	}
	return out
}

func analysed(docs []analysis.Document) *analysis.ForwardIndex {
	b := analysis.NewBuilder(nil)
	for _, d := range docs {
		b.Add(d)
	}
	return b.Build(func() {})
}

// TestTakingADocumentIsAddingIt takes some documents from collections that had
// them in other places, and adds the others.
func TestTakingADocumentIsAddingIt(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	all := mixed()
	for range 8 {
		var was, is []analysis.Document
		for i, d := range all {
			if i > 0 && all[i-1].Article == d.Article {
				continue
			}
			var article []analysis.Document
			for _, e := range all {
				if e.Article == d.Article {
					article = append(article, e)
				}
			}
			was, is = publish(was, article, r), publish(is, article, r)
		}
		old := analysed(was)
		b := analysis.NewBuilder(nil)
		for _, d := range is {
			if at := find(was, d); at >= 0 && r.IntN(3) > 0 {
				b.Take(old, at, d.Article)
			} else {
				b.Add(d)
			}
			if diff := cmp.Diff(analysed([]analysis.Document{first(d)}).Terms(0), b.Terms()); diff != "" {
				t.Fatalf("terms of %q:\n%s", d.Text, diff)
			}
		}
		got, want := b.Build(func() {}), analysed(is)
		if !reflect.DeepEqual(want, got) { // cmp would compare a million counters one by one
			t.Fatalf("added (-) and taken (+):\n%s", cmp.Diff(want, got, allOfIt))
		}
		if got.Sum() != want.Sum() {
			t.Error("the sums differ")
		}
	}
}

// publish appends an article as the next one, or leaves it out.
func publish(docs, article []analysis.Document, r *rand.Rand) []analysis.Document {
	if r.IntN(4) == 0 {
		return docs
	}
	number := 0
	if len(docs) > 0 {
		number = docs[len(docs)-1].Article + 1
	}
	for _, d := range article {
		d.Article = number
		docs = append(docs, d)
	}
	return docs
}

func find(docs []analysis.Document, d analysis.Document) int {
	for i, e := range docs {
		if e.Text == d.Text && e.Title == d.Title && e.Kind == d.Kind {
			return i
		}
	}
	return -1
}

func first(d analysis.Document) analysis.Document {
	d.Article = 0
	return d
}

func TestACollectionIsReadBackAsItWas(t *testing.T) {
	for name, docs := range map[string][]analysis.Document{"both languages": mixed(), "nothing": nil} {
		t.Run(name, func(t *testing.T) {
			want := analysed(docs)
			var file bytes.Buffer
			if err := want.Encode(&file, func() {}); err != nil {
				t.Fatal(err)
			}
			got, err := analysis.Decode(&file)
			if err != nil {
				t.Fatal(err)
			}
			if got.Sum() != want.Sum() || got.Len() != want.Len() {
				t.Errorf("%d documents with the sum %x are read as %d with %x", want.Len(), want.Sum(), got.Len(), got.Sum())
			}
			if len(docs) > 0 && !reflect.DeepEqual(want, got) {
				t.Errorf("written (-) and read (+):\n%s", cmp.Diff(want, got, allOfIt))
			}
		})
	}
}

// TestDamagedCollectionsAreErrors flips and cuts bytes: a checksum stands before
// Decode, but nothing may depend on it.
func TestDamagedCollectionsAreErrors(t *testing.T) {
	var file bytes.Buffer
	if err := analysed(mixed()).Encode(&file, func() {}); err != nil {
		t.Fatal(err)
	}
	whole := file.Bytes()
	failed, tried := 0, 0
	for i := 0; i < len(whole); i += 1 + len(whole)/100 {
		tried++
		damaged := bytes.Clone(whole)
		damaged[i] ^= 0xff
		if _, err := analysis.Decode(bytes.NewReader(damaged)); err != nil {
			failed++
		}
		if _, err := analysis.Decode(bytes.NewReader(whole[:i])); err == nil {
			t.Errorf("%d bytes of %d are read as an index", i, len(whole))
		}
	}
	if failed < tried/4 {
		t.Errorf("only %d of %d damages are noticed", failed, tried)
	}
}

func TestSumsTellTermsApart(t *testing.T) {
	docs := mixed()
	seen := map[uint64]int{analysed(docs).Sum(): -1}
	for i := range docs {
		changed := append([]analysis.Document(nil), docs...)
		changed[i].Text += " harvest"
		sum := analysed(changed).Sum()
		if other, ok := seen[sum]; ok {
			t.Errorf("a word more in document %d gives the sum of %d", i, other)
		}
		seen[sum] = i
	}
}

// FuzzDecode asks whatever is read as a collection.
func FuzzDecode(f *testing.F) {
	for _, docs := range [][]analysis.Document{mixed(), mixed()[:1], nil} {
		var file bytes.Buffer
		if err := analysed(docs).Encode(&file, func() {}); err != nil {
			f.Fatal(err)
		}
		f.Add(file.Bytes())
	}
	words, err := rank.DefaultModels("")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := analysis.Decode(bytes.NewReader(data))
		if err != nil {
			return
		}
		c.Sum()
		all := make([]int, c.Len())
		for i := range all {
			all[i] = i
			c.Terms(i)
		}
		rank.Rank(c, c.Analyse("coffee office cà phê", text.Undetermined), all, nil, words)
	})
}

func TestRoomIsMadeForWhatIsExpected(t *testing.T) {
	docs := mixed()
	for len(docs) < 5000 {
		next := docs[len(docs)-1].Article + 1
		for _, d := range mixed() {
			d.Article += next
			docs = append(docs, d)
		}
	}
	want := analysed(docs)
	for name, expected := range map[string]int{"all": len(docs), "too few": len(docs) / 2, "too many": 2 * len(docs)} {
		b := analysis.NewBuilder(nil)
		b.Expect(expected)
		for _, d := range docs {
			b.Add(d)
		}
		got := b.Build(func() {})
		if !reflect.DeepEqual(want, got) {
			t.Errorf("%s are expected: what is built is another", name)
		}
		if spare := cap(got.Tokens) - len(got.Tokens); name == "all" && spare > len(got.Tokens)/32 {
			t.Errorf("room for %d words is left beside %d", spare, len(got.Tokens))
		}
	}
}
