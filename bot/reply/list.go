package reply

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/retrieval"
)

// Titles numbers articles from first on.
func Titles(t *locale.Texts, list []retrieval.Summary, first int) []bot.Title {
	titles := make([]bot.Title, 0, len(list))
	for i, s := range list {
		section := locale.JoinDots(s.Section, t.Day(s.Published))
		if s.Brief {
			section = locale.JoinDots(string(t.InBrief), section)
		}
		titles = append(titles, bot.Title{
			Number: first + i, Text: s.Title, Section: section,
			Action: bot.Action{Verb: bot.OpenArticle, Arg: PageRef{Key: s.ID.Key()}.String()},
		})
	}
	return titles
}

// ListAction shows a page of the list; as many of the filter's words go along
// as there is room for.
func ListAction(page int, words string) bot.Action {
	a := bot.Action{Verb: bot.ListTitles, Arg: strconv.Itoa(page)}
	if words == "" {
		return a
	}
	a.Arg += "." + words
	for len(a.Encode()) > bot.MaxActionBytes {
		_, size := utf8.DecodeLastRuneInString(a.Arg)
		a.Arg = a.Arg[:len(a.Arg)-size]
	}
	return a
}

// ParseListRef reads the argument that ListAction writes.
func ParseListRef(arg string) (page int, words string, ok bool) {
	number, words, _ := strings.Cut(arg, ".")
	page, ok = count(number)
	return page, words, ok
}

// Stepper is the row "◀ 2 / 3 ▶", nil where there is one page only. Arrows
// that lead nowhere are left out.
func Stepper(t *locale.Texts, index, total int, turn func(int) bot.Action) []bot.Button {
	if total < 2 {
		return nil
	}
	var row []bot.Button
	if index > 0 {
		row = append(row, bot.Button{Label: string(t.Back), Action: turn(index - 1)})
	}
	where := t.Step.With("n", t.Number(index+1), "total", t.Number(total))
	row = append(row, bot.Button{Label: where, Action: bot.Action{Verb: bot.DoNothing}, Off: true})
	if index < total-1 {
		row = append(row, bot.Button{Label: string(t.Forward), Action: turn(index + 1)})
	}
	return row
}
