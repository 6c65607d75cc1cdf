package analysis

import (
	"errors"
	"strings"
	"testing"

	"articlebot/retrieval/text"
)

func TestABoundIsNamedBeforeNumbersRunOut(t *testing.T) {
	b := NewBuilder(nil)
	b.Add(Document{Text: "Rice is dear, and rice is short.", Title: "Rice and fish", Language: text.English})
	c := b.c
	enough := bounds{documents: 1, words: uint64(len(c.Tokens)), surfaces: uint64(len(c.Surfaces))}
	for what, less := range map[string]bounds{
		"":                  enough,
		"0 passages":        {0, enough.words, enough.surfaces},
		"words in passages": {1, enough.words - 1, enough.surfaces},
		"words in titles":   {1, uint64(len(c.titleWords)) - 1, enough.surfaces},
		"different words":   {1, enough.words, enough.surfaces - 1},
	} {
		err := c.within(less)
		if what == "" && err != nil || what != "" && !errors.Is(err, ErrFull) {
			t.Errorf("within %+v: %v", less, err)
		}
		// More words than fit in titles are more than fit in passages, too.
		if what != "" && what != "words in titles" && !strings.Contains(err.Error(), what) {
			t.Errorf("the bound of %s is told as: %v", what, err)
		}
	}
	if err := b.Full(); err != nil {
		t.Error(err)
	}
}
