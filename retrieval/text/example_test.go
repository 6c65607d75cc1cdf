package text_test

import (
	"fmt"

	"articlebot/retrieval/text"
)

// Words are compared by their folded forms; offsets slice the text as it was
// written.
func ExampleTokens() {
	const s = "The villagers of Mường Pồn rebuilt 32 houses."
	for _, t := range text.Tokens(s, text.English) {
		fmt.Printf("%s=%s ", s[t.Start:t.End], t.Folded)
	}
	// Output:
	// The=the villagers=villagers of=of Mường=muong Pồn=pon rebuilt=rebuilt 32=32 houses=houses
}

// A question typed without accents meets an article written with them.
func ExampleFold() {
	fmt.Println(text.Fold("Điện Biên"))
	fmt.Println(text.Fold("dien bien") == text.Fold("ĐIỆN BIÊN"))
	// Output:
	// dien bien
	// true
}

func ExampleSentences() {
	const s = "Mr. Lò Văn Đón spoke at 3.30 p.m. on Monday. Nobody left!"
	for _, span := range text.Sentences(s) {
		fmt.Println(s[span[0]:span[1]])
	}
	// Output:
	// Mr. Lò Văn Đón spoke at 3.30 p.m. on Monday.
	// Nobody left!
}

func ExampleDetect() {
	for _, s := range []string{"when was the bridge repaired", "khi nào cây cầu được sửa", "khi nao cay cau duoc sua"} {
		fmt.Println(text.Detect(s))
	}
	// Output:
	// en
	// vi
	// vi
}

func ExampleClean() {
	fmt.Printf("%q\n", text.Clean("  two  words "))
	// Output: "two words"
}
