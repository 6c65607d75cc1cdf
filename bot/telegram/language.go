package telegram

import (
	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// wordsFor are the texts in which to speak to whoever wrote a message: in the
// language that it is written in, else in the one that the platform knows of the
// person.
func (a *Adapter) wordsFor(m bot.Message) *locale.Texts {
	languages := a.config.Languages
	if lang := text.Detect(m.Text); languages.Has(lang) {
		return languages.Of(lang)
	}
	return languages.OfTag(m.Locale)
}
