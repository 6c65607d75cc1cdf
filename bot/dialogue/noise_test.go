package dialogue_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/limit"
	"articlebot/bot/locale"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/engine"
	"articlebot/seeds"
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
	"filler behind":             {" btw", " bro", " lol", ", omg", " asap pls", " anyone?", " do u know", " dude", " wow"},
	"filler behind, Vietnamese": {" với ạ", " vậy ad", " nhỉ", " vậy mn", " thế bạn ơi", " giúp mình với ạ"},
}

var noisesBefore = map[string][]string{
	"somebody is spoken to":       {"@somebody ", "@Nguyen_Van_A ", "<@123456789012345678> "},
	"an asking frame":             {"hi bot can u tell me ", "hello, could you please tell me ", "hey i was wondering ", "quick question: ", "do you know ", "i have a question, "},
	"an asking frame, Vietnamese": {"cho mình hỏi ", "ad ơi ", "ad ơi cho em hỏi ", "cho hoi ", "bạn ơi cho mình hỏi chút ", "dạ cho em hỏi là "},
	"filler before":               {"btw ", "bro ", "omg ", "ok so ", "hmm, ", "wow ", "dude "},
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
		if afresh(t, b, q.Text).Kind == bot.ShowAnswer {
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

// TestWhatStandsAroundAQuestionCostsNoAnswer puts things around questions that are
// answered: with articles that know none of the words that fill messages, and beside
// one that has them all.
func TestWhatStandsAroundAQuestionCostsNoAnswer(t *testing.T) {
	t.Run("no article has such words", func(t *testing.T) { costNothing(t, realTalk(t)) })
	t.Run("an article has all of them", func(t *testing.T) {
		costNothing(t, talkAbout(t, corpus.Source{Path: ".", FS: seeds.Files}, slang()))
	})
}

// slang is an article that has all the words that may fill a message.
func slang() corpus.Source {
	var said []string
	for _, l := range locale.Builtin().All() {
		said = append(said, l.Phrases.Filler...)
	}
	body := "The dictionary of the young has these entries: " + strings.Join(said, ", ") + ". It was printed in spring."
	return corpus.Source{Path: ".", FS: fstest.MapFS{"slang.json": {Data: fmt.Appendf(nil, `{"id": "slang", "title": "Words of the young", "text": %q}`, body)}}}
}

// talkAbout is a talk about the articles of some sources, with the real engine.
func talkAbout(t *testing.T, sources ...corpus.Source) *dialogue.Bot {
	t.Helper()
	e, err := engine.Open(t.Context(), engine.Config{Reader: corpus.NewLoader(sources, corpus.Options{}), Backend: bleveindex.Memory{}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := dialogue.New(dialogue.Config{Limits: limit.Limits{Person: limit.Rate{Burst: -1}}}, e)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		b.Close()
		e.Close()
	})
	return b
}

// afresh says something to a bot that knows nothing of what was said before.
func afresh(t *testing.T, b *dialogue.Bot, said string) bot.Reply {
	t.Helper()
	r := b.Handle(t.Context(), bot.Message{Platform: bot.Console, User: "console:1", Chat: bot.ChatKey(fmt.Sprint("console:", said)), Private: true, Text: said})
	checkReply(t, r)
	return r
}

// costNothing counts, for each row of what stands around questions, how many answers
// it costs.
func costNothing(t *testing.T, b *dialogue.Bot) {
	plain := plainQuestions(t, b)
	rows, most, all := 0, 0, 0
	try := func(name string, put func(question string) string) {
		t.Run(name, func(t *testing.T) {
			var lost []string
			for _, q := range plain {
				if afresh(t, b, put(q)).Kind != bot.ShowAnswer {
					lost = append(lost, put(q))
				}
			}
			rows, all, most = rows+1, all+len(lost), max(most, len(lost))
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
	t.Logf("%d rows of %d questions cost %d answers, one of them %d", rows, len(plain), all, most)
}

// TestFillerThatTheArticlesKnowIsAWordOfTheQuestion has words that fill messages be
// names of towns: one of each language's lists, at the end of a question and at its
// beginning.
func TestFillerThatTheArticlesKnowIsAWordOfTheQuestion(t *testing.T) {
	towns := map[string]string{"Bro": "Anna Lind", "Asap": "Peter Holm", "Dude": "Clara Berg", "Buddy": "Mona Falk", "Omg": "Nils Dahl", "Mod": "Ida Roos", "Anyone": "Per Ek"}
	files := fstest.MapFS{}
	for town, mayor := range towns {
		files[town+".json"] = &fstest.MapFile{Data: fmt.Appendf(nil,
			`{"id": %q, "title": "Spring in %s", "text": "The mayor of %s is %s. The council met in the old school on Monday and spoke of the roads."}`, town, town, town, mayor)}
	}
	b := talkAbout(t, corpus.Source{Path: ".", FS: files})
	for town, mayor := range towns {
		for _, question := range []string{"who is the mayor of %s", "who is the mayor of %s?", "%s mayor called what"} {
			asked := fmt.Sprintf(question, strings.ToLower(town))
			r := afresh(t, b, asked)
			if r.Kind != bot.ShowAnswer && r.Kind != bot.ShowUnsure || len(r.Cards) == 0 || !strings.Contains(r.Cards[0].Text, mayor) {
				t.Errorf("%q gets %s %q %+v", asked, r.Kind, r.Text, r.Cards)
			}
		}
	}
}
