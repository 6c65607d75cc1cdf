package commands_test

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/bot"
	"articlebot/bot/discord/commands"
	"articlebot/bot/locale"
	"articlebot/bot/locale/localetest"
	"articlebot/retrieval/text"
)

// talk is a conversation of which only the commands are known.
type talk struct{ bot.Conversation }

func (talk) Commands(lang string) []bot.CommandInfo { return localetest.Commands(lang) }

// TestEnglishNamesAreThoseThatComeBack holds that the file of English calls
// arguments what the code knows them by, and that none is there for nothing.
func TestEnglishNamesAreThoseThatComeBack(t *testing.T) {
	registered := map[string]bool{}
	for _, c := range append(commands.Global(talk{}, nil, 100), commands.Home(talk{}, nil)...) {
		for _, o := range c.Options {
			registered[o.Name] = true
		}
	}
	var written []string
	options := reflect.ValueOf(locale.Of(text.English).Discord.Options)
	for i := range options.NumField() {
		if named, ok := options.Field(i).Interface().(locale.NamedText); ok {
			written = append(written, string(named.Name))
		}
	}
	slices.Sort(written)
	if d := cmp.Diff(slices.Sorted(maps.Keys(registered)), written); d != "" {
		t.Error(d)
	}
}

// TestALanguageIsRegisteredForEachOfItsLocales counts those of Discord.
func TestALanguageIsRegisteredForEachOfItsLocales(t *testing.T) {
	spanish := *locale.Builtin().All()[0]
	spanish.Tag, spanish.Texts.Language, spanish.OtherTags = "es", "es", locale.List{"pt"}
	for _, c := range commands.Home(talk{}, locale.Builtin().With(&spanish)) {
		got := slices.Sorted(maps.Keys(c.DescriptionLocalizations))
		if d := cmp.Diff([]string{"es-419", "es-ES", "pt-BR", "vi"}, got); d != "" {
			t.Errorf("%s: %s", c.Name, d)
		}
	}
}
