package render

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"articlebot/bot"
	"articlebot/bot/discord/api"
)

// State is what the buttons of a message know besides their action, so that
// they work after a restart.
type State struct {
	// Asker is who asked, and who alone turns the pages of a public answer.
	Asker api.Snowflake
	// Article is the key of the only article that was searched, "" for all.
	Article string
}

// stateVersion starts every custom_id.
const stateVersion = "a1"

const separator = "~"

// numberBase writes ids short.
const numberBase = 36

// customID encodes a button: version, asker, article, a number that makes it
// unique in its message, action. It is "" where the room does not suffice.
func (s State) customID(n int, a bot.Action) string {
	id := strings.Join([]string{
		stateVersion,
		strconv.FormatUint(s.Asker.Uint64(), numberBase),
		strings.ReplaceAll(s.Article, separator, ""),
		strconv.Itoa(n),
		a.Encode(),
	}, separator)
	if utf8.RuneCountInString(id) > maxCustomID || !utf8.ValidString(id) {
		return ""
	}
	return id
}

// ParseCustomID reads what customID wrote: the state, and the action as
// bot.ParseAction reads it. What it does not know it gives back as an action,
// to be refused there.
func ParseCustomID(id string) (State, string) {
	parts := strings.SplitN(id, separator, 5)
	if len(parts) != 5 || parts[0] != stateVersion {
		return State{}, id
	}
	asker, err := strconv.ParseUint(parts[1], numberBase, 64)
	if err != nil {
		return State{}, id
	}
	s := State{Article: parts[2]}
	if asker != 0 {
		s.Asker = api.Snowflake(strconv.FormatUint(asker, 10))
	}
	return s, parts[4]
}

// quoteMark starts the line with the question.
const quoteMark = "> "

// quote is the line with the question above an answer.
func quote(question string) string {
	question = OneLine(question)
	if question == "" {
		return ""
	}
	return quoteMark + escaped(question, maxQuoted)
}

// Question reads the question back from the content of a message, "" if it has
// none.
func Question(content string) string {
	line, _, _ := strings.Cut(content, "\n")
	q, ok := strings.CutPrefix(line, quoteMark)
	if !ok {
		return ""
	}
	return strings.TrimSpace(Unescape(q))
}
