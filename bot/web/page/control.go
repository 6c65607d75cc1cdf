package page

import (
	"slices"
	"strings"

	"articlebot/bot"
	"articlebot/bot/locale"
)

// control is a button or a link under a reply.
type control struct {
	Label string
	Hint  string // says in words what a sign means, "" where Label does
	Role  string // what it is for, as the style and the script know it
	Link  string // of a link
	Away  bool   // the link leaves the site
	Value string // of a button: the action
}

// The roles of controls.
const (
	roleWhere  = "where" // shows where one is
	roleBack   = "back"
	roleMore   = "more"
	roleSample = "sample"
	roleLink   = "link"
	roleGood   = "good"
	roleBad    = "bad"
	roleOther  = "other"
)

// thumb tells that a thumb is drawn in place of the sign in Label: not every
// machine has letters for it.
func (c control) thumb() bool { return c.Role == roleGood || c.Role == roleBad }

// controls are the rows of what can be pressed under a reply.
func (p *Pages) controls(t Turn, w *locale.Texts) [][]control {
	var rows [][]control
	for _, row := range t.Reply.Buttons {
		var list []control
		where := slices.IndexFunc(row, func(b bot.Button) bool { return b.Off })
		for i, b := range row {
			list = append(list, p.control(t, b, i-where, where >= 0, w))
		}
		rows = append(rows, list)
	}
	return rows
}

// control is one button; side is where it stands beside the row's page number,
// if the row has one: before it is negative.
func (p *Pages) control(t Turn, b bot.Button, side int, paged bool, w *locale.Texts) control {
	c := control{Label: b.Label, Role: roleOther, Value: b.Action.Encode()}
	back, more := w.Web.Before, w.Web.Next
	if b.Action.Verb == bot.ShowPassage {
		back, more = w.Web.Back, w.Web.More
	}
	switch {
	case b.Off:
		return control{Label: b.Label, Role: roleWhere}
	case b.URL != "":
		return control{Label: b.Label, Role: roleLink, Link: b.URL, Away: true}
	case paged && side < 0:
		c.Role, c.Label = roleBack, string(back)
	case paged:
		c.Role, c.Label = roleMore, string(more)
	case b.Action.Verb == bot.OpenArticle:
		return control{Label: string(w.Whole), Role: roleLink, Link: p.wholePath(t, b)}
	case b.Action.Verb == bot.AskSample:
		c.Role = roleSample
	case b.Action.Verb == bot.ThumbsUp:
		c.Role, c.Hint = roleGood, string(w.Web.Good)
	case b.Action.Verb == bot.ThumbsDown:
		c.Role, c.Hint = roleBad, string(w.Web.Bad)
	}
	return c
}

// wholePath is the reader's page that a button opens: at the passage shown, if
// that is of the same article.
func (p *Pages) wholePath(t Turn, b bot.Button) string {
	key, _, _ := strings.Cut(b.Action.Arg, ".")
	for _, c := range t.Reply.Cards {
		if c.Article.Key() == key {
			return p.CardPath(c)
		}
	}
	return p.ArticlePath(key, 0, 0)
}
