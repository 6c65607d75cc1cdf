package restore

import (
	"articlebot/retrieval/text/vietnamese"
	"math"
	"unicode/utf8"

	"articlebot/retrieval/text"
)

// habits tell how a question is typed, which is what a change of a word has to
// overcome: who types tones types them everywhere.
const costPower = 2.0

type habits struct {
	// addTone, addHat and addStroke are what it costs to add a tone; a hat, horn
	// or breve; the stroke of đ: as logarithms of a likelihood.
	addTone, addHat, addStroke float64
	// keys tells whether the question has keys of a typing method left over.
	keys bool
}

// Costs of changes, as logarithms of a likelihood.
const (
	noHabit     = 0.0 // nothing of the kind is typed in the question
	habitCost   = 9.0 // all of it is typed; in between by its share
	swapTone    = 4.0 // hook for tilde and the other way: they sound alike
	otherTone   = 6.0
	otherICost  = 2.0 // both are taught
	dropTone    = 9.0
	otherLetter = 9.0
	keysCost    = 1.0
	shortCost   = 1.0
	rarerShort  = 3.0 // for each commoner meaning of a short form
	soundCost   = 2.0
)

// Shares of the syllables of running text that have a tone, a hat, or begin
// with a d that has its stroke.
const (
	tonesUsual   = 0.6
	hatsUsual    = 0.45
	strokesUsual = 0.8
)

func habitsOf(words []word) habits {
	var n, tones, hats, d, strokes float64
	h := habits{}
	for i := range words {
		w := &words[i]
		low := w.low
		if read, ok := sureKeys(low); ok {
			h.keys, low = true, read
		}
		if low == "" || !vietnamese.IsPlainSyllable(vietnamese.Plain(low)) {
			continue
		}
		n++
		untoned, tone := vietnamese.Untoned(low)
		tones += share(tone != vietnamese.Level)
		hats += share(vietnamese.Marked(untoned) && untoned != "đ"+vietnamese.Plain(untoned)[1:])
		d += share(low[0] == 'd')
		strokes += share(untoned[0] != 'd' && vietnamese.Plain(untoned)[0] == 'd')
	}
	h.addTone = cost(tones, n*tonesUsual)
	h.addHat = cost(hats, n*hatsUsual)
	h.addStroke = min(cost(strokes, (d+strokes)*strokesUsual), max(h.addTone, h.addHat))
	return h
}

func share(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// cost grows with the share of what is usual that was typed.
func cost(typed, usual float64) float64 {
	if typed == 0 {
		return noHabit
	}
	return noHabit + (habitCost-noHabit)*math.Pow(min(1, typed/usual), costPower)
}

// change is what it costs to read the word typed as form, of the same plain
// letters.
func (h *habits) change(typed, form string) float64 {
	var hat, stroke, marked bool
	sum := 0.0
	toneTyped, toneForm := vietnamese.Level, vietnamese.Level
	for typed != "" && form != "" {
		r, sizeR := utf8.DecodeRuneInString(typed)
		with, sizeW := utf8.DecodeRuneInString(form)
		typed, form = typed[sizeR:], form[sizeW:]
		a, b := vietnamese.Apart(r), vietnamese.Apart(with)
		toneTyped, toneForm = max(toneTyped, a.Tone), max(toneForm, b.Tone)
		marked = marked || r != a.Plain
		switch {
		case a.Untoned == b.Untoned:
		case a.Untoned == 'd':
			stroke = true
		case a.Untoned == a.Plain:
			hat = true
		default:
			sum += otherLetter
		}
	}
	sum += h.tone(toneTyped, toneForm)
	if !marked { // nothing of the word's accents was typed
		return max(sum, share(hat)*h.addHat, share(stroke)*h.addStroke)
	}
	return sum + share(hat)*h.addHat + share(stroke)*h.addStroke
}

func (h *habits) tone(typed, form vietnamese.Tone) float64 {
	switch {
	case typed == form:
		return 0
	case typed == vietnamese.Level:
		return h.addTone
	case form == vietnamese.Level:
		return dropTone
	case typed == vietnamese.Hook && form == vietnamese.Tilde, typed == vietnamese.Tilde && form == vietnamese.Hook:
		return swapTone
	}
	return otherTone
}

// sureKeys reads a word that can be nothing but keys of a typing method left
// over: no syllable as it stands, one with accents once it is decoded.
func sureKeys(low string) (string, bool) {
	if len(low) < leastKeys || vietnamese.IsPlainSyllable(low) || vietnamese.Marked(low) {
		return "", false
	}
	if read, ok := vietnamese.VNI(low); ok {
		return read, true
	}
	if read, ok := vietnamese.Telex(low); ok && !text.IsEnglishWord(low) {
		return read, true
	}
	return "", false
}

// leastKeys is the length of a word that surely is keys: "as" and "or" are
// English.
const leastKeys = 3
