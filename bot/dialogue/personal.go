package dialogue

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"articlebot/bot"
	"articlebot/bot/follow"
	"articlebot/bot/intent"
	"articlebot/bot/locale"
	"articlebot/bot/session"
	"articlebot/bot/state"
	"articlebot/retrieval/text"
)

// personal is what concerns a person alone: the language they are spoken to in
// and what is kept of them.
type personal struct {
	people    *state.People
	news      *follow.Desk
	feedback  *feedback
	retention time.Duration
	words     *locale.Set
	live      *live
	log       *slog.Logger
}

// chosen is the language to speak where what was said does not tell: the
// person's, else that of the conversation so far, else the platform's, else
// English.
func (p *personal) chosen(r *request) text.Language {
	if r.chosen != "" {
		return r.chosen
	}
	if lang := r.session().Spoken; lang != "" {
		return lang
	}
	if r.locale == "" {
		return p.words.Default()
	}
	return p.words.FromTag(r.locale)
}

// listen remembers the language that a person spoke, for what they say next. It
// stays until they plainly speak another: "ok" beside Vietnamese, or a question of
// a name and a word, changes nothing.
func (p *personal) listen(r *request, said intent.Intent) {
	told := said.Language
	if !p.words.Has(told) {
		return
	}
	before := cmp.Or(r.session().Spoken, r.chosen)
	if before != "" && before != told && !p.plain(said) {
		r.settled = true
		r.t = p.words.Of(before)
		return
	}
	r.update(func(s *session.Session) { s.Spoken = told })
}

// plainWords is the length from which on a question shows its language even
// without a word that asks.
const plainWords = 5

// plain tells whether a message shows its language beyond doubt. Courtesies of the
// default language are said in all.
func (p *personal) plain(said intent.Intent) bool {
	switch {
	case said.Kind == intent.Question:
		words := intent.Words(said.Text)
		return len(words) >= plainWords || p.asks(words, said.Language)
	case said.Kind.IsCourtesy():
		return said.Language != p.words.Default()
	}
	return true
}

// asks tells whether there is a word that asks in a language.
func (p *personal) asks(words []string, lang text.Language) bool {
	for _, l := range p.words.All() {
		if l.Tag == lang {
			return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(l.Phrases.AskingWords, w) })
		}
	}
	return false
}

// languagesInRow is how many buttons a row has, as bot.Reply bounds it.
const languagesInRow = 5

// automatic instead of a language has the bot find out itself which to speak.
const automatic = "auto"

// language sets the language that a person is spoken to in, or asks for it.
func (p *personal) language(r *request, tag string) (bot.Reply, error) {
	if tag == "" {
		asked := r.say(string(r.t.LanguageAsk))
		asked.Private = true
		var row []bot.Button
		for _, l := range p.words.All() {
			row = append(row, bot.Button{Label: l.Name, Action: bot.Action{Verb: bot.SetLanguage, Arg: string(l.Tag)}})
		}
		row = append(row, bot.Button{Label: string(r.t.Automatic), Action: bot.Action{Verb: bot.SetLanguage, Arg: automatic}})
		asked.Buttons = slices.Collect(slices.Chunk(row, languagesInRow))
		return asked, nil
	}
	lang := text.Language(tag)
	if tag == automatic {
		lang = ""
	}
	if _, err := p.people.Choose(r.key.Who, lang); err != nil && lang == "" {
		return bot.Reply{}, fmt.Errorf("forget language: %w", err)
	} else if err != nil {
		p.log.Error("language not saved", "err", err)
	}
	r.chosen = lang
	r.t = p.words.Of(p.chosen(r))
	said := r.say(string(r.t.LanguageSet))
	if lang == "" {
		said.Text = string(r.t.LanguageAuto)
	}
	said.Private = true
	return said, nil
}

// privacy says what is kept and for how long.
func (p *personal) privacy(r *request) bot.Reply {
	days := int(p.retention / (24 * time.Hour))
	said := r.t.Privacy.With("days", r.t.Counted(max(days, 1), r.t.Days),
		"minutes", r.t.Counted(int(session.TTL/time.Minute), r.t.Minutes))
	if contact := p.live.get().contact; contact != "" {
		said = locale.JoinLines(said, r.t.PrivacyContact.With("contact", contact))
	}
	told := r.say(said)
	told.Private = true
	return told
}

// forget deletes what is kept of a person and says what that was.
func (p *personal) forget(ctx context.Context, r *request) (bot.Reply, error) {
	var deleted []locale.Phrase
	spoke, err := p.people.Choose(r.key.Who, "")
	if err != nil {
		return bot.Reply{}, fmt.Errorf("forget language: %w", err)
	}
	if spoke {
		deleted = append(deleted, r.t.KeptLanguage)
	}
	followed, err := p.news.EndAll(bot.ChatKey(r.key.Who))
	if err != nil {
		return bot.Reply{}, fmt.Errorf("forget what is followed: %w", err)
	}
	if followed > 0 {
		deleted = append(deleted, r.t.KeptFollows)
	}
	talked, err := r.talk.Forget(ctx)
	if err != nil {
		return bot.Reply{}, err
	}
	if talked {
		deleted = append(deleted, r.t.KeptContext)
	}
	voted, err := p.feedback.forget(r.key.Who)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("forget votes: %w", err)
	}
	if voted {
		deleted = append(deleted, r.t.KeptVotes)
	}
	said := r.say(string(r.t.NothingKept))
	if len(deleted) > 0 {
		said.Text = r.t.Forgotten.With("what", r.t.Listed(deleted))
	}
	said.Private = true
	return said, nil
}
