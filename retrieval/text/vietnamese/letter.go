package vietnamese

import "strings"

// Tone is the tone of a syllable.
type Tone uint8

// The tones, in the order in which VNI numbers them.
const (
	Level Tone = iota
	Acute
	Grave
	Hook
	Tilde
	Dot
)

// vowels lists each vowel with its six tones, in the order of Tone.
const vowels = "aáàảãạ ăắằẳẵặ âấầẩẫậ eéèẻẽẹ êếềểễệ iíìỉĩị oóòỏõọ ôốồổỗộ ơớờởỡợ uúùủũụ ưứừửữự yýỳỷỹỵ"

// toned is a vowel without its tone, and the tone.
type toned struct {
	vowel rune
	tone  Tone
}

var (
	vowelOf = make(map[rune]toned) // of each letter of vowels
	withOf  = make(map[toned]rune) // the way back
	plainOf = map[rune]rune{'ă': 'a', 'â': 'a', 'ê': 'e', 'ô': 'o', 'ơ': 'o', 'ư': 'u', 'đ': 'd'}
	_       = fillLetters()
)

func fillLetters() bool {
	for _, group := range strings.Fields(vowels) {
		var vowel rune
		tone := Level
		for _, r := range group {
			if tone == Level {
				vowel = r
			}
			vowelOf[r], withOf[toned{vowel, tone}] = toned{vowel, tone}, r
			tone++
		}
	}
	return true
}

// Untoned takes the tone from a word: "tiếng" is "tiêng" with Acute. Of several
// tones the last counts.
func Untoned(word string) (string, Tone) {
	tone := Level
	untoned := strings.Map(func(r rune) rune {
		t, ok := vowelOf[r]
		if !ok {
			return r
		}
		if t.tone != Level {
			tone = t.tone
		}
		return t.vowel
	}, word)
	return untoned, tone
}

// Plain takes tone, hat, horn, breve and stroke from a word: "đường" is
// "duong".
func Plain(word string) string {
	return strings.Map(func(r rune) rune {
		if t, ok := vowelOf[r]; ok {
			r = t.vowel
		}
		if p, ok := plainOf[r]; ok {
			return p
		}
		return r
	}, word)
}

// Marked tells whether a word has a letter that only accents make.
func Marked(word string) bool { return Plain(word) != word }

// WithTone puts a tone on an untoned syllable; the syllable itself where it has
// no vowel.
func WithTone(untoned string, tone Tone) string {
	if tone == Level {
		return untoned
	}
	letters := []rune(untoned)
	at := toneAt(letters)
	if at < 0 {
		return untoned
	}
	letters[at] = withOf[toned{letters[at], tone}]
	return string(letters)
}

// toneAt is the letter that carries the tone: the last with a hat, horn or
// breve; else of two or three vowels the middle one, or the first where nothing
// follows. The u of "qu" and the i of "gi" are no vowels before another.
func toneAt(letters []rune) int {
	first, last, marked := -1, -1, -1
	for i, r := range letters {
		if _, vowel := vowelOf[r]; !vowel {
			if last >= 0 {
				break
			}
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
		if _, ok := plainOf[r]; ok {
			marked = i
		}
	}
	if marked >= 0 || first < 0 {
		return marked
	}
	if glides(letters, first) && last > first {
		first++
	}
	switch {
	case last-first == 2:
		return first + 1
	case last-first == 1 && last < len(letters)-1:
		return last
	}
	return first
}

// glides tells whether the vowel at i belongs to the initial "qu" or "gi".
func glides(letters []rune, i int) bool {
	return i > 0 && (letters[i-1] == 'q' && letters[i] == 'u' || letters[i-1] == 'g' && letters[i] == 'i')
}
