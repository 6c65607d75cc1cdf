package commands

import (
	"unicode"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/text/unicode/norm"

	"articlebot/bot/discord/api"
	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// builder makes commands in all languages: what everybody sees is in the default
// one, and the others stand beside it by Discord's locales.
type builder struct {
	languages *locale.Set
	// of are the languages besides the default by the locales of
	// https://discord.com/developers/docs/reference#locales that mean them.
	of map[string]text.Language
}

func newBuilder(languages *locale.Set) *builder {
	b := &builder{languages, map[string]text.Language{}}
	for l := range discordgo.Locales {
		if lang, ok := languages.Known(string(l)); ok && lang != languages.Default() {
			b.of[string(l)] = lang
		}
	}
	return b
}

// said is a text in the default language, and in the others by locale; nil for
// none.
func (b *builder) said(pick func(*locale.Texts) string) (base string, others map[string]string) {
	for l, lang := range b.of {
		if s := norm.NFC.String(pick(b.languages.Of(lang))); s != "" {
			others = with(others, l, s)
		}
	}
	return norm.NFC.String(pick(b.languages.Of(b.languages.Default()))), others
}

// described is said of a description.
func (b *builder) described(pick func(*locale.DiscordTexts) locale.Phrase) (base string, others map[string]string) {
	return b.said(func(t *locale.Texts) string { return describe(string(pick(&t.Discord))) })
}

// option is an argument with its names and descriptions. Its name is the one that
// comes back, whatever it is called in the default language.
func (b *builder) option(typ discordgo.ApplicationCommandOptionType, name string, pick func(*locale.DiscordOptions) locale.NamedText) api.CommandOption {
	o := api.CommandOption{Type: typ, Name: name}
	_, o.NameLocalizations = b.said(func(t *locale.Texts) string { return string(pick(&t.Discord.Options).Name) })
	o.Description, o.DescriptionLocalizations = b.described(func(d *locale.DiscordTexts) locale.Phrase { return pick(&d.Options).Description })
	return o
}

func (b *builder) choice(value string, pick func(*locale.Texts) string) api.CommandChoice {
	c := api.CommandChoice{Value: value}
	c.Name, c.NameLocalizations = b.said(pick)
	return c
}

// chosen is a choice of Discord's own texts.
func (b *builder) chosen(value string, pick func(*locale.DiscordChoices) locale.Phrase) api.CommandChoice {
	return b.choice(value, func(t *locale.Texts) string { return string(pick(&t.Discord.Choices)) })
}

// inLanguage is the choice of a language, by its name in each.
func (b *builder) inLanguage(l *locale.Language) api.CommandChoice {
	return b.choice(string(l.Tag), func(t *locale.Texts) string { return alone(b.languages.NameIn(l.Tag, t.Language)) })
}

// alone is what stands inside a sentence as it stands by itself.
func alone(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
