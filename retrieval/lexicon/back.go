package lexicon

import (
	"strings"
	"sync"

	"articlebot/retrieval/text"
)

// mostBack is how many Vietnamese expressions an English one keeps.
const mostBack = 4

// back has the Vietnamese expressions of each English one, by the stems of its
// words: those that mean it first of all before those that also do.
var back = sync.OnceValue(func() map[string]line {
	t := make(map[string]line)
	for _, file := range []struct {
		text string
		sure bool
	}{{press, true}, {cldr, false}} {
		for place := range mostBack {
			each(file.text, func(expression, meanings string) {
				list := strings.Split(meanings, "|")
				if place < len(list) {
					addBack(t, list[place], expression, file.sure)
				}
			})
		}
	}
	return t
})

func addBack(t map[string]line, english, expression string, sure bool) {
	key := stemsOf(english)
	l, known := t[key]
	switch {
	case key == "" || strings.Count(l.meanings, "|") >= mostBack-1:
	case !known:
		t[key] = line{expression, sure || english != strings.ToLower(english)}
	case !strings.Contains("|"+l.meanings+"|", "|"+expression+"|"):
		l.meanings += "|" + expression
		t[key] = l
	}
}

// stemsOf are the stems of the words of an English expression that carry topic.
func stemsOf(english string) string {
	var stems []string
	for _, t := range text.Tokens(english, text.English) {
		if !t.Stop {
			stems = append(stems, t.Term)
		}
	}
	return strings.Join(stems, " ")
}

// Vietnamese returns what an English expression, given by the stems of its
// words, may be in Vietnamese; nothing if that is not known.
func Vietnamese(stems string) Entry {
	l := back()[stems]
	if l.meanings == "" {
		return Entry{}
	}
	return Entry{strings.Split(l.meanings, "|"), l.sure}
}
