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

// Letter is a letter taken apart.
type Letter struct {
	Untoned rune // the letter without its tone: "ầ" is "â"
	Plain   rune // without hat, horn, breve and stroke either
	Tone    Tone
	Vowel   bool
}

// lastLetter is the last of Vietnamese in Unicode, "ỹ".
const lastLetter = 'ỹ'

// letters has each letter of vowels and the đ; all others are empty.
var letters = func() (table [lastLetter + 1]Letter) {
	plain := map[rune]rune{'ă': 'a', 'â': 'a', 'ê': 'e', 'ô': 'o', 'ơ': 'o', 'ư': 'u'}
	for _, group := range strings.Fields(vowels) {
		var untoned rune
		tone := Level
		for _, r := range group {
			if tone == Level {
				untoned = r
			}
			table[r] = Letter{Untoned: untoned, Plain: untoned, Tone: tone, Vowel: true}
			if p, ok := plain[untoned]; ok {
				table[r].Plain = p
			}
			tone++
		}
	}
	table['đ'] = Letter{Untoned: 'đ', Plain: 'd'}
	return table
}()

// withTone has the letter of each vowel and tone.
var withTone = func() map[rune][6]rune {
	with := make(map[rune][6]rune)
	for r, l := range letters {
		if l.Vowel {
			tones := with[l.Untoned]
			tones[l.Tone] = rune(r)
			with[l.Untoned] = tones
		}
	}
	return with
}()

// Apart takes a letter in lower case apart; one that is not of Vietnamese is
// plain.
func Apart(r rune) Letter {
	if r >= 0 && r <= lastLetter && letters[r].Plain != 0 {
		return letters[r]
	}
	return Letter{Untoned: r, Plain: r}
}

func isVowel(r rune) bool { return Apart(r).Vowel }

// Untoned takes the tone from a word: "tiếng" is "tiêng" with Acute. Of several
// tones the last counts.
func Untoned(word string) (string, Tone) {
	tone := Level
	untoned := strings.Map(func(r rune) rune {
		l := Apart(r)
		if l.Tone != Level {
			tone = l.Tone
		}
		return l.Untoned
	}, word)
	return untoned, tone
}

// Plain takes tone, hat, horn, breve and stroke from a word: "đường" is
// "duong".
func Plain(word string) string {
	return strings.Map(func(r rune) rune { return Apart(r).Plain }, word)
}

// Marked tells whether a word has a letter that only accents make.
func Marked(word string) bool {
	return strings.ContainsFunc(word, func(r rune) bool { return Apart(r).Plain != r })
}

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
	letters[at] = withTone[letters[at]][tone]
	return string(letters)
}

// toneAt is the letter that carries the tone: the last with a hat, horn or
// breve; else of two or three vowels the middle one, or the first where nothing
// follows. The u of "qu" and the i of "gi" are no vowels before another.
func toneAt(letters []rune) int {
	first, last, marked := -1, -1, -1
	for i, r := range letters {
		if !isVowel(r) {
			if last >= 0 {
				break
			}
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
		if Apart(r).Plain != r {
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
