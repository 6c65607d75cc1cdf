package telegram

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"articlebot/bot/internal/remnant"
	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/render"
)

// withoutMarks is what a text says in words: without what Telegram itself marks
// as something else. Mentions, commands, custom emoji, times and links to
// Telegram point at something; they are no part of a question.
func withoutMarks(text string, entities []api.Entity) string {
	var b strings.Builder
	kept := 0
	for _, cut := range marked(text, entities) {
		if cut.start < kept {
			continue // lies in the one before
		}
		b.WriteString(text[kept:cut.start])
		b.WriteString(" ")
		kept = cut.end
	}
	if kept == 0 {
		return strings.TrimSpace(text)
	}
	b.WriteString(text[kept:])
	return remnant.Tidy(b.String())
}

// span is a part of a text, in bytes.
type span struct{ start, end int }

// marked are the parts of a text that are marks, in order. Entities come from
// the network: those that do not fit the text are left out.
func marked(text string, entities []api.Entity) []span {
	var list []span
	for _, e := range entities {
		start, end, ok := api.UTF16Slice(text, e.Offset, e.Length)
		if ok && start < end && isMark(e, text[start:end]) {
			list = append(list, span{start, end})
		}
	}
	slices.SortFunc(list, func(a, b span) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	return list
}

// isMark tells the entities that are no words,
// https://core.telegram.org/bots/api#messageentity. Other addresses may be those
// of articles, and are the conversation's to read.
func isMark(e api.Entity, text string) bool {
	switch e.Type {
	case "mention", "text_mention", "bot_command", "custom_emoji", "date_time":
		return true
	case "url":
		return ofTelegram(text)
	case "text_link":
		return ofTelegram(e.URL) && ofTelegram(text)
	}
	return false
}

// ofTelegram tells addresses that lead to a chat and not to an article.
func ofTelegram(address string) bool {
	if strings.HasPrefix(strings.ToLower(address), "tg:") {
		return true
	}
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	switch host := strings.ToLower(u.Hostname()); {
	case host == "t.me", host == "telegram.me", host == "telegram.dog", strings.HasSuffix(host, ".t.me"):
		return true
	}
	return false
}

func beginsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r))
}

// shorten makes a question of what was not written as one, such as a forwarded
// post: one line, no longer than questions may be.
func (p *updateParser) shorten(s string) string { return render.Shorten(render.OneLine(s), p.longest) }
