package intent_test

import (
	"fmt"

	"articlebot/bot/intent"
	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// What is not plainly something else is a question.
func ExampleParse() {
	for _, said := range []string{"hello!", "xem thêm", "bài số 2", "the second one", "hello, who is the secretary?", "more rice was sent where?"} {
		in := intent.Parse("", said)
		fmt.Printf("%s %d %q\n", in.Kind, in.Number, in.Text)
	}
	// Output:
	// greeting 0 ""
	// more 0 ""
	// article 2 ""
	// pick 2 "the second one"
	// question 0 "who is the secretary?"
	// question 0 "more rice was sent where?"
}

// A question that leans on the one before says what it adds to that.
func ExampleParser_Query() {
	parser := intent.NewParser(locale.Builtin())
	for _, question := range []string{"and in Xa Dung?", "còn tỷ lệ hộ nghèo thì sao?", "why?", "who built the bridge?"} {
		q := parser.Query(question, text.Detect(question))
		fmt.Printf("%d %q\n", q.Need, q.Added().Text)
	}
	// Output:
	// 2 "in Xa Dung"
	// 1 "tỷ lệ hộ nghèo"
	// 3 "why?"
	// 0 "who built the bridge?"
}
