package retrieval_test

import (
	"context"
	"fmt"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/text"
)

// desk is a source of articles of one's own.
type desk []retrieval.Article

func (d desk) Read(context.Context, func(done, total int)) (retrieval.Corpus, error) {
	return retrieval.Corpus{Articles: d}, nil
}

// What implements Reader can be asked: the engine wants nothing else of it.
func ExampleReader() {
	ctx := context.Background()
	articles := desk{{
		ID: "fair", Title: "Hội chợ xuân", Language: text.Vietnamese,
		Passages: []retrieval.Passage{{Kind: retrieval.Body, Text: "Hội chợ xuân mở cửa ngày 12 tháng 2. Khách từ ba tỉnh đến mua mật ong."}},
	}}
	e, err := engine.Open(ctx, engine.Config{Reader: articles, Backend: bleveindex.Memory{}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer e.Close() //nolint:errcheck // nothing is kept

	a, err := e.Ask(ctx, retrieval.Question{Text: "hoi cho xuan mo cua ngay nao"})
	if err != nil {
		fmt.Println(err)
		return
	}
	hit := a.Hits[0]
	fmt.Println(hit.Article.Title)
	fmt.Println(hit.Passage.Text[hit.Sentence.Start:hit.Sentence.End])
	for _, span := range hit.Highlights {
		fmt.Printf("%q ", hit.Passage.Text[span.Start:span.End])
	}
	// Output:
	// Hội chợ xuân
	// Hội chợ xuân mở cửa ngày 12 tháng 2.
	// "Hội" "chợ" "xuân" "mở" "cửa" "ngày"
}
