package shelf

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/text"
)

// samples are passages of either language, and their analysis.
func samples() (list []retrieval.Passage, packed [][]byte) {
	b := analysis.NewBuilder(nil)
	for i, s := range []string{"Coffee from Pú Nhung sold for 1,700 dong. Two buyers came; the office closed.", "Đoạn đường này rất dài.\n\nÔng trả lời báo chí.", ""} {
		p := retrieval.Passage{ID: retrieval.NewPassageID("a", i), ArticleID: "a", Ordinal: i, Kind: kinds[i], Text: s}
		d := analysis.Document{Text: s, Kind: p.Kind, Language: text.Detect(s), Title: "On prices"}
		for _, r := range text.Sentences(s) {
			p.Sentences, d.Sentences = append(p.Sentences, retrieval.Span{Start: r[0], End: r[1]}), append(d.Sentences, r)
		}
		b.Add(d)
		list, packed = append(list, p), append(packed, b.Pack())
	}
	return list, packed
}

func TestAnArticleIsPutTogetherAsItWas(t *testing.T) {
	list, packed := samples()
	a := retrieval.Article{
		ID: "a", Title: "On prices", Section: "Trade", Author: "A. B.", Published: time.Date(2026, 1, 2, 3, 4, 5, 0, time.FixedZone("", 7*3600)),
		URL: "https://paper.example/a", Language: text.English, Brief: true, Passages: list, Origin: retrieval.Origin{File: "f", Kind: "k"},
		AlsoIn: []retrieval.Summary{{ID: "b", Title: "Again"}},
	}
	var of []kept
	for i := range list {
		k, err := readPassage(KeepPassage(&list[i], packed[i]))
		if err != nil {
			t.Fatal(err)
		}
		if string(k.packed) != string(packed[i]) {
			t.Errorf("the analysis of passage %d changed", i)
		}
		of = append(of, k)
	}
	w, err := newWhole(KeepArticle(&a), of, a.Origin)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&a, &w.article); diff != "" {
		t.Errorf("(-as it was +put together):\n%s", diff)
	}
}

func TestWhatAnotherAnalysisKeptIsTold(t *testing.T) {
	list, _ := samples()
	b := analysis.NewBuilder(nil)
	for i, other := range []string{"", " and other words"} {
		var of []kept
		b.Add(analysis.Document{Text: list[0].Text + other, Language: text.English, Title: "On prices", Sentences: [][2]int{
			{list[0].Sentences[0].Start, list[0].Sentences[0].End}, {list[0].Sentences[1].Start, list[0].Sentences[1].End}}})
		of = append(of, kept{passage: list[0], packed: b.Pack()})
		w, err := newWhole(KeepArticle(&retrieval.Article{ID: "a", Title: "On prices", Language: text.English}), of, retrieval.Origin{})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := w.analysedAlike(), i == 0; got != want {
			t.Errorf("with%q: alike is %v, want %v", other, got, want)
		}
	}
}

func TestDamagedPassagesAreAnError(t *testing.T) {
	list, packed := samples()
	whole := KeepPassage(&list[0], packed[0])
	for cut := range len(whole) {
		if _, err := readPassage(slices.Clone(whole[:cut])); err == nil && cut < len(whole)-8 { // the end of a stream says nothing more
			t.Errorf("%d bytes of %d are read", cut, len(whole))
		}
	}
}

func FuzzReadPassage(f *testing.F) {
	list, packed := samples()
	for i := range list {
		f.Add(KeepPassage(&list[i], packed[i]))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 2 && data[2] > 0x7f {
			return // megabytes of room take the time of the others
		}
		k, err := readPassage(data)
		if err != nil {
			return
		}
		for _, s := range k.passage.Sentences {
			_ = k.passage.Text[s.Start:s.End]
		}
	})
}

func TestACacheForgetsWhatWasNotUsedForLongest(t *testing.T) {
	c := newCache[int, string](10)
	for i := range 4 {
		c.put(i, "x", 3)
		c.get(0)
	}
	c.put(9, "too large", 11)
	var left []int
	for i := range 10 {
		if _, ok := c.get(i); ok {
			left = append(left, i)
		}
	}
	if diff := cmp.Diff([]int{0, 2, 3}, left); diff != "" {
		t.Error(diff)
	}
}
