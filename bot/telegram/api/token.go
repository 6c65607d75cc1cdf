package api

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
)

// Token is a bot's secret as @BotFather gives it. It prints as stars.
type Token string

// ErrToken is returned for a token that cannot be one. It never shows it.
var ErrToken = errors.New("telegram token has the wrong shape: it looks like 123456:ABC-DEF, as @BotFather gives it")

// tokenShape is what the Bot API accepts in its paths. Anything else could
// break the request's address, whose errors print it.
var tokenShape = regexp.MustCompile(`^([0-9]{1,19}):[A-Za-z0-9_-]+$`)

// String hides the token.
func (Token) String() string { return "***" }

// GoString hides the token from %#v.
func (Token) GoString() string { return "***" }

// BotID returns the id of the bot, which the token starts with.
func (t Token) BotID() (int64, error) {
	m := tokenShape.FindStringSubmatch(string(t))
	if m == nil {
		return 0, ErrToken
	}
	id, err := strconv.ParseInt(m[1], 10, 64)
	if err != nil {
		return 0, ErrToken
	}
	return id, nil
}

// hide takes the token out of a text that is about to be shown.
func (t Token) hide(s string) string {
	if t == "" {
		return s
	}
	return strings.ReplaceAll(s, string(t), "***")
}
