// Package remnant makes sentences of what is left of a message when a platform's
// marks are taken out of it: mentions, custom emoji, times.
package remnant

import (
	"strings"
	"unicode"
)

// Leads are what people put between the bot's name and the question.
const Leads = ",:;-–— \u00a0"

// Tidy closes the gaps: what is left of "@bot, how many , @you?" is "how many?".
// Line ends stay.
func Tidy(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' || r == '\u00a0' }), " ")
	s = closing.Replace(s)
	s = doubled.Replace(s)
	return strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(s), Leads))
}

var (
	closing = strings.NewReplacer(" ,", ",", " .", ".", " ?", "?", " !", "!", " ;", ";", " :", ":")
	doubled = strings.NewReplacer(",?", "?", ",.", ".", ",!", "!")
)

// Worded tells whether a text has any words. "?" and "👆" only point at
// something.
func Worded(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
