package dialogue

import (
	"cmp"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"articlebot/bot"
	"articlebot/bot/follow"
	"articlebot/bot/locale"
	"articlebot/bot/state"
	"articlebot/retrieval/text"
)

// personal is what concerns a person alone: the language they are spoken to in
// and what is kept of them.
type personal struct {
	people    *state.People
	news      *follow.Desk
	sessions  *sessions
	feedback  *feedback
	retention time.Duration
	words     *locale.Set
	live      *live
	log       *slog.Logger
}

// chosen is the language to speak where what was said does not tell: the
// person's, else the platform's, else that of the conversation so far, else
// English.
func (p *personal) chosen(r *request) text.Language {
	if lang := p.people.Language(r.key.who); lang != "" {
		return lang
	}
	if r.locale == "" {
		return cmp.Or(p.sessions.Get(r.key, r.now).spoken, p.words.Default())
	}
	return p.words.FromTag(r.locale)
}

// listen remembers the language that a person spoke, for what they say next.
func (p *personal) listen(r *request, told text.Language) {
	if p.words.Has(told) {
		p.sessions.update(r.key, r.now, func(s *session) { s.spoken = told })
	}
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
	if _, err := p.people.Choose(r.key.who, lang); err != nil && lang == "" {
		return bot.Reply{}, fmt.Errorf("forget language: %w", err)
	} else if err != nil {
		p.log.Error("language not saved", "err", err)
	}
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
		"minutes", r.t.Counted(int(sessionTTL/time.Minute), r.t.Minutes))
	if contact := p.live.get().contact; contact != "" {
		said = locale.JoinLines(said, r.t.PrivacyContact.With("contact", contact))
	}
	told := r.say(said)
	told.Private = true
	return told
}

// forget deletes what is kept of a person and says what that was.
func (p *personal) forget(r *request) (bot.Reply, error) {
	var deleted []locale.Phrase
	spoke, err := p.people.Choose(r.key.who, "")
	if err != nil {
		return bot.Reply{}, fmt.Errorf("forget language: %w", err)
	}
	if spoke {
		deleted = append(deleted, r.t.KeptLanguage)
	}
	followed, err := p.news.EndAll(bot.ChatKey(r.key.who))
	if err != nil {
		return bot.Reply{}, fmt.Errorf("forget what is followed: %w", err)
	}
	if followed > 0 {
		deleted = append(deleted, r.t.KeptFollows)
	}
	if p.sessions.forget(r.key.who, r.now) {
		deleted = append(deleted, r.t.KeptContext)
	}
	if p.feedback.forget(r.key.who) {
		deleted = append(deleted, r.t.KeptVotes)
	}
	said := r.say(string(r.t.NothingKept))
	if len(deleted) > 0 {
		said.Text = r.t.Forgotten.With("what", r.t.Listed(deleted))
	}
	said.Private = true
	return said, nil
}
