package intent_test

import (
	"testing"

	"articlebot/bot/intent"
	"articlebot/bot/locale/localetest"
	"articlebot/retrieval/text"
)

func TestHowManyWordsAreFewIsTheLanguagesOwn(t *testing.T) {
	parser := intent.NewParser(localetest.Languages())
	for lang, most := range map[text.Language]int{text.English: 3, text.Vietnamese: 5, localetest.Zuzu: 4, text.Undetermined: 3} {
		said := "coffee"
		for n := 1; n <= 6; n++ {
			if got := parser.Query(said, lang).Few(); got != (n <= most) {
				t.Errorf("%q in %s: few is %v", said, lang, got)
			}
			said += " price"
		}
	}
}
