package render_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/render"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

var update = flag.Bool("update", false, "write the golden files")

const key = "0123456789ABC"

func span(text, part string) retrieval.Span {
	i := strings.Index(text, part)
	return retrieval.Span{Start: i, End: i + len(part)}
}

const passage = "Close to the people, for the people. … the People’s Committee of Nà Hỳ commune received and resolved 926 administrative procedure files, of which: 924 files were submitted online; and 918 files were resolved ahead of schedule. Officials stay late."

func answerCard() bot.Card {
	return bot.Card{
		Article: "close", Title: "Close to the people, for the people", URL: "https://paper.example/close?a=1",
		Label: "Sầm Phúc", Place: "passage 8 of 18", Published: time.Date(2025, 12, 3, 8, 0, 0, 0, time.UTC),
		Text: passage, Sentence: span(passage, "… the People’s Committee of Nà Hỳ commune received and resolved 926 administrative procedure files, of which: 924 files were submitted online; and 918 files were resolved ahead of schedule."),
		Generation: "8",
	}
}

func buttons() [][]bot.Button {
	return [][]bot.Button{
		{{Label: "◀", Action: bot.Action{Verb: bot.ShowPassage, Arg: "0"}}, {Label: "2 / 3", Action: bot.Action{Verb: bot.DoNothing}, Off: true}, {Label: "▶", Action: bot.Action{Verb: bot.ShowPassage, Arg: "2"}}},
		{{Label: "Whole article", Action: bot.Action{Verb: bot.OpenArticle, Arg: key + ".0"}}, {Label: "👍", Action: bot.Action{Verb: bot.ThumbsUp, Arg: key + ".7"}}, {Label: "👎", Action: bot.Action{Verb: bot.ThumbsDown, Arg: key + ".7"}}},
	}
}

// cases are replies as the conversation makes them.
func cases() map[string]bot.Reply {
	long := answerCard()
	long.Text = strings.Repeat("Một câu đứng trước. ", 80) + "Xã Pú Nhung trồng 120 ha cà phê. " + strings.Repeat("Một câu đứng sau. ", 80)
	long.Sentence, long.Published, long.URL = span(long.Text, "Xã Pú Nhung trồng 120 ha cà phê."), time.Time{}, ""
	tricky := answerCard()
	tricky.Title = "# Look: *free* [gifts](https://evil.example) @everyone"
	tricky.Text = "1. <@77> said `run` ||now|| at https://evil.example\n# no heading\n> no quote\n- no list __x__ ~~y~~ <t:1> </ask:1> \\ end"
	tricky.Sentence = span(tricky.Text, " said `run` ||now|| ")
	article := answerCard()
	article.Place, article.Text, article.Sentence = "page 1 of 4", "First paragraph.\n\n📷 A caption.\n\nSecond paragraph.", retrieval.Span{}
	article.AlsoIn = "also in: The *other* paper"
	titles := []bot.Title{
		{Number: 1, Text: "Urban planning adapts to two-tier local government model", Section: "POLITICS", Action: bot.Action{Verb: bot.OpenArticle, Arg: key + ".0"}},
		{Number: 2, Text: "Giá cà phê _tăng_", Action: bot.Action{Verb: bot.OpenArticle, Arg: "1123456789ABC.0"}},
	}
	return map[string]bot.Reply{
		"answer":     {Kind: bot.ShowAnswer, Language: text.English, Question: "how many files did na hy commune resolve ahead of schedule", Cards: []bot.Card{answerCard()}, Buttons: buttons()},
		"unsure":     {Kind: bot.ShowUnsure, Language: text.Vietnamese, Question: "bao nhiêu hồ sơ?", Text: "Tôi không chắc các bài báo trả lời được câu hỏi này. Đoạn gần nhất:", Cards: []bot.Card{long}, Buttons: buttons()},
		"none":       {Kind: bot.ShowNone, Language: text.English, Question: "who won?", Text: "The articles do not say. I searched 5 articles and 61 briefs.\nPerhaps one of these helps:", Titles: titles},
		"article":    {Kind: bot.ShowArticle, Language: text.English, Cards: []bot.Card{article}, Buttons: [][]bot.Button{{{Label: "▶", Action: bot.Action{Verb: bot.OpenArticle, Arg: key + ".1.t"}}}, {{Label: "On the web", URL: article.URL}}}},
		"help":       {Kind: bot.ShowText, Language: text.English, Text: "Ask in your own words.\n\n/articles · the list\n/article 3 · or a title\nhttps://example.org/ask stays"},
		"notice":     {Kind: bot.ShowNotice, Language: text.English, Text: "One moment: please ask again in 8 seconds."},
		"tricky":     {Kind: bot.ShowAnswer, Language: text.English, Question: "*a* @here <@1>\n# b", Cards: []bot.Card{tricky}},
		"nothing":    {Kind: bot.ShowText},
		"broken URL": {Kind: bot.ShowArticle, Cards: []bot.Card{{Title: "x", URL: "javascript:alert(1)", Text: "y"}}, Buttons: [][]bot.Button{{{Label: "web", URL: "ftp://x"}}}},
	}
}

func options() render.Options {
	return render.Options{
		State:    render.State{Asker: "1234567890123456789", Article: ""},
		Mentions: map[string]api.Snowflake{"ask": "11", "articles": "12", "article": "13"},
	}
}

func TestMessagesLookAsAgreed(t *testing.T) {
	t.Parallel()
	for name, r := range cases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := json.MarshalIndent(render.Message(r, options()), "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", strings.ReplaceAll(name, " ", "_")+".json")
			if *update {
				if err := os.WriteFile(path, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)+"\n"); diff != "" {
				t.Errorf("changed (-want +got); -update if meant:\n%s", diff)
			}
		})
	}
}

func TestTheQuestionIsReadBack(t *testing.T) {
	t.Parallel()
	for _, q := range []string{
		"how many files?", "*bold* _it_ ~~x~~ `c` ||s|| [a](https://b.example) <@77> @everyone \\ end",
		"# heading", "> quote", "- item", "1. first", "Xã Pú Nhung trồng bao nhiêu cà phê?", "a\\b\\\\c", "🇻🇳 👨‍👩‍👧?",
	} {
		m := render.Message(bot.Reply{Kind: bot.ShowAnswer, Question: q, Text: "Some remark.\n> not this", Cards: []bot.Card{answerCard()}}, options())
		if got := render.Question(m.Content); got != q {
			t.Errorf("question %q came back as %q from %q", q, got, m.Content)
		}
	}
	if got := render.Question("no question here"); got != "" {
		t.Errorf("found the question %q where there is none", got)
	}
}

func TestButtonsCarryTheirState(t *testing.T) {
	t.Parallel()
	s := render.State{Asker: "18446744073709551615", Article: key}
	long := bot.Action{Verb: bot.ShowPassage, Arg: "10." + key + ".1000000." + key + ".1000000"}
	for _, a := range []bot.Action{{Verb: bot.DoNothing}, {Verb: bot.ShowPassage, Arg: "1~2|3"}, long} {
		m := render.Message(bot.Reply{Kind: bot.ShowText, Text: "x", Buttons: [][]bot.Button{{{Label: "a", Action: a}, {Label: "b", Action: a}}}}, render.Options{State: s})
		var body struct {
			Components []struct {
				Components []struct {
					CustomID string `json:"custom_id"`
				} `json:"components"`
			} `json:"components"`
		}
		raw, _ := json.Marshal(m)
		if err := json.Unmarshal(raw, &body); err != nil || len(body.Components) != 1 || len(body.Components[0].Components) != 2 {
			t.Fatalf("buttons of %+v are missing: %s", a, raw)
		}
		ids := body.Components[0].Components
		if ids[0].CustomID == ids[1].CustomID {
			t.Errorf("two buttons share the id %q", ids[0].CustomID)
		}
		state, action := render.ParseCustomID(ids[1].CustomID)
		if state != s || action != a.Encode() {
			t.Errorf("%q was read as %+v, %q; want %+v, %q", ids[1].CustomID, state, action, s, a.Encode())
		}
	}
}

func TestForeignCustomIDsAreGivenBack(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"", "1|p|0", "a1~~~~", "a1~zzzzzzzzzzzzzzzzzzzz~~1~x", "a0~1~~1~x", "a1~1~x"} {
		if s, a := render.ParseCustomID(id); s != (render.State{}) || a != id {
			t.Errorf("%q was read as %+v, %q", id, s, a)
		}
	}
}

func TestChoicesFitDiscord(t *testing.T) {
	t.Parallel()
	var titles []bot.Title
	for range 40 {
		titles = append(titles, bot.Title{Text: strings.Repeat("ế", 150)})
	}
	titles[0].Text = " \n "
	got := render.Choices(titles, func(bot.Title) string { return key })
	if len(got) != 25 {
		t.Fatalf("%d choices, want 25", len(got))
	}
	if n := len([]rune(got[0].Name)); n != 100 {
		t.Errorf("a name has %d characters, want 100", n)
	}
}
