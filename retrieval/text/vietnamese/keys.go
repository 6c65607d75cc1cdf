package vietnamese

import "strings"

// Telex returns the syllable that the keys of the Telex method write, and
// whether they write one that has accents: "dduwowngf" and "duongdfw" are
// "đường". Keys may stand anywhere after the letter they change.
func Telex(keys string) (string, bool) {
	var w typing
	for _, key := range keys {
		switch {
		case w.vowel && strings.ContainsRune("sfrxj", key):
			w.setTone(Tone(1 + strings.IndexRune("sfrxj", key)))
		case key == 'w':
			if !w.horn() {
				return "", false
			}
		case key == 'd' && w.stroke(), strings.ContainsRune("aeo", key) && w.hat(key):
		case key >= 'a' && key <= 'z':
			w.letter(key)
		default:
			return "", false
		}
	}
	return w.syllable()
}

// VNI returns the syllable that the keys of the VNI method write, digits after
// the letters they change, and whether they write one that has accents:
// "d9u7o7ng2" is "đường".
func VNI(keys string) (string, bool) {
	var w typing
	for _, key := range keys {
		ok := true
		switch {
		case key >= '1' && key <= '5':
			w.setTone(Tone(key - '0'))
		case key == '6':
			ok = w.hat('a') || w.hat('e') || w.hat('o')
		case key == '7', key == '8':
			ok = w.horn()
		case key == '9':
			ok = w.stroke()
		case key >= 'a' && key <= 'z':
			w.letter(key)
		default:
			ok = false
		}
		if !ok {
			return "", false
		}
	}
	return w.syllable()
}

// typing is a syllable while it is typed.
type typing struct {
	letters []rune
	tone    Tone
	tones   int // how many were typed
	vowel   bool
}

func (w *typing) letter(r rune) {
	w.letters = append(w.letters, r)
	w.vowel = w.vowel || isVowel(r)
}

func (w *typing) setTone(t Tone) {
	w.tone = t
	w.tones++
}

// syllable is what was typed, if that is a syllable with accents and a tone was
// typed once at most. A horn on u before o is one on both.
func (w *typing) syllable() (string, bool) {
	s := WithTone(strings.Replace(string(w.letters), "ưo", "ươ", 1), w.tone)
	return s, w.tones <= 1 && Marked(s) && IsSyllable(s)
}

// replace changes the last letter that is old.
func (w *typing) replace(old, with rune) bool {
	for i := len(w.letters) - 1; i >= 0; i-- {
		if w.letters[i] == old {
			w.letters[i] = with
			return true
		}
	}
	return false
}

func (w *typing) hat(r rune) bool {
	return w.replace(r, map[rune]rune{'a': 'â', 'e': 'ê', 'o': 'ô'}[r])
}

func (w *typing) stroke() bool {
	if len(w.letters) == 0 || w.letters[0] != 'd' {
		return false
	}
	w.letters[0] = 'đ'
	return true
}

// horn changes u and o together where they stand together, else the last of
// them, else an a to one with a breve. After a consonant alone the key is an ư
// itself.
func (w *typing) horn() bool {
	s := string(w.letters)
	switch {
	case strings.Contains(s, "ươ"):
		return false
	case strings.Contains(s, "uo"), strings.Contains(s, "ưo"), strings.Contains(s, "uơ"):
		s = strings.NewReplacer("uo", "ươ", "ưo", "ươ", "uơ", "ươ").Replace(s)
		w.letters = []rune(s)
		return true
	}
	if w.replace('o', 'ơ') || w.replace('a', 'ă') || w.replace('u', 'ư') {
		return true
	}
	if len(w.letters) == 0 || w.vowel {
		return false
	}
	w.letter('ư')
	return true
}
