package text

// HasForms tells whether a text has all of some words, by the same without accents, with their
// accents or without any.
func HasForms(t string, lang Language, wanted map[string]string) bool {
	found := make(map[string]bool)
	for _, tok := range Tokens(t, lang) {
		if tok.Accented == wanted[tok.Folded] || tok.Accented == tok.Folded {
			found[tok.Folded] = true
		}
	}
	for folded := range wanted {
		if !found[folded] {
			return false
		}
	}
	return true
}

// FormsOf are the words of a topic, with accents, as they stand side by side in a text:
// of as many of them as do, two at least where it has two.
func FormsOf(topic, t string, lang Language) map[string]string {
	var asked []Token
	for _, tok := range QueryTokens(topic, lang) {
		if !tok.Stop {
			asked = append(asked, tok)
		}
	}
	there := Tokens(t, lang)
	for n := len(asked); n > 0 && n >= min(2, len(asked)); n-- {
		for first := range len(asked) - n + 1 {
			for from := range len(there) - n + 1 {
				if wanted, ok := formsIn(there[from:from+n], asked[first:first+n]); ok {
					return wanted
				}
			}
		}
	}
	return nil
}

// formsIn are the words of a run that have accents, if it is what was asked: with the
// accents that were typed.
func formsIn(run, asked []Token) (map[string]string, bool) {
	wanted := make(map[string]string)
	for i, tok := range run {
		if tok.Folded != asked[i].Folded || asked[i].Accented != asked[i].Folded && asked[i].Accented != tok.Accented {
			return nil, false
		}
		if tok.Accented != tok.Folded {
			wanted[tok.Folded] = tok.Accented
		}
	}
	return wanted, true
}
