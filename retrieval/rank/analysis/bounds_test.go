package analysis

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"articlebot/retrieval/text"
)

// small is an index, how much it has, and the bounds that are just enough for that.
func small() (b *Builder, has amounts, enough Bounds) {
	b = NewBuilder(nil)
	b.Add(Document{Text: "Rice is dear, and rice is short.", Title: "Rice and fish", Language: text.English})
	has = amounts{len(b.c.Rows), len(b.c.Tokens), len(b.c.titleWords), len(b.c.Surfaces)}
	return b, has, Bounds{Passages: uint64(has.passages), Words: uint64(has.words), Surfaces: uint64(has.surfaces)}
}

func TestABoundIsNamedBeforeNumbersRunOut(t *testing.T) {
	b, has, enough := small()
	twice := b.c
	b2 := NewBuilder(nil)
	for range 2 {
		b2.Take(twice, 0, 0)
	}
	for what, c := range map[string]struct {
		has  amounts
		most Bounds
	}{
		"": {has, enough},
		fmt.Sprint("more than ", enough.Words-1, " words in passages"): {has, Bounds{enough.Passages, enough.Words - 1, enough.Surfaces}},
		"words in titles":              {amounts{1, 1, 2, 1}, Bounds{1, 1, 1}},
		"different words":              {has, Bounds{enough.Passages, enough.Words, enough.Surfaces - 1}},
		"1 passages":                   {amounts{2, 1, 1, 1}, Bounds{1, 1, 1}},
		"2147483647 passages":          {amounts{passages: math.MaxInt32 + 1}, Bounds{}},
		"4294967295 words in passages": {amounts{words: math.MaxUint32 + 1}, Bounds{}},
		"4294967295 words in titles":   {amounts{titleWords: math.MaxUint32 + 1}, Bounds{}},
		"134217728 different words":    {amounts{surfaces: 1<<27 + 1}, Bounds{}},
	} {
		names(t, c.has.within(c.most), what)
	}
	names(t, b.Full(Bounds{}), "")
	names(t, b.Full(enough), "")
	names(t, b2.Full(Bounds{Passages: 1}), "1 passages")
}

// names tells that an error names a bound; "": there is none.
func names(t *testing.T, err error, bound string) {
	t.Helper()
	if bound == "" && err != nil || bound != "" && (!errors.Is(err, ErrFull) || !strings.Contains(err.Error(), bound)) {
		t.Errorf("the bound %q is told as: %v", bound, err)
	}
}

// TestABoundIsNamedBeforeAnIndexIsRead reads indexes back within less than they have.
func TestABoundIsNamedBeforeAnIndexIsRead(t *testing.T) {
	b, has, enough := small()
	var file, lexicon bytes.Buffer
	c := b.Build(func() {})
	if err := errors.Join(c.Encode(&file, func() {}), EncodeLexicon(&lexicon, c.Lexicon)); err != nil {
		t.Fatal(err)
	}
	for bound, most := range map[string]Bounds{
		"":                  enough,
		"words in passages": {enough.Passages, enough.Words - 1, enough.Surfaces},
		"different words":   {enough.Passages, enough.Words, enough.Surfaces - 1},
	} {
		_, err := decode(bytes.NewReader(file.Bytes()), most)
		names(t, err, bound)
		_, err = decodeLexicon(bytes.NewReader(lexicon.Bytes()), most)
		if bound == "words in passages" { // a lexicon has none
			bound = ""
		}
		names(t, err, bound)
	}
	// What a file says that follows is checked before any of it is read.
	s := c.store()
	for bound, lengths := range map[string][listCount]int{
		"more than 2147483647 passages":          {listDocs: docFields * (math.MaxInt32 + 1)},
		"more than 4294967295 words in passages": {listTokens: math.MaxUint32 + 1},
		"more than 4294967295 words in titles":   {listTitleWords: math.MaxUint32 + 1},
	} {
		s.Lengths = lengths
		names(t, s.amounts().within(Bounds{}), bound)
	}
	s.Lengths = [listCount]int{listTokens: has.words, listDocs: docFields * has.passages, listTitleWords: has.titleWords}
	if got := s.amounts(); got != has {
		t.Errorf("%+v are read as %+v", has, got)
	}
}
