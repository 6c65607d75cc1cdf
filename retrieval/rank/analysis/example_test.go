package analysis_test

import (
	"fmt"

	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/text"
)

// A question is read by the words of the articles: slips are corrected, and what
// it searches for comes with the rarest word first.
func Example() {
	b := analysis.NewBuilder(nil)
	for i, passage := range []string{"The commune plants coffee on its hills.", "The commune opened a school."} {
		b.Add(analysis.Document{Text: passage, Sentences: text.Sentences(passage), Language: text.English, Article: i})
	}
	index := b.Build(func() {})

	q := index.Analyse("Where does the commune plant cofee?", text.English)
	fmt.Println(q.Corrections())
	for _, t := range index.SearchTerms(q) {
		fmt.Println(t.Text, t.DF)
	}
	// Output:
	// [{cofee coffee}]
	// plant 1
	// coffe 1
	// commune 2
}
