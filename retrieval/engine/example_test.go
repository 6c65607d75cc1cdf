package engine_test

import (
	"context"
	"fmt"
	"testing/fstest"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/engine"
)

// Articles are read from a folder, indexed in memory, and asked.
func Example() {
	ctx := context.Background()
	folder := fstest.MapFS{
		"bridge.txt": {Data: []byte("A bridge for Huoi Lu\n\nThe old ferry stopped in May. A bridge of steel has crossed the river at Huoi Lu since then.")},
		"coffee.txt": {Data: []byte("A good year for coffee\n\nGrowers of Muong Ang sold 900 tonnes of coffee this year. Rain came late to the slopes.")},
	}
	e, err := engine.Open(ctx, engine.Config{
		Reader:  corpus.NewLoader([]corpus.Source{{Path: ".", FS: folder}}, corpus.Options{}),
		Backend: bleveindex.Memory{},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer e.Close() //nolint:errcheck // nothing is kept

	for _, question := range []string{"How many tonnes of coffee did growers sell?", "Who won the football match?"} {
		a, err := e.Ask(ctx, retrieval.Question{Text: question})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(a.Outcome)
		if a.Outcome == retrieval.None {
			continue
		}
		hit := a.Hits[0]
		fmt.Println(hit.Article.Title)
		fmt.Println(hit.Passage.Text[hit.Sentence.Start:hit.Sentence.End])
	}
	// Output:
	// answer
	// A good year for coffee
	// Growers of Muong Ang sold 900 tonnes of coffee this year.
	// none
}
