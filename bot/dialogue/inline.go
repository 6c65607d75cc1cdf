package dialogue

import (
	"context"
	"unicode/utf8"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/bot/locale"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Results answers with up to limit single-card replies for the same question,
// best first, for inline queries. There are none where nothing answers, where
// the text is not a question, and while all workers are taken.
func (b *Bot) Results(ctx context.Context, m bot.Message, limit int) (list []bot.Reply) {
	defer b.survive("results")
	in := intent.Parse("", m.Text)
	if limit <= 0 || in.Kind != intent.Question && in.Kind != intent.Pick || utf8.RuneCountInString(in.Text) > b.live.Load().maxQuestion {
		return nil
	}
	leave, err := b.work.Enter(ctx)
	if err != nil {
		return nil
	}
	defer leave()
	v := b.begin(m.User, m.Chat, m.Locale)
	scope, _, ok := b.scope(m.Article)
	if !ok {
		return nil
	}
	ans, err := b.lib.Ask(ctx, retrieval.Question{Text: in.Text, Limit: min(limit, retrieval.MaxLimit), Article: scope})
	if err != nil {
		b.fault(v.t, err)
		return nil
	}
	ans.Hits = foldReprints(ans.Hits)
	v.speak(ans.Language)
	v.speak(text.Detect(in.Text))
	return results(v.t, ans, limit)
}

func results(t *locale.Texts, ans retrieval.Answer, limit int) []bot.Reply {
	if ans.Outcome == retrieval.None {
		return nil
	}
	list := make([]bot.Reply, 0, limit)
	for _, h := range ans.Hits[:min(limit, len(ans.Hits))] {
		r := bot.Reply{Kind: bot.ShowAnswer, Language: t.Language, Question: ans.Question, Cards: []bot.Card{card(t, h, ans.Generation)}}
		if ans.Outcome == retrieval.Unsure {
			r.Kind, r.Text = bot.ShowUnsure, string(t.Hedge)
		}
		list = append(list, r)
	}
	return list
}
