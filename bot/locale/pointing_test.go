package locale_test

import (
	"testing"

	"articlebot/bot/locale"
	"articlebot/bot/locale/localetest"
)

func TestWhatOnlyPoints(t *testing.T) {
	for said, want := range map[string]bool{
		"please": true, "pls answer this": true, "hey bot, can you answer the question": true, "Can you answer her?": true, "is this TRUE??": true,
		"what’s this": false, "who?": false, "thanks": false, "hi": false, "": false, "👆": false, "answers about coffee": false, "this coffee": false,
		"trả lời giúp bạn ấy với ạ": true, "tra loi di": true, "đúng không bot": true, "đúng không hay là 5 tỷ": false, "ai trả lời": false,
		"cà phê thì sao": false,
	} {
		var builtIn *locale.Set
		if got := builtIn.OnlyPoints(said); got != want {
			t.Errorf("%q: %v", said, got)
		}
	}
	if !localetest.Languages().OnlyPoints("answerzu thiszu pleasezu") {
		t.Error("the words are not those of the set's languages")
	}
}
