package restore

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"articlebot/retrieval/text"
	"articlebot/retrieval/text/vietnamese"
)

// candidate is one way to read a word: one or more syllables.
type candidate struct {
	syllables []syllable
	cost      float64
	how       How
	// score is that of the best way to read all words up to here, from the
	// candidate back of the word before.
	score float64
	back  int
}

// syllable is a form as the model and the collection know it.
type syllable struct {
	form  string
	model uint16 // its number there, or none
	// number and documents are the collection's, zero if it does not have it.
	number    uint32
	documents int
	alone     float64 // how likely it is anywhere, in the language
	share     float64 // and in the collection
}

// Bounds of the candidates of one word.
const (
	maxCandidates = 12
	// hopeless is the share of the likeliest's likelihood that a candidate must
	// have by itself: what stands beside it makes up for much.
	hopeless = 1e-6
)

// candidates are the ways to read a word, the word as typed first.
func (s *search) candidates(w *word) []candidate {
	list := make([]candidate, 0, maxCandidates)
	if w.low == "" {
		return append(list, candidate{syllables: s.keep(syllable{model: none, alone: unknownWord})})
	}
	entries := s.lexicon.Forms(w.plain)
	typed := s.syllable(w.low, entries)
	list = append(list, candidate{syllables: s.keep(typed)})
	known := typed.documents > 0
	list = s.accented(list, w.low, w.plain, entries) // of "dak" too: names of other peoples are no syllables
	if vietnamese.IsPlainSyllable(w.plain) {
		list = s.otherI(list, w)
	}
	if s.habits.keys && !(known && text.IsEnglishWord(w.low)) {
		list = s.decoded(list, w.low)
	}
	if lower := w.low == w.typed; lower || !known {
		list = s.short(list, w, known)
		if lower && !known && len(list) == 1 { // a capital is a name's
			list = s.slips(list, w)
		}
	}
	return s.prune(list)
}

// otherI adds the word with y for a final i, or the other way: "kĩ" is "kỹ".
func (s *search) otherI(list []candidate, w *word) []candidate {
	swapped, ok := vietnamese.SwapI(w.low)
	if !ok {
		return list
	}
	from := len(list)
	list = s.forms(list, swapped, Accents)
	for k := from; k < len(list); k++ {
		list[k].cost += otherICost
	}
	return list
}

// decoded adds what the keys of the typing methods write.
func (s *search) decoded(list []candidate, low string) []candidate {
	for _, decode := range []func(string) (string, bool){vietnamese.VNI, vietnamese.Telex} {
		if read, ok := decode(low); ok {
			list = append(list, s.read(read, keysCost, Keys))
		}
	}
	return list
}

// prune keeps the likeliest candidates, and the first.
func (s *search) prune(list []candidate) []candidate {
	best := 0.0
	for i := range list {
		c := &list[i]
		c.score = s.likely(&boundary, &c.syllables[0]) * math.Exp(-c.cost)
		best = max(best, c.score)
	}
	rest := slices.DeleteFunc(list[1:], func(c candidate) bool { return c.score < best*hopeless })
	slices.SortFunc(rest, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	return list[:1+min(len(rest), maxCandidates-1)]
}

// read is a candidate of the syllables of phrase.
func (s *search) read(phrase string, cost float64, how How) candidate {
	c := candidate{cost: cost, how: how}
	var syllables [maxPhrase]syllable
	n := 0
	for form := range strings.FieldsSeq(phrase) {
		syllables[n] = s.syllable(form, s.lexicon.Forms(vietnamese.Plain(form)))
		n++
	}
	c.syllables = s.keep(syllables[:n]...)
	return c
}

// maxPhrase is how many syllables a short form stands for at most.
const maxPhrase = 5

// keep returns a copy of syllables in room that all candidates share.
func (s *search) keep(syllables ...syllable) []syllable {
	from := len(s.room)
	s.room = append(s.room, syllables...)
	return s.room[from:len(s.room):len(s.room)]
}

// syllable looks a form up in the model and among the collection's.
func (s *search) syllable(form string, entries []Form) syllable {
	return s.entered(syllable{form: form, model: s.model.number(form)}, entries)
}

// entered fills in how likely a syllable is, here and in the collection.
func (s *search) entered(y syllable, entries []Form) syllable {
	y.alone = s.model.alone(y.model)
	for i := range entries {
		if e := &entries[i]; e.Text == y.form && e.Documents > y.documents {
			y.number, y.documents = e.Number, e.Documents
			y.share = float64(e.Documents) / float64(max(s.size, 1))
		}
	}
	return y
}

// accented adds the other forms of a word that model and collection have, but
// for the hopeless.
func (s *search) accented(list []candidate, low, plain string, entries []Form) []candidate {
	floor := s.likely(&boundary, &list[len(list)-1].syllables[0]) * hopeless
	add := func(y syllable) {
		score := s.likely(&boundary, &y)
		if score < floor {
			return
		}
		cost := s.habits.change(low, y.form)
		floor = max(floor, score*math.Exp(-cost)*hopeless)
		list = append(list, candidate{syllables: s.keep(y), cost: cost})
	}
	from, to := s.model.formsOf(plain)
	for id := from; id < to; id++ {
		if form := s.model.words[id]; form != low {
			add(s.entered(syllable{form: form, model: id}, entries))
		}
	}
	for i, e := range entries {
		again := slices.ContainsFunc(entries[:i], func(o Form) bool { return o.Text == e.Text })
		if e.Documents > 0 && e.Text != low && !again && s.model.number(e.Text) == none && vietnamese.Plain(e.Text) == plain {
			add(s.entered(syllable{form: e.Text, model: none}, entries))
		}
	}
	return list
}

// forms adds a syllable, and the other forms of it.
func (s *search) forms(list []candidate, low string, how How) []candidate {
	plain := vietnamese.Plain(low)
	entries := s.lexicon.Forms(plain)
	list = append(list, candidate{syllables: s.keep(s.syllable(low, entries)), how: how})
	return s.accented(list, low, plain, entries)
}

// short adds what a short form of chats stands for, and words written by
// sound.
func (s *search) short(list []candidate, w *word, known bool) []candidate {
	for place, phrase := range shortForms[w.low] {
		list = append(list, s.read(phrase, shortCost+float64(place)*rarerShort, Short))
	}
	if known || vietnamese.IsPlainSyllable(w.plain) {
		return list
	}
	for _, sound := range sounds {
		rest, ok := strings.CutPrefix(w.low, sound.typed)
		if !ok {
			continue
		}
		low, plain := sound.meant+rest, sound.meant+vietnamese.Plain(rest)
		if !vietnamese.IsPlainSyllable(plain) {
			continue
		}
		from := len(list)
		list = s.forms(list, low, Short)
		for k := from; k < len(list); k++ {
			list[k].cost += soundCost
			list[k].how = Short
		}
	}
	return list
}

// sounds are initials that chats write as they sound.
var sounds = []struct{ typed, meant string }{{"f", "ph"}, {"w", "qu"}, {"z", "d"}, {"z", "gi"}, {"z", "v"}, {"j", "gi"}}
