package intent_test

import (
	"testing"

	"articlebot/bot/intent"

	"github.com/google/go-cmp/cmp"
)

func TestWhatIsAskedWithoutWhatStandsAroundIt(t *testing.T) {
	const q = "who is the secretary?"
	for said, want := range map[string]intent.Intent{
		q + " https://example.org/a?b=1": {Kind: intent.Question, Text: q, Links: "https://example.org/a?b=1"},
		"https://a.example/x, " + q + " (see t.me/b/1)": {
			Kind: intent.Question, Text: "who is the secretary? (see", Links: "https://a.example/x t.me/b/1",
		},
		"https://example.org/a":                       {Kind: intent.Link, Links: "https://example.org/a"},
		"thanks! https://example.org/a":               {Kind: intent.Thanks, Language: "en", Links: "https://example.org/a"},
		"who runs paper.example":                      {Kind: intent.Question, Text: "who runs paper.example"},
		"0912 345 678":                                {Kind: intent.Question, Text: "0912 345 678"},
		"someone@example.com":                         {Kind: intent.Question, Text: "someone@example.com"},
		q + " 0912 345 678":                           {Kind: intent.Question, Text: q},
		"who paid 926,000,000 dong in 2025":           {Kind: intent.Question, Text: "who paid 926,000,000 dong in 2025"},
		"what happened on 05-01-2026 at 10:30":        {Kind: intent.Question, Text: "what happened on 05-01-2026 at 10:30"},
		"is it 40 °C in Nà Hỳ":                        {Kind: intent.Question, Text: "is it 40 °C in Nà Hỳ"},
		"who sent from my village the letter":         {Kind: intent.Question, Text: "who sent from my village the letter"},
		q + "\n\nSent from my iPhone":                 {Kind: intent.Question, Text: q},
		"Sent from my iPhone":                         {Kind: intent.Question, Text: "Sent from my iPhone"},
		"ai là bí thư?\nGửi từ iPhone của tôi":        {Kind: intent.Question, Text: "ai là bí thư?"},
		q + "\n--\nA. Somebody\nHead of something":    {Kind: intent.Question, Text: q},
		"> what they wrote\n" + q:                     {Kind: intent.Question, Text: q},
		"1. " + q:                                     {Kind: intent.Question, Text: q},
		"Câu hỏi 2: ai là bí thư":                     {Kind: intent.Question, Text: "ai là bí thư"},
		"3 villages":                                  {Kind: intent.Question, Text: "3 villages"},
		"hi bot can u tell me " + q:                   {Kind: intent.Question, Text: q},
		"cho mình hỏi ai là bí thư vậy ạ?":            {Kind: intent.Question, Text: "ai là bí thư?"},
		"ad oi cho em hoi ai la bi thu voi a":         {Kind: intent.Question, Text: "ai la bi thu"},
		"bao nhiêu ha":                                {Kind: intent.Question, Text: "bao nhiêu ha"},
		"ai thắng Tây Ban Nha":                        {Kind: intent.Question, Text: "ai thắng Tây Ban Nha"},
		"how many items does the V&A have":            {Kind: intent.Question, Text: "how many items does the V&A have"},
		"@somebody <@123456> " + q + " <:a_b:1234> 😂": {Kind: intent.Question, Text: q},
		"please": {Kind: intent.Question, Text: "please"},
	} {
		t.Run(said, func(t *testing.T) {
			if diff := cmp.Diff(want, intent.Parse("", said)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
