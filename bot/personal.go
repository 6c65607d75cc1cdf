package bot

import (
	"fmt"
	"time"

	"articlebot/retrieval/text"
)

// language sets the language that a person is spoken to in, or asks for it.
func (b *Bot) language(v *visit, tag string) (Reply, error) {
	if tag == "" {
		return Reply{
			Kind: ShowText, Language: v.t.Language, Text: string(v.t.LanguageAsk), Private: true,
			Buttons: [][]Button{{
				{Label: "English", Action: Action{SetLanguage, "en"}},
				{Label: "Tiếng Việt", Action: Action{SetLanguage, "vi"}},
				{Label: string(v.t.Automatic), Action: Action{SetLanguage, "auto"}},
			}},
		}, nil
	}
	lang := text.Language(tag)
	if tag == "auto" {
		lang = ""
	}
	if _, err := b.people.choose(v.key.who, lang); err != nil && lang == "" {
		return Reply{}, fmt.Errorf("forget language: %w", err)
	} else if err != nil {
		b.log.Error("language not saved", "err", err)
	}
	v.t = textsOf(b.chosen(v))
	said := v.t.LanguageSet
	if lang == "" {
		said = v.t.LanguageAuto
	}
	return Reply{Kind: ShowText, Language: v.t.Language, Text: string(said), Private: true}, nil
}

// privacy says what is kept and for how long.
func (b *Bot) privacy(v *visit) Reply {
	days := int(b.cfg.GapRetention / (24 * time.Hour))
	said := v.t.Privacy.with("days", v.t.counted(max(days, 1), v.t.Days),
		"minutes", v.t.counted(int(sessionTTL/time.Minute), v.t.Minutes))
	if b.cfg.Contact != "" {
		said = joinLines(said, v.t.PrivacyContact.with("contact", b.cfg.Contact))
	}
	return Reply{Kind: ShowText, Language: v.t.Language, Text: said, Private: true}
}

// forget deletes what is kept of a person and says what that was.
func (b *Bot) forget(v *visit) (Reply, error) {
	var deleted []phrase
	spoke, err := b.people.choose(v.key.who, "")
	if err != nil {
		return Reply{}, fmt.Errorf("forget language: %w", err)
	}
	if spoke {
		deleted = append(deleted, v.t.KeptLanguage)
	}
	if b.sessions.forget(v.key.who, v.now) {
		deleted = append(deleted, v.t.KeptContext)
	}
	b.asked.forget(v.key.who)
	if b.votes.forget(v.key.who) {
		deleted = append(deleted, v.t.KeptVotes)
	}
	said := string(v.t.NothingKept)
	if len(deleted) > 0 {
		said = v.t.Forgotten.with("what", v.t.listed(deleted))
	}
	return Reply{Kind: ShowText, Language: v.t.Language, Text: said, Private: true}, nil
}

// listed writes "a, b and c".
func (t *texts) listed(items []phrase) string {
	said := string(items[0])
	for i, item := range items[1:] {
		if i == len(items)-2 {
			said = t.List.with("a", said, "b", string(item))
		} else {
			said += ", " + string(item)
		}
	}
	return said
}
