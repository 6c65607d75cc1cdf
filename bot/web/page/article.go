package page

import (
	"io"
	"strings"

	"articlebot/bot/locale"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Mark names a sentence of a passage, both counted from 1; the zero Mark none.
type Mark struct{ Passage, Sentence int }

// passageView is a passage on the reader's page.
type passageView struct {
	Number     int // from 1
	Caption    bool
	Paragraphs []Paragraph
}

// Article writes the reader's page of an article. A mark that the article has
// not is none.
func (p *Pages) Article(w io.Writer, l text.Language, a *retrieval.Article, m Mark) error {
	f := p.frame(l)
	f.Title = a.Title
	f.Switches = f.switches()
	var view struct {
		*frame
		Article         *retrieval.Article
		Key             string
		ArticleLanguage text.Language
		Origin          string
		Passages        []passageView
		AlsoIn          []titleLink
	}
	view.frame, view.Article, view.Key, view.ArticleLanguage = f, a, a.ID.Key(), known(a.Language)
	view.Origin = origin(a, f.Words)
	for i, passage := range a.Passages {
		v := passageView{Number: i + 1, Caption: passage.Kind == retrieval.Caption}
		var sentence retrieval.Span
		if s := passage.Sentences; m.Passage == i+1 && m.Sentence >= 1 && m.Sentence <= len(s) {
			sentence = s[m.Sentence-1]
		}
		v.Paragraphs = Paragraphs(passage.Text, sentence, nil)
		view.Passages = append(view.Passages, v)
	}
	for _, s := range a.AlsoIn {
		view.AlsoIn = append(view.AlsoIn, titleLink{s.Title, p.ArticlePath(s.ID.Key(), 0, 0)})
	}
	return render(w, "article.html", view)
}

// titleLink is an article to go to.
type titleLink struct{ Title, Page string }

// origin is the line of byline, date and section.
func origin(a *retrieval.Article, w *locale.Texts) string {
	var parts []string
	for _, part := range []string{a.Author, a.Section} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if !a.Published.IsZero() {
		parts = append(parts, w.Day(a.Published))
	}
	return strings.Join(parts, " · ")
}
