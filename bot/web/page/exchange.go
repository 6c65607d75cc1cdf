package page

import "strconv"

// turn is one exchange: what was asked, and the reply with what can be pressed.
func (s *sheet) turn(t *turnView) {
	id := "welcome"
	if t.ID != 0 {
		id = "t" + strconv.Itoa(t.ID)
	}
	s.put(`<article class="turn {}" id="{}" lang="{}" tabindex="-1">
`, t.Reply.Kind, id, t.Words.Language)
	if t.Asked != "" {
		s.put(`<h2 class="asked"><span class="aside">{} </span>{}</h2>`, t.Words.Web.YouAsked, t.Asked)
	}
	s.put("\n")
	for _, line := range t.Lines {
		s.put("<p class=\"said\">{}</p>\n", line)
	}
	for i := range t.Cards {
		s.card(&t.Cards[i], t.Frame)
	}
	s.titles(t)
	s.controls(t)
	if t.Said != "" {
		s.put("<p class=\"confirmed\" role=\"status\">{}</p>\n", t.Said)
	}
	s.put("</article>\n")
}

// aside ends a link's tag: one inside another site's page opens beside it.
func (s *sheet) aside(away bool) {
	if away {
		s.put(` target="_blank" rel="noopener"`)
	}
	s.put(">")
}

// card is a passage that answers.
func (s *sheet) card(c *cardView, f *frame) {
	s.put(`<section class="card">
<h3 class="headline"`)
	s.attribute(` lang="{}"`, string(c.Language))
	s.put(`><a href="{}"`, c.Page)
	s.aside(f.Embedded)
	s.put("{}</a></h3>\n<blockquote", c.Title)
	s.attribute(` lang="{}"`, string(c.Language))
	s.put(">\n")
	s.paragraphs(c.Paragraphs, f.spoken(c.Language))
	s.put("</blockquote>\n")
	for i, part := range c.Origin {
		if i == 0 {
			s.put(`<p class="origin">{}`, part)
		} else {
			s.put(" · {}", part)
		}
	}
	if len(c.Origin) > 0 {
		s.put("</p>")
	}
	s.put("\n")
	s.attribute(`<p class="origin">{}</p>`, c.AlsoIn)
	s.put("\n</section>\n")
}

// titles are articles to choose from.
func (s *sheet) titles(t *turnView) {
	if len(t.Titles) == 0 {
		return
	}
	s.put("<ol class=\"titles\" start=\"{}\">\n", t.Titles[0].Number)
	for _, title := range t.Titles {
		s.put(`<li value="{}"><a href="{}"`, title.Number, title.Page)
		s.aside(t.Frame.Embedded)
		s.put("{}</a>", title.Text)
		s.attribute(` <span class="section">{}</span>`, title.Section)
		s.put("</li>\n")
	}
	s.put("</ol>\n")
}

// controls are the rows of what can be pressed.
func (s *sheet) controls(t *turnView) {
	if len(t.Rows) == 0 {
		return
	}
	f := t.Frame
	s.put(`<form class="controls" method="post" action="{}">
<input type="hidden" name="s" value="{}"><input type="hidden" name="t" value="{}"><input type="hidden" name="lang" value="{}"><input type="hidden" name="q" value="{}">
`, f.Root+"/press", f.Session, t.ID, f.Words.Language, t.Reply.Question)
	for _, row := range t.Rows {
		s.put(`<p class="row">`)
		for i := range row {
			c := &row[i]
			if c.thumb() && (i == 0 || !row[i-1].thumb()) {
				s.put(`<span class="thumbs">`) // a line never ends between them
			}
			s.control(c, f)
			if c.thumb() && (i == len(row)-1 || !row[i+1].thumb()) {
				s.put("</span>")
			}
			s.put("\n")
		}
		s.put("</p>\n")
	}
	s.put("</form>\n")
}

func (s *sheet) control(c *control, f *frame) {
	switch {
	case c.Role == roleWhere:
		s.put(`<span class="where">{}</span>`, c.Label)
	case c.Link != "":
		s.put(`<a class="{}" href="{}"`, c.Role, c.Link)
		s.aside(c.Away || f.Embedded)
		s.put("{}</a>", c.Label)
	default:
		s.put(`<button class="{}" name="a" value="{}"`, c.Role, c.Value)
		if c.Hint != "" {
			s.put(` aria-label="{}" title="{}"`, c.Hint, c.Hint)
		}
		if c.thumb() {
			s.put(">" + thumbsUp + "</button>")
		} else {
			s.put(">{}</button>", c.Label)
		}
	}
}

// thumbsUp is drawn; one that points down is turned by the style.
const thumbsUp markup = `<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linejoin="round"><path d="M4 11h3v9H4zM7 11l4-8c1.8.1 2.7 1.6 2.3 3.2L12.7 9.5H18a2 2 0 0 1 2 2.3l-1.1 6.5a2 2 0 0 1-2 1.7H7"/></svg>`
