package dialogue_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"articlebot/bot"
	"articlebot/bot/dialogue"
)

// noises are what stands around questions in real messages; %s is the question.
var noises = map[string][]string{
	"a link behind":             {" https://example.org/news/2026/01/some-story.html", " (https://vnexpress.net/abc-4812345.html?utm_source=fb#box)", "\nwww.example.com"},
	"a link of a chat":          {" t.me/somechannel/123", " https://t.me/+AbCdEf12345", " zalo.me/g/abcdef123"},
	"a custom emoji":            {" <:pepe_think:123456789012345678>", " <a:party:987654321098765432>", " :thinking:"},
	"a moment":                  {" <t:1618953630:R>", " <t:1618953630>"},
	"an emoji":                  {" 😂😂", " 🙏🏽 👨‍👩‍👧", " 🇻🇳", " :D", " =))", " <3"},
	"a mark of Discord":         {" <#123456789012345678>", " <@!123456789012345678>", " </ask:1234567890123>"},
	"a number of a telephone":   {" 0912 345 678", " +84 912 345 678", ", tel: (0215) 3824 567", "\nSĐT: 0912.345.678", " call me at +1 415-555-0132"},
	"a signature":               {"\n\nSent from my iPhone", " Sent from my iPhone", "\nGửi từ iPhone của tôi", "\n--\nNguyễn Văn A\nPhòng Kế toán", "\nGet Outlook for iOS", "\nĐược gửi từ điện thoại Samsung Galaxy"},
	"an e-mail address":         {" someone.else@example.com", " (mailto:anh.nguyen+news@example.com.vn)"},
	"thanks":                    {" thanks", ", thank you so much!", " tks ad", ". Cảm ơn nhiều ạ", " pls", " thx in advance"},
	"filler behind":             {" btw", " bro", " lol", ", omg", " asap pls", " anyone?", " do u know"},
	"filler behind, Vietnamese": {" với ạ", " vậy ad", " nhỉ", " vậy mn", " thế bạn ơi", " giúp mình với ạ"},
}

var noisesBefore = map[string][]string{
	"somebody is spoken to":       {"@somebody ", "@Nguyen_Van_A ", "<@123456789012345678> "},
	"an asking frame":             {"hi bot can u tell me ", "hello, could you please tell me ", "hey i was wondering ", "quick question: ", "do you know ", "i have a question, "},
	"an asking frame, Vietnamese": {"cho mình hỏi ", "ad ơi ", "ad ơi cho em hỏi ", "cho hoi ", "bạn ơi cho mình hỏi chút ", "dạ cho em hỏi là "},
	"filler before":               {"btw ", "bro ", "omg ", "ok so ", "hmm, "},
	"an announcement":             {"Q: ", "Question 3: ", "Câu hỏi: ", "Câu 2. "},
	"a number":                    {"1. ", "2) ", "a) ", "- ", "#3: "},
	"a quoted line":               {"> some text of another message\n", "> On Monday somebody wrote:\n> 57 villages\n"},
}

// plainQuestions are questions over the built-in articles that the library
// answers plainly.
func plainQuestions(t *testing.T, b *dialogue.Bot) (list []string) {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "retrieval", "testdata", "seeds-dev.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() && len(list) < enoughPlain {
		var q struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		if say(t, b, q.Text).Kind == bot.ShowAnswer {
			list = append(list, q.Text)
		}
	}
	if len(list) < enoughPlain {
		t.Fatalf("only %d questions are answered plainly", len(list))
	}
	return list
}

// enoughPlain is how many questions are tried, and mostLost how many of their
// answers what stands around them may cost.
const (
	enoughPlain = 51
	mostLost    = 2
)

// TestWhatStandsAroundAQuestionCostsNoAnswer puts things around questions that
// are answered.
func TestWhatStandsAroundAQuestionCostsNoAnswer(t *testing.T) {
	b := realTalk(t)
	plain := plainQuestions(t, b)
	try := func(name string, put func(question string) string) {
		t.Run(name, func(t *testing.T) {
			var lost []string
			for _, q := range plain {
				if say(t, b, put(q)).Kind != bot.ShowAnswer {
					lost = append(lost, put(q))
				}
			}
			if len(lost) > mostLost {
				t.Errorf("%d of %d answers are lost, as of %q", len(lost), len(plain), lost[:min(4, len(lost))])
			}
		})
	}
	for name, list := range noises {
		for _, noise := range list {
			try(name+noise, func(q string) string { return q + noise })
		}
	}
	for name, list := range noisesBefore {
		for _, noise := range list {
			try(name+" "+noise, func(q string) string { return noise + q })
		}
	}
}
