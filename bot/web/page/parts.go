package page

import (
	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// spoken are the words for what is said within an article's text: in its language where
// the site speaks that, for it is read out so, else in the page's.
func (f *frame) spoken(article text.Language) *locale.WebTexts {
	if f.Languages.Has(article) {
		return &f.Languages.Of(article).Web
	}
	return &f.Words.Web
}

// head begins a page; what stands in its head is open still.
func (s *sheet) head(f *frame) {
	s.put("<!doctype html>\n<html lang=\"{}\"", f.Words.Language)
	if f.Embedded {
		s.put(` class="embedded"`)
	}
	s.put(`>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{}</title>
<link rel="icon" href="{}" type="image/svg+xml">
<link rel="stylesheet" href="{}">
<link rel="stylesheet" href="{}">
`, f.Title, f.asset("icon.svg"), f.asset("page.css"), f.asset("paper.css"))
}

// unlisted keeps search engines from listing the page.
const unlisted markup = `<meta name="robots" content="noindex">
`

// masthead is the paper's name, the way out of a conversation and the ways to other
// languages.
func (s *sheet) masthead(f *frame) {
	home := f.Base + "/"
	if f.Embedded {
		home = f.Base + "/embed"
	}
	s.put(`<header class="masthead">
<p class="paper"><a href="{}">{}</a></p>
<nav>`, home, f.Heading)
	if f.Session != "" {
		s.put(`<form class="again" method="post" action="{}"><input type="hidden" name="s" value="{}"><input type="hidden" name="lang" value="{}"><button>{}</button></form>
`, f.Root+"/clear", f.Session, f.Words.Language, f.Words.Web.NewTalk)
	}
	for _, l := range f.Switches {
		s.put(`<a href="{}" lang="{}" hreflang="{}">{}</a>`, l.Link, l.Language, l.Language, l.Name)
	}
	s.put("</nav>\n</header>\n")
	if f.Samples {
		s.put(`<aside class="samples"><strong>{}</strong> {}</aside>`, f.Words.Web.Samples, f.Words.Web.SamplesHow)
	}
	s.put("\n")
}

// paragraphs are those of a passage, with their marks. Where a mark begins and ends is
// said, in some language, to who cannot see it.
func (s *sheet) paragraphs(list []Paragraph, said *locale.WebTexts) {
	for _, p := range list {
		s.put("<p>")
		for _, r := range p {
			s.run(r, said)
		}
		s.put("</p>\n")
	}
}

func (s *sheet) run(r Run, said *locale.WebTexts) {
	if r.First {
		s.put(`<mark data-begins="{}" data-ends="{}">`, said.MarkBegins, said.MarkEnds)
	}
	if r.Word {
		s.put("<b>{}</b>", r.Text)
	} else {
		s.put("{}", r.Text)
	}
	if r.Last {
		s.put("</mark>")
	}
}

// composer is where a question is written, of everything.
func (s *sheet) composer(f *frame) {
	s.put(`<footer class="composer">
<form id="ask" method="post" action="{}">
<input type="hidden" name="s" value="{}"><input type="hidden" name="lang" value="{}">
<label for="q">{}</label>
<div class="line"><input id="q" name="q" type="text" required autocomplete="off" enterkeyhint="send" placeholder="{}">
<button class="send">{}</button></div>
</form>
</footer>
`, f.Root, f.Session, f.Words.Language, f.Words.Web.YourQuestion, f.Words.Web.Example, f.Words.Web.Send)
}
