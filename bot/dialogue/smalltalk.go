package dialogue

import (
	"context"
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// paper is the newspaper's name as it stands in sentences.
func (b *Bot) paper(t *locale.Texts) string {
	if paper := b.live.Load().paper; paper != "" {
		return paper
	}
	return string(t.ThePaper)
}

// chat replies to what is neither a question nor a command, and shows what
// could be asked.
func (b *Bot) chat(ctx context.Context, v *visit, kind intent.Kind) bot.Reply {
	said := map[intent.Kind]locale.Phrase{
		intent.Greeting: v.t.Hello, intent.Thanks: v.t.Thanks, intent.Farewell: v.t.Goodbye,
		intent.Grumble: v.t.Sorry, intent.Wordless: v.t.Wordless, intent.Empty: v.t.AskMe,
	}[kind]
	r := bot.Reply{Kind: bot.ShowText, Language: v.t.Language, Text: said.With("paper", b.paper(v.t))}
	if kind == intent.Farewell {
		return r
	}
	return b.offer(ctx, v, r)
}

// The prefixes of a deep link's payload: https://core.telegram.org/bots/features#deep-linking
const (
	startArticle  = "a_"
	startQuestion = "q_"
)

// StartPayload is the deep link's payload that opens an article, at most 64
// letters, digits and underscores.
func StartPayload(key string) string { return startArticle + key }

// start greets, or does what the deep link says.
func (b *Bot) start(ctx context.Context, v *visit, m bot.Message, payload string) (bot.Reply, error) {
	if key, ok := strings.CutPrefix(payload, startArticle); ok {
		return b.open(v, key, 0), nil
	}
	if coded, ok := strings.CutPrefix(payload, startQuestion); ok {
		q, err := base64.RawURLEncoding.DecodeString(coded)
		if said := text.Clean(string(q)); err == nil && utf8.Valid(q) && said != "" {
			v.speak(text.Detect(said))
			return b.ask(ctx, v, m, said)
		}
	}
	r := bot.Reply{Kind: bot.ShowText, Language: v.t.Language, Text: v.t.Welcome.With("paper", b.paper(v.t))}
	return b.offer(ctx, v, r), nil
}

func (b *Bot) help(ctx context.Context, v *visit) bot.Reply {
	r := bot.Reply{Kind: bot.ShowText, Language: v.t.Language, Text: string(v.t.Help), Private: true}
	if v.admin {
		r.Text += "\n\n" + string(v.t.AdminHelp)
	}
	return b.offer(ctx, v, r)
}

func (b *Bot) about(v *visit) bot.Reply {
	said := v.t.About.With("paper", b.paper(v.t), "counts", v.t.Corpus(b.lib.Status().Counts))
	return bot.Reply{Kind: bot.ShowText, Language: v.t.Language, Text: said, Private: true}
}

// offeredSamples is how many sample questions, or titles, a reply offers.
const offeredSamples = 3

// offer adds sample questions to a reply as buttons, or titles of the newest
// articles where no question could be drawn from the articles.
func (b *Bot) offer(ctx context.Context, v *visit, r bot.Reply) bot.Reply {
	if list := b.samples.pick(ctx, b, v.t.Language, offeredSamples); len(list) > 0 {
		gap := "\n"
		if strings.Contains(r.Text, "\n") {
			gap = "\n\n"
		}
		r.Text += gap + string(v.t.TryOne)
		for _, s := range list {
			r.Buttons = append(r.Buttons, []bot.Button{{Label: s.question, Action: bot.Action{Verb: bot.AskSample, Arg: s.from.String()}}})
		}
		return r
	}
	list := b.catalogues.of(b.lib).list
	r.Titles = titleList(v.t, list[:min(len(list), offeredSamples)], 1)
	if len(r.Titles) == 0 {
		return r
	}
	r.Text = locale.JoinLines(r.Text, string(v.t.TryTitles))
	b.sessions.update(v.key, v.now, func(s *session) { s.titles, s.first = b.idsOf(r.Titles), 1 })
	return r
}
