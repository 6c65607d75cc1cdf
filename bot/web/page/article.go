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

// Article writes the reader's page of an article. A mark that the article has
// not is none.
func (p *Pages) Article(w io.Writer, l text.Language, a *retrieval.Article, m Mark) error {
	f := p.frame(l)
	f.Title = a.Title
	f.Switches = f.switches()
	var page sheet
	page.head(f)
	page.attribute("<link rel=\"canonical\" href=\"{}\">\n", a.URL)
	page.put("</head>\n<body class=\"reader\">\n")
	page.masthead(f)
	page.put("\n<main>\n")
	page.article(f, a, m)
	for i, s := range a.AlsoIn {
		if i == 0 {
			page.put(`<p class="origin">{} `, f.Words.Web.AlsoIn)
		} else {
			page.put("; ")
		}
		page.put(`<a href="{}">{}</a>`, p.ArticlePath(s.ID.Key(), 0, 0), s.Title)
	}
	if len(a.AlsoIn) > 0 {
		page.put("</p>")
	}
	page.put("\n")
	if a.URL != "" {
		page.put(`<p class="onthesite"><a href="{}" rel="noopener">{}</a></p>`, a.URL, f.Words.Web.OnTheSite)
	}
	page.put("\n</main>\n")
	page.composerOf(f, a.ID.Key())
	page.put("</body>\n</html>\n")
	return page.writeTo(w)
}

// article is all of an article, with a sentence marked.
func (s *sheet) article(f *frame, a *retrieval.Article, m Mark) {
	s.put("<article")
	s.attribute(` lang="{}"`, string(known(a.Language)))
	s.put(">\n<h1>{}</h1>\n", a.Title)
	s.attribute(`<p class="origin">{}</p>`, origin(a, f.Words))
	s.put("\n")
	if a.Brief {
		s.put(`<p class="origin" lang="{}">{} · {}</p>`, f.Words.Language, f.Words.InBrief, f.Words.Web.BriefOnly)
	}
	s.put("\n")
	for i := range a.Passages {
		s.passage(f, i+1, &a.Passages[i], m, f.spoken(a.Language))
	}
	s.put("</article>\n")
}

// passage is the one of a number, from 1.
func (s *sheet) passage(f *frame, number int, p *retrieval.Passage, m Mark, said *locale.WebTexts) {
	caption := p.Kind == retrieval.Caption
	class := "passage"
	if caption {
		class = "passage caption"
	}
	s.put(`<div class="{}" id="p{}" tabindex="-1">`, class, number)
	if caption {
		s.put(`<p class="kind" lang="{}">{}</p>`, f.Words.Language, f.Words.Photo)
	}
	s.put("\n")
	var sentence retrieval.Span
	if m.Passage == number && m.Sentence >= 1 && m.Sentence <= len(p.Sentences) {
		sentence = p.Sentences[m.Sentence-1]
	}
	s.paragraphs(Paragraphs(p.Text, sentence, nil), said)
	s.put("</div>\n")
}

// composerOf is where a question is written, of one article.
func (s *sheet) composerOf(f *frame, key string) {
	s.put(`<footer class="composer">
<form id="ask" method="post" action="{}">
<input type="hidden" name="lang" value="{}"><input type="hidden" name="article" value="{}">
<label for="q">{}</label>
<div class="line"><input id="q" name="q" type="text" required autocomplete="off" enterkeyhint="send">
<button class="send">{}</button></div>
</form>
</footer>
`, f.Root, f.Words.Language, key, f.Words.Web.AskOfThis, f.Words.Web.Send)
}

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
