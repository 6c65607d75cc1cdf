// Package localetest has a made-up language for tests: it is a file that none of
// the code knows, so whatever speaks it speaks any other.
package localetest

import (
	_ "embed"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// Zuzu is the tag of the language: its words end in "zu". Platforms know it by
// ZuzuTag.
const (
	Zuzu    = text.Language("qaa")
	ZuzuTag = "hu"
)

//go:embed qaa.yaml
var file []byte

// Languages are English, Vietnamese and the made-up one, whatever others the
// program has.
func Languages() *locale.Set {
	l, err := locale.Parse(file)
	if err != nil {
		panic(err)
	}
	set := locale.NewSet(locale.Builtin().All()[0])
	for _, other := range locale.Builtin().Others() {
		if other.Tag == text.Vietnamese {
			set = set.With(other)
		}
	}
	return set.With(l)
}

// Commands lists the commands of the bot in a language, as a conversation does.
func Commands(lang string) []bot.CommandInfo {
	words := Languages().OfTag(lang).Commands
	var list []bot.CommandInfo
	for _, c := range intent.Commands() {
		list = append(list, bot.CommandInfo{
			Name: c.Name, LocalName: words[c.Name].Name, Description: string(words[c.Name].Description), Arg: string(words[c.Name].Arg), Admin: c.Admin,
		})
	}
	return list
}
