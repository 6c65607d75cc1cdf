package bot

import (
	"errors"
	"strings"
)

// MaxActionBytes is the room for an encoded action: Telegram's callback_data
// takes 1-64 bytes, https://core.telegram.org/bots/api#inlinekeyboardbutton.
// Discord's custom_id has 100 characters.
const MaxActionBytes = 64

// Verb is what a button does.
type Verb string

// The verbs. What stands in Arg is said beside each.
const (
	ShowPassage   Verb = "p"  // index of the passage to show, from 0; then maybe "." and more
	OpenArticle   Verb = "a"  // ArticleID.Key "." page from 0; then ".t" to turn the page of the message
	ThumbsUp      Verb = "u"  // ArticleID.Key "." passage ordinal; then maybe "." and more
	ThumbsDown    Verb = "d"  // the same
	AskSample     Verb = "s"  // ArticleID.Key "." passage ordinal and language: a sample question drawn from there
	ReloadTitles  Verb = "rt" // generation of the report
	RollBack      Verb = "rb" // generation to leave
	DoNothing     Verb = "-"  // a label
	ListTitles    Verb = "t"  // page from 0 of the list of articles; then maybe "." and words of titles
	SetLanguage   Verb = "l"  // language tag
	AskMore       Verb = "m"  // opens a form for another question, where the platform has forms
	AnswerPrivate Verb = "e"  // as ShowPassage, for someone who did not ask
	FollowThis    Verb = "f"  // as ThumbsUp, or "": the question that was answered, or not
	EndFollow     Verb = "fx" // a follow's ID; then ".l" in the list of them
)

// Action is what a button carries. All that it needs stands in it and in the
// message it is under, so it works after a restart.
type Action struct {
	Verb Verb
	Arg  string
}

// actionVersion starts every encoded action, so that a later format can tell
// old buttons.
const actionVersion = "1"

// ErrStaleAction is returned for an action that this version cannot read: a
// button of an older message, or a forgery.
var ErrStaleAction = errors.New("action is not readable")

// Encode returns the action for a button's payload, at most MaxActionBytes
// long.
func (a Action) Encode() string { return actionVersion + "|" + string(a.Verb) + "|" + a.Arg }

// ParseAction reads what Encode made.
func ParseAction(s string) (Action, error) {
	parts := strings.SplitN(s, "|", 3)
	if len(s) > MaxActionBytes || len(parts) != 3 || parts[0] != actionVersion || parts[1] == "" {
		return Action{}, ErrStaleAction
	}
	return Action{Verb: Verb(parts[1]), Arg: parts[2]}, nil
}
