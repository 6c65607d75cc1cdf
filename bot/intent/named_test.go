package intent_test

import (
	"testing"

	"articlebot/bot/intent"
	"articlebot/bot/locale"
)

func TestATitleOfAListIsSpokenOfByItsNumber(t *testing.T) {
	p := intent.NewParser(locale.Builtin())
	for said, want := range map[string]intent.Intent{
		"when was the first published":             {Kind: intent.Date, Nth: 1},
		"who wrote the third?":                     {Kind: intent.Author, Nth: 3},
		"what is number 2 about":                   {Kind: intent.Gist, Nth: 2},
		"link to the second":                       {Kind: intent.Source, Nth: 2},
		"tell me more about the second one":        {Kind: intent.WholeArticle, Nth: 2},
		"tell me more about the third":             {Kind: intent.WholeArticle, Nth: 3},
		"tell me about the second":                 {Kind: intent.WholeArticle, Nth: 2},
		"who was the first":                        {},
		"show me the last article":                 {Kind: intent.WholeArticle, Nth: -1},
		"where does the second one take place":     {Kind: intent.Question, Nth: 2, Text: "where does take place"},
		"bài đầu tiên đăng khi nào":                {Kind: intent.Date, Nth: 1},
		"bai thu hai dang khi nao":                 {Kind: intent.Date, Nth: 2},
		"ai viết tin thứ hai":                      {Kind: intent.Author, Nth: 2},
		"bài cuối cùng ai viết":                    {Kind: intent.Author, Nth: -1},
		"bài thứ năm nói về gì":                    {Kind: intent.Gist, Nth: 5},
		"bài thứ ba diễn ra ở đâu":                 {Kind: intent.Question, Nth: 3, Text: "diễn ra ở đâu"},
		"bài năm nay có gì":                        {},
		"quốc lộ số 5 ở đâu":                       {},
		"when was the first general election":      {},
		"who wrote the first constitution":         {},
		"what happened on the last day":            {},
		"5 people died where?":                     {},
		"how many live in the second largest city": {},
	} {
		in, ok := p.OfList(said)
		in.Language = ""
		if ok != (want.Nth != 0) || ok && in != want {
			t.Errorf("%q: %v %+v, want %+v", said, ok, in, want)
		}
	}
}
