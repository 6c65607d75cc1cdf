package text

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"sync"
)

// englishList is described in data/README.md.
//
//go:embed data/english.txt.gz
var englishList []byte

// IsEnglishWord tells whether a folded word is a common English word in any of
// its forms. The list is unpacked at the first call.
func IsEnglishWord(folded string) bool { return englishWords()[folded] }

var englishWords = sync.OnceValue(func() map[string]bool {
	words := make(map[string]bool, 50_000)
	unpacked, err := gzip.NewReader(bytes.NewReader(englishList))
	if err != nil {
		panic("text: the embedded word list is broken: " + err.Error())
	}
	for lines := bufio.NewScanner(unpacked); lines.Scan(); {
		words[lines.Text()] = true
	}
	return words
})
