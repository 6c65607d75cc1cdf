package reply

import (
	"strings"
	"unicode/utf8"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/retrieval"
)

// articlePageRunes is about how long a page of a whole article is. With title
// and label it stays well inside Telegram's 4096 and Discord's 4096
// characters even where every character is escaped.
const articlePageRunes = 1500

// Article shows one page of a whole article.
func Article(t *locale.Texts, a *retrieval.Article, page int, g retrieval.Generation) bot.Reply {
	pages := Pages(t, a)
	page = min(max(page, 0), len(pages)-1)
	c := bot.Card{
		Article: a.ID, Title: a.Title, URL: a.URL, Published: a.Published,
		Label: locale.JoinDots(a.Author, a.Section), Text: pages[page], Generation: g,
	}
	if a.Brief {
		c.Label = label(t, retrieval.Brief, a.Author, a.Section)
	}
	if len(pages) > 1 {
		c.Place = t.PageOf.With("n", t.Number(page+1), "total", t.Number(len(pages)))
	}
	if len(a.AlsoIn) > 0 {
		c.AlsoIn = t.AlsoIn.With("titles", reprints(a.AlsoIn, a.Title))
	}
	r := bot.Reply{Kind: bot.ShowArticle, Language: t.Language, Cards: []bot.Card{c}}
	if a.Brief {
		r.Text = string(t.BriefOnly)
	}
	key := a.ID.Key()
	turn := func(i int) bot.Action { return bot.Action{Verb: bot.OpenArticle, Arg: PageRef{key, i, true}.String()} }
	if row := Stepper(t, page, len(pages), turn); row != nil {
		r.Buttons = append(r.Buttons, row)
	}
	if a.URL != "" {
		r.Buttons = append(r.Buttons, []bot.Button{{Label: string(t.OnTheWeb), URL: a.URL}})
	}
	return r
}

// Pages sets an article's paragraphs into pages: a paragraph is never
// parted unless it is longer than a page by itself, then at a sentence's end.
// There is always at least one page.
func Pages(t *locale.Texts, a *retrieval.Article) []string {
	var pages []string
	var page strings.Builder
	length := 0
	for _, p := range a.Passages {
		for i, part := range passageParts(p) {
			if p.Kind == retrieval.Caption && i == 0 {
				part = string(t.PhotoMark) + part
			}
			n := utf8.RuneCountInString(part)
			if length > 0 && length+n > articlePageRunes {
				pages = append(pages, page.String())
				page.Reset()
				length = 0
			}
			if length > 0 {
				page.WriteString("\n\n")
			}
			page.WriteString(part)
			length += n
		}
	}
	return append(pages, page.String())
}

// passageParts parts a passage that is longer than a page at the ends of its
// sentences, or where one sentence is that long, at a space.
func passageParts(p retrieval.Passage) []string {
	if utf8.RuneCountInString(p.Text) <= articlePageRunes {
		return []string{p.Text}
	}
	var parts []string
	rest := p.Text
	for utf8.RuneCountInString(rest) > articlePageRunes {
		cut := runeOffset(rest, articlePageRunes)
		done := len(p.Text) - len(rest)
		if end := lastSentenceEnd(p.Sentences, done, done+cut); end > done {
			cut = end - done
		} else if space := strings.LastIndexByte(rest[:cut], ' '); space > 0 {
			cut = space
		}
		parts = append(parts, strings.TrimSpace(rest[:cut]))
		rest = strings.TrimLeft(rest[cut:], " \n")
	}
	if rest != "" {
		parts = append(parts, rest)
	}
	return parts
}

// lastSentenceEnd returns the last end of a sentence in (after, upTo], or 0.
func lastSentenceEnd(sentences []retrieval.Span, after, upTo int) int {
	end := 0
	for _, s := range sentences {
		if s.End > after && s.End <= upTo {
			end = s.End
		}
	}
	return end
}

// runeOffset is the byte offset of the n-th rune, or the length.
func runeOffset(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// Passage shows a passage outside of any answer. How sure the answer was is not
// known any more, so it is not shown as a confident one.
func Passage(t *locale.Texts, a *retrieval.Article, ordinal int, g retrieval.Generation) bot.Reply {
	p := a.Passages[ordinal]
	h := retrieval.Hit{Passage: p, Article: a.Summary(), Author: a.Author, Total: len(a.Passages)}
	open := bot.Action{Verb: bot.OpenArticle, Arg: PageRef{Key: a.ID.Key()}.String()}
	return bot.Reply{
		Kind: bot.ShowUnsure, Language: t.Language, Text: string(t.Moved),
		Cards:   []bot.Card{card(t, h, g)},
		Buttons: [][]bot.Button{{{Label: string(t.Whole), Action: open}}},
	}
}

// Lead shows the paragraph that an article begins with, which says what it is
// about; a caption is none.
func Lead(t *locale.Texts, a *retrieval.Article, g retrieval.Generation) bot.Reply {
	first := 0
	for i, p := range a.Passages {
		if p.Kind != retrieval.Caption {
			first = i
			break
		}
	}
	h := retrieval.Hit{Passage: a.Passages[first], Article: a.Summary(), Author: a.Author, Total: len(a.Passages)}
	r := bot.Reply{Kind: bot.ShowAnswer, Language: t.Language, Text: string(t.LeadOf), Cards: []bot.Card{card(t, h, g)}}
	if !a.Brief {
		open := bot.Action{Verb: bot.OpenArticle, Arg: PageRef{Key: a.ID.Key()}.String()}
		r.Buttons = [][]bot.Button{{{Label: string(t.Whole), Action: open}}}
	}
	return r
}

// PageOf is the page of an article that a passage begins on.
func PageOf(t *locale.Texts, a *retrieval.Article, ordinal int) int {
	if ordinal >= len(a.Passages) {
		return 0
	}
	before := *a
	before.Passages = a.Passages[:ordinal+1]
	last := passageParts(a.Passages[ordinal])
	return max(0, len(Pages(t, &before))-len(last))
}
