package text

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"slices"
	"strings"
	"sync"
)

// englishList is described in data/README.md.
//
//go:embed data/english.txt.gz
var englishList []byte

// IsEnglishWord tells whether a folded word is a common English word in any of
// its forms. The list is unpacked at the first call.
func IsEnglishWord(folded string) bool {
	_, found := slices.BinarySearch(englishWords(), folded)
	return found
}

// englishWords is the list, sorted: slices of one text, quick to make.
var englishWords = sync.OnceValue(func() []string {
	unpacked, err := gzip.NewReader(bytes.NewReader(englishList))
	if err != nil {
		panic("text: the embedded word list is broken: " + err.Error())
	}
	list, err := io.ReadAll(unpacked)
	if err != nil {
		panic("text: the embedded word list is broken: " + err.Error())
	}
	return strings.Split(strings.TrimSuffix(string(list), "\n"), "\n")
})
