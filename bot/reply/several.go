package reply

import (
	"slices"
	"strconv"
	"strings"

	"articlebot/bot"
	"articlebot/bot/locale"
)

// Several joins the replies to what one message asked for, the cards in that order.
// asked are the questions, which are numbered, "" for what was none.
func Several(t *locale.Texts, asked []string, parts []bot.Reply) bot.Reply {
	said := bot.Reply{Kind: bot.ShowText, Language: t.Language}
	var open []bot.Button
	for i, p := range parts {
		line := p.Text
		if asked[i] != "" {
			number := strconv.Itoa(i + 1)
			line = locale.JoinLines(number+". "+asked[i], p.Text)
			p.Cards = slices.DeleteFunc(slices.Clone(p.Cards), func(c bot.Card) bool { return shownFor(said.Cards, c, number) })
			for n := range p.Cards {
				card := &p.Cards[n]
				card.Place = locale.JoinDots(number, card.Place)
				action := bot.Action{Verb: bot.OpenArticle, Arg: PageRef{Key: card.Article.Key()}.String()}
				open = append(open, bot.Button{Label: number + " · " + string(t.Whole), Action: action})
			}
		}
		said.Text = locale.JoinLines(said.Text, line)
		said.Cards = append(said.Cards, p.Cards...)
		if len(said.Titles) == 0 {
			said.Titles = p.Titles
		}
		said.Kind = weightier(said.Kind, p.Kind)
		said.Private = said.Private || p.Private
	}
	if len(said.Cards) > 0 {
		said.Titles = nil
	}
	if len(open) > 0 {
		said.Buttons = [][]bot.Button{open}
	}
	return said
}

// shownFor tells whether cards have the passage of another one with the same sentence
// marked, and says on it that it is shown for that number, too.
func shownFor(cards []bot.Card, c bot.Card, number string) bool {
	for n := range cards {
		if there := &cards[n]; there.Article == c.Article && there.Passage == c.Passage && there.Text == c.Text && there.Sentence == c.Sentence {
			before, place := strings.TrimSuffix(there.Place, c.Place), c.Place
			there.Place = locale.JoinDots(strings.TrimSuffix(before, " · "), number, place)
			return true
		}
	}
	return false
}

// weightier is the kind of a reply that holds replies of two kinds: it is as sure
// as the least sure of them.
func weightier(a, b bot.ReplyKind) bot.ReplyKind {
	for _, k := range []bot.ReplyKind{bot.ShowUnsure, bot.ShowAnswer, bot.ShowArticle, bot.ShowNone, bot.ShowText} {
		if a == k || b == k {
			return k
		}
	}
	return b
}
