package dialogue

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// smallTalk replies to what asks nothing of the articles.
type smallTalk struct {
	live    *live
	lib     bot.Library
	samples *samples
}

// name is the newspaper's as it stands in sentences.
func (k *smallTalk) name(t *locale.Texts) string {
	if paper := k.live.get().paper; paper != "" {
		return paper
	}
	return string(t.ThePaper)
}

// chat replies to what is neither a question nor a command, and shows what
// could be asked.
func (k *smallTalk) chat(r *request, kind intent.Kind) bot.Reply {
	said := map[intent.Kind]locale.Phrase{
		intent.Greeting: r.t.Hello, intent.Thanks: r.t.Thanks, intent.Farewell: r.t.Goodbye,
		intent.Grumble: r.t.Sorry, intent.Wordless: r.t.Wordless, intent.Empty: r.t.AskMe, intent.Link: r.t.NoLink,
		intent.Stop: r.t.Quiet, intent.Person: r.t.Person, intent.Maker: r.t.Maker,
	}[kind]
	told := r.say(said.With("paper", k.name(r.t)))
	if kind == intent.Farewell || kind == intent.Stop {
		return told
	}
	return k.samples.offer(r, told)
}

func (k *smallTalk) welcome(r *request) bot.Reply {
	return k.samples.offer(r, r.say(r.t.Welcome.With("paper", k.name(r.t))))
}

// help says what can be asked, and how where the bot must be called.
func (k *smallTalk) help(r *request, howToAsk func(text.Language) string) bot.Reply {
	said := r.say(string(r.t.Help))
	if howToAsk != nil {
		said.Text = howToAsk(r.t.Language) + "\n\n" + said.Text
	}
	if said.Private = true; r.admin {
		said.Text += "\n\n" + string(r.t.AdminHelp)
	}
	return k.samples.offer(r, said)
}

func (k *smallTalk) about(r *request) bot.Reply {
	said := r.say(r.t.About.With("paper", k.name(r.t), "counts", r.t.Corpus(k.lib.Status().Counts)))
	said.Private = true
	return said
}

// The prefixes of a deep link's payload: https://core.telegram.org/bots/features#deep-linking
const (
	startArticle  = "a_"
	startQuestion = "q_"
)

// StartPayload is the deep link's payload that opens an article, at most 64
// letters, digits and underscores.
func StartPayload(key string) string { return startArticle + key }

// articleOf is the article that a deep link opens.
func articleOf(payload string) (key string, ok bool) { return strings.CutPrefix(payload, startArticle) }

// questionIn is the question that a deep link asks.
func questionIn(payload string) (question string, ok bool) {
	coded, ok := strings.CutPrefix(payload, startQuestion)
	if !ok {
		return "", false
	}
	q, err := base64.RawURLEncoding.DecodeString(coded)
	question = text.Clean(string(q))
	return question, err == nil && utf8.Valid(q) && question != ""
}
