package reply

import (
	"strings"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/retrieval"
)

// maxMoreNews is how many further articles news offer, a row of buttons each.
const maxMoreNews = 2

// News shows the passage of a new article that answers what somebody follows,
// and further articles that do.
func News(t *locale.Texts, topic string, ans retrieval.Answer, more []retrieval.Summary, stop bot.Action) bot.Reply {
	h := ans.Hits[0]
	r := bot.Reply{
		Kind: bot.ShowAnswer, Language: t.Language, Text: t.FollowNews.With("topic", locale.Clip(topic)),
		Cards: []bot.Card{card(t, h, ans.Generation)},
	}
	if h.Passage.Kind != retrieval.Brief {
		r.Buttons = append(r.Buttons, []bot.Button{openButton(string(t.Whole), h.Article.ID)})
	}
	for _, a := range more[:min(len(more), maxMoreNews)] {
		r.Buttons = append(r.Buttons, []bot.Button{openButton(shortLabel(a.Title), a.ID)})
	}
	r.Buttons = append(r.Buttons, []bot.Button{{Label: string(t.FollowStop), Action: stop}})
	return r
}

// maxTitleLabel is how many characters of a title stand on a button: Discord takes
// 80, https://discord.com/developers/docs/components/reference#button.
const maxTitleLabel = 64

func shortLabel(title string) string {
	runes := []rune(title)
	if len(runes) <= maxTitleLabel {
		return title
	}
	return strings.TrimRight(string(runes[:maxTitleLabel-1]), " ") + "…"
}

func openButton(label string, id retrieval.ArticleID) bot.Button {
	return bot.Button{Label: label, Action: bot.Action{Verb: bot.OpenArticle, Arg: PageRef{Key: id.Key()}.String()}}
}

// followButton has news on what was asked told. The question stands in the
// message that it is under, as with the other buttons.
func followButton(t *locale.Texts, arg string) []bot.Button {
	return []bot.Button{{Label: string(t.FollowThis), Action: bot.Action{Verb: bot.FollowThis, Arg: arg}}}
}
