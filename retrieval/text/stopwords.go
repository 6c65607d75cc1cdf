package text

// functionWord tells whether a token of a text in lang carries no topic.
func (w *wordLists) functionWord(accented, folded string) bool {
	return w.function[w.form(accented, folded)]
}

// askingWord tells whether a token of a question only asks.
func (w *wordLists) askingWord(accented, folded string, accentsTyped bool) bool {
	if w.asking[w.form(accented, folded)] {
		return true
	}
	return w.accents && !accentsTyped && w.askingPlain[folded]
}

// socialWord tells whether token i greets, thanks or takes leave: a word that
// does so by itself, or one of a pair ("xin chào", "cảm ơn").
func (l *lists) socialWord(tokens []Token, i int) bool {
	if l.social[tokens[i].Folded] {
		return true
	}
	if i > 0 && l.socialPairs[tokens[i-1].Folded+" "+tokens[i].Folded] {
		return true
	}
	return i+1 < len(tokens) && l.socialPairs[tokens[i].Folded+" "+tokens[i+1].Folded]
}
