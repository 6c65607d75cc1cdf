package text

import "strings"

// Syllable tells whether a folded word has the shape of a Vietnamese syllable:
// an optional initial, a vowel cluster, an optional final.
func Syllable(w string) bool {
	w = trimInitial(w)
	end := len(w)
	for _, f := range []string{"ng", "nh", "ch", "c", "m", "n", "p", "t"} {
		if strings.HasSuffix(w, f) && len(w) > len(f) {
			end = len(w) - len(f)
			break
		}
	}
	return nuclei[w[:end]]
}

func trimInitial(w string) string {
	for _, i := range []string{"ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "g", "h", "k",
		"l", "m", "n", "p", "r", "s", "t", "v", "x"} {
		if strings.HasPrefix(w, i) && len(w) > len(i) {
			return w[len(i):]
		}
	}
	return w
}

// nuclei are the vowel clusters of Vietnamese without accents.
var nuclei = words(`a e i o u y ai ao au ay eo eu ia ie ieu iu oa oai oao oay oe oeo oi oo ua uay uau uao ue ueu ui uo
	uoi uou uu uy uya uye uyu ye yeu uyt uenh`)
