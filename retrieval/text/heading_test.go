package text_test

import (
	"testing"

	"articlebot/retrieval/text"
)

func TestHeadingsOfPassages(t *testing.T) {
	for passage, want := range map[string][]bool{
		"How many were hurt?\n\nSeven people were hurt. They are well.": {true, false, false},
		"Results\n\nThe club won.\n\nWhat next?":                        {true, false, false},
		"“Who goes there?” he asked.\n\nNobody spoke.":                  {false, false},
		"The mayor spoke. Was he right?\n\nMany think so.":              {false, false, false},
		"North | 48.1%\n\nSouth | 51.2%":                                {false, false},
		"• at noon\n\nat six":                                           {false, false},
		"Thời tiết ngày mai\n\nMưa lớn ở miền núi.":                     {true, false},
	} {
		sentences := text.Sentences(passage)
		if len(sentences) != len(want) {
			t.Errorf("%q: sentences %v", passage, sentences)
			continue
		}
		for i, s := range sentences {
			if got := text.Heads(passage, s); got != want[i] {
				t.Errorf("%q heads: %v, want %v", passage[s[0]:s[1]], got, want[i])
			}
		}
	}
}
