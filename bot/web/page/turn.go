package page

import (
	"regexp"
	"strings"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// Turn is one exchange of a conversation.
type Turn struct {
	// ID numbers the turn in its conversation from 1; 0 is one that is not kept.
	ID    int
	Asked string // "" where nothing was typed
	Reply bot.Reply
	// Said is a short confirmation of what was pressed, "" for none.
	Said string
}

// turnView is a turn as it is shown.
type turnView struct {
	Turn
	Words  *locale.Texts
	Frame  *frame
	Lines  []string
	Cards  []cardView
	Titles []titleView
	Rows   [][]control
}

// titleView is an entry of a list of articles.
type titleView struct {
	bot.Title
	Page string
}

// turn makes the view of a turn. Its words are those of the reply.
func (p *Pages) turn(t Turn, f *frame) *turnView {
	lang := t.Reply.Language
	if lang == "" {
		lang = f.Words.Language
	}
	v := &turnView{Turn: t, Words: f.Languages.Of(lang), Frame: f}
	for line := range strings.SplitSeq(t.Reply.Text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			v.Lines = append(v.Lines, line)
		}
	}
	for _, c := range t.Reply.Cards {
		v.Cards = append(v.Cards, p.card(c, v.Words))
	}
	for _, title := range t.Reply.Titles {
		key, _, _ := strings.Cut(title.Action.Arg, ".")
		v.Titles = append(v.Titles, titleView{title, p.ArticlePath(key, 0, 0)})
	}
	v.Rows = p.controls(t, v.Words)
	return v
}

// cardView is a passage as it is shown.
type cardView struct {
	Title      string
	Language   text.Language // of the article, "" if unknown
	Page       string
	Origin     []string // byline, date, place
	AlsoIn     string
	Paragraphs []Paragraph
}

func (p *Pages) card(c bot.Card, w *locale.Texts) cardView {
	v := cardView{Title: c.Title, Page: p.CardPath(c), AlsoIn: c.AlsoIn, Paragraphs: Paragraphs(c.Text, c.Sentence, c.Highlights)}
	if a, ok := p.articles.Article(string(c.Article)); ok {
		v.Language = known(a.Language)
	}
	for _, part := range []string{c.Label, w.Day(c.Published), c.Place} {
		if part != "" {
			v.Origin = append(v.Origin, part)
		}
	}
	return v
}

// primary is the shape of a language's tag.
var primary = regexp.MustCompile(`^[a-z]{2,3}$`)

// known is a language that a browser can be told, "" for none.
func known(l text.Language) text.Language {
	if l == text.Undetermined || !primary.MatchString(string(l)) {
		return ""
	}
	return l
}

// CardPath is the reader's page of a card, at its passage and with the sentence
// that answers marked.
func (p *Pages) CardPath(c bot.Card) string {
	key := c.Article.Key()
	if c.Sentence.Len() == 0 && len(c.Highlights) == 0 && c.Passage == 0 {
		return p.ArticlePath(key, 0, 0)
	}
	return p.ArticlePath(key, c.Passage+1, p.sentenceOf(c))
}

// sentenceOf numbers the sentence of a card in its passage from 1; 0 for none.
func (p *Pages) sentenceOf(c bot.Card) int {
	a, ok := p.articles.Article(string(c.Article))
	if !ok || c.Passage >= len(a.Passages) || a.Passages[c.Passage].Text != c.Text {
		return 0
	}
	for i, s := range a.Passages[c.Passage].Sentences {
		if s.Overlaps(c.Sentence) {
			return i + 1
		}
	}
	return 0
}
