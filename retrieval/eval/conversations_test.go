package eval_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/eval"
	"articlebot/retrieval/text"
)

// paragraphs is a corpus of one passage an article, as in question sets.
type paragraphs [][3]string // id, title, text

func (p paragraphs) Read(context.Context, func(done, total int)) (retrieval.Corpus, error) {
	var c retrieval.Corpus
	for _, x := range p {
		id := retrieval.ArticleID(x[0])
		c.Articles = append(c.Articles, retrieval.Article{ID: id, Title: x[1], Language: text.English,
			Passages: []retrieval.Passage{{ID: retrieval.NewPassageID(id, 0), ArticleID: id, Kind: retrieval.Body, Text: x[2]}}})
	}
	return c, nil
}

func TestConversationsAreRowsOfQuestions(t *testing.T) {
	questions := []eval.Question{{ID: "a", Text: "one"}, {ID: "b", Text: "two"}}
	got, err := eval.Conversations([][]string{{"b", "a"}, {}}, questions)
	if err != nil || len(got) != 1 || len(got[0]) != 2 || got[0][0].ID != "b" {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := eval.Conversations([][]string{{"c"}}, questions); err == nil || !strings.Contains(err.Error(), `"c"`) {
		t.Errorf("a question that is not there: %v", err)
	}
}

// TestConversationsAreMadeOfASet has two paragraphs of one title and eight
// questions about them.
func TestConversationsAreMadeOfASet(t *testing.T) {
	s := eval.Set{Name: "set", Articles: paragraphs{
		{"p1", "The tower", "The Tower of Lindqvist is 57 metres tall."},
		{"p2", "The tower", "Maria Lindqvist built it in 1911."},
		{"p3", "The bakery", "The bakery was opened in May."},
	}}
	for i, q := range []string{
		"how tall is the Tower", "when did Maria Lindqvist build the tower", "how many metres has the Tower of Lindqvist", "which year was Lindqvist done",
		"what did Maria Lindqvist build", "is the Tower tall", "who built", "what is Lindqvist",
	} {
		s.Questions = append(s.Questions, eval.Question{ID: string(rune('a' + i)), Text: q, Passages: []string{[]string{"p1", "p2"}[i%2]}})
	}
	list, reader, err := eval.MakeConversations(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	c, err := reader.Read(t.Context(), nil)
	if err != nil || len(c.Articles) != 2 || len(c.Articles[0].Passages) != 2 {
		t.Fatalf("the paragraphs of a title are not one article: %+v, %v", c.Articles, err)
	}
	var said [][]string
	for _, conv := range list {
		var row []string
		for _, q := range conv {
			row = append(row, q.Text)
			right := 0
			for i := range c.Articles[0].Passages {
				if q.Right(&c.Articles[0].Passages[i]) {
					right++
				}
			}
			if right != 1 {
				t.Errorf("%q is right with %d passages", q.Text, right)
			}
		}
		said = append(said, row)
	}
	// Questions without a name, and those that are nothing without it, are left out.
	want := []string{
		"how tall is the Tower", "how many metres has the of", "what did build", "/",
		"when did Maria Lindqvist build the tower", "which year was done", "is the tall", "/",
	}
	if got := flat(said); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func flat(rows [][]string) (out []string) {
	for _, r := range rows {
		out = append(append(out, r...), "/")
	}
	return out
}

// parrot is a talker that knows what was said before in a chat.
type parrot struct {
	said    map[string][]string
	answers func(before []string, said string) eval.Shown
}

func (p *parrot) Say(_ context.Context, chat, said string) (eval.Shown, error) {
	s := p.answers(p.said[chat], said)
	p.said[chat] = append(p.said[chat], said)
	return s, nil
}

// TestTalkTellsWhatTheConversationGivesAndCosts has a talker that understands
// "how tall" only after the tower, and takes the bakery for it after a change.
func TestTalkTellsWhatTheConversationGivesAndCosts(t *testing.T) {
	c, err := paragraphs{
		{"p1", "The tower", "The Tower is 57 metres tall."},
		{"p2", "The bakery", "The bakery was opened in May."},
	}.Read(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	tower, bakery := &c.Articles[0].Passages[0], &c.Articles[1].Passages[0]
	q := func(id, text, right string) eval.Question {
		return eval.Question{ID: id, Text: text, Passages: []string{right}}
	}
	list := []eval.Conversation{
		{q("1", "where is the tower", "p1"), q("2", "how tall", "p1")},
		{q("3", "when did the bakery open", "p2")},
	}
	p := &parrot{said: map[string][]string{}, answers: func(before []string, said string) eval.Shown {
		switch {
		case said == "how tall" && len(before) == 0:
			return eval.Shown{Outcome: retrieval.None}
		case strings.Contains(said, "bakery") && len(before) == 0:
			return eval.Shown{Outcome: retrieval.Answered, Passage: bakery}
		}
		return eval.Shown{Outcome: retrieval.Unsure, Passage: tower}
	}}
	f, err := eval.Talk(t.Context(), p, list, c.Articles)
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string][2]eval.TurnFigures{
		"first":     {f.First, {Turns: 2, InTalk: eval.ShownShare{Right: 2, Answer: 1, AnswerRight: 1, Unsure: 1}, Alone: eval.ShownShare{Right: 2, Answer: 1, AnswerRight: 1, Unsure: 1}}},
		"follow-up": {f.FollowUps, {Turns: 1, InTalk: eval.ShownShare{Right: 1, Unsure: 1}}},
		// Twice either way: the tower after the bakery is right, the bakery after the tower is not.
		"change": {f.Change, {Turns: 4, InTalk: eval.ShownShare{Right: 2, Unsure: 4}, Alone: eval.ShownShare{Right: 4, Answer: 2, AnswerRight: 2, Unsure: 2}}},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: got %+v, want %+v", name, got[0], got[1])
		}
	}
}
