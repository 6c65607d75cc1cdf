package vietnamese

import "strings"

// initials are the consonants that a syllable begins with, the longest first,
// with "qu" and "gi"; "q" never stands alone.
var initials = strings.Fields("ngh ch gh gi kh ng nh ph qu th tr b c d đ g h k l m n p r s t v x")

// rimes are what follows: vowels and final consonants.
var rimes = set(`a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
	e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
	i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
	o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
	ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
	u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôp uôt uơ up ut
	uy uya uych uyên uyêt uynh uyp uyt uyu
	ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
	y yêm yên yêng yêt yêu`)

// quRimes follow "qu" only.
var quRimes = set("ych ynh yp yt yn")

// plainRimes are rimes without any accents.
var plainRimes = func() map[string]bool {
	plain := make(map[string]bool, len(rimes))
	for r := range rimes {
		plain[Plain(r)] = true
	}
	return plain
}()

func set(list string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// IsSyllable tells whether a word is spelt as a Vietnamese syllable is: an
// initial and a rime that go together, and a tone that the final allows. Not
// every one has a meaning.
func IsSyllable(word string) bool {
	untoned, tone := Untoned(word)
	if stopped(untoned) && tone != Acute && tone != Dot {
		return false
	}
	return spelt(untoned, rimes)
}

// IsPlainSyllable tells whether a word without accents could be a syllable once
// it has them.
func IsPlainSyllable(word string) bool { return spelt(word, plainRimes) }

func spelt(word string, rimes map[string]bool) bool {
	if rimes[word] {
		return true
	}
	for _, initial := range initials {
		rime, ok := strings.CutPrefix(word, initial)
		if ok && fits(initial, rime) && (rimes[rime] || initial == "qu" && quRimes[rime]) {
			return true
		}
	}
	return false
}

// stopped tells whether a syllable ends in a stop, which has two tones only.
func stopped(word string) bool {
	switch {
	case strings.HasSuffix(word, "c"), strings.HasSuffix(word, "p"), strings.HasSuffix(word, "t"), strings.HasSuffix(word, "ch"):
		return true
	}
	return false
}

// fits tells whether an initial is written before a rime: "k", "gh" and "ngh"
// before the front vowels, "c", "g" and "ng" before the others.
func fits(initial, rime string) bool {
	front := strings.HasPrefix(rime, "i") || strings.HasPrefix(rime, "e") || strings.HasPrefix(rime, "ê") || strings.HasPrefix(rime, "y")
	switch initial {
	case "k", "gh", "ngh":
		return front
	case "c", "ng":
		return !front
	case "g":
		return !front || rime[0] == 'i'
	}
	return true
}

// swapsI are the initials after which i and y at the end sound alike and are
// both written.
var swapsI = set("h k l m s t v qu")

// SwapI returns an open syllable with y for its i, or the other way, where both
// are written: "kỹ" and "kĩ".
func SwapI(word string) (string, bool) {
	letters := []rune(word)
	last := len(letters) - 1
	if last < 1 || !swapsI[string(letters[:last])] {
		return "", false
	}
	l := Apart(letters[last])
	switch l.Untoned {
	case 'i':
		letters[last] = withTone['y'][l.Tone]
	case 'y':
		letters[last] = withTone['i'][l.Tone]
	default:
		return "", false
	}
	return string(letters), true
}
