package dialogue

import (
	"fmt"
	"time"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// language sets the language that a person is spoken to in, or asks for it.
func (b *Bot) language(v *visit, tag string) (bot.Reply, error) {
	if tag == "" {
		return bot.Reply{
			Kind: bot.ShowText, Language: v.t.Language, Text: string(v.t.LanguageAsk), Private: true,
			Buttons: [][]bot.Button{{
				{Label: "English", Action: bot.Action{Verb: bot.SetLanguage, Arg: "en"}},
				{Label: "Tiếng Việt", Action: bot.Action{Verb: bot.SetLanguage, Arg: "vi"}},
				{Label: string(v.t.Automatic), Action: bot.Action{Verb: bot.SetLanguage, Arg: "auto"}},
			}},
		}, nil
	}
	lang := text.Language(tag)
	if tag == "auto" {
		lang = ""
	}
	if _, err := b.people.Choose(v.key.who, lang); err != nil && lang == "" {
		return bot.Reply{}, fmt.Errorf("forget language: %w", err)
	} else if err != nil {
		b.log.Error("language not saved", "err", err)
	}
	v.t = locale.Of(b.chosen(v))
	said := v.t.LanguageSet
	if lang == "" {
		said = v.t.LanguageAuto
	}
	return bot.Reply{Kind: bot.ShowText, Language: v.t.Language, Text: string(said), Private: true}, nil
}

// privacy says what is kept and for how long.
func (b *Bot) privacy(v *visit) bot.Reply {
	days := int(b.cfg.GapRetention / (24 * time.Hour))
	said := v.t.Privacy.With("days", v.t.Counted(max(days, 1), v.t.Days),
		"minutes", v.t.Counted(int(sessionTTL/time.Minute), v.t.Minutes))
	if contact := b.live.Load().contact; contact != "" {
		said = locale.JoinLines(said, v.t.PrivacyContact.With("contact", contact))
	}
	return bot.Reply{Kind: bot.ShowText, Language: v.t.Language, Text: said, Private: true}
}

// forget deletes what is kept of a person and says what that was.
func (b *Bot) forget(v *visit) (bot.Reply, error) {
	var deleted []locale.Phrase
	spoke, err := b.people.Choose(v.key.who, "")
	if err != nil {
		return bot.Reply{}, fmt.Errorf("forget language: %w", err)
	}
	if spoke {
		deleted = append(deleted, v.t.KeptLanguage)
	}
	if b.sessions.forget(v.key.who, v.now) {
		deleted = append(deleted, v.t.KeptContext)
	}
	b.asked.Forget(v.key.who)
	if b.votes.Forget(v.key.who) {
		deleted = append(deleted, v.t.KeptVotes)
	}
	said := string(v.t.NothingKept)
	if len(deleted) > 0 {
		said = v.t.Forgotten.With("what", v.t.Listed(deleted))
	}
	return bot.Reply{Kind: bot.ShowText, Language: v.t.Language, Text: said, Private: true}, nil
}
