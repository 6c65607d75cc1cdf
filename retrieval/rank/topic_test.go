package rank_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"articlebot/retrieval/rank"
	"articlebot/retrieval/text"
)

// sentenceValues are the values of a signal for the sentences of a passage.
func sentenceValues(t *testing.T, passage, question, signal string) []float64 {
	t.Helper()
	c := collect(text.English, passage, "Something else entirely stands here.")
	q := c.Analyse(question, text.Detect(question))
	at := slices.Index(rank.SentenceNames(false), signal)
	var out []float64
	for _, r := range rank.Rank(c, q, []int{0}, nil, words) {
		values, _ := rank.SentenceSignals(c, q, r, passage)
		for _, v := range values {
			out = append(out, v[at])
		}
	}
	return out
}

// TestSentencesAreReadAfterThoseBefore has a passage that names its topic and
// goes on about it: the second sentence adds a word, the third repeats it.
func TestSentencesAreReadAfterThoseBefore(t *testing.T) {
	const passage = "Heavy landslides reached Mount Pon. They cleared channels there. The channels were wide."
	const question = "landslides pon channels"
	added := sentenceValues(t, passage, question, "added")
	if len(added) != 3 || added[0] <= 0 || added[1] <= 0 || added[2] != 0 {
		t.Errorf("added %v: want something in the first two sentences only", added)
	}
	joined := sentenceValues(t, passage, question, "joined")
	if joined[1] != 1 || joined[0] >= 1 || joined[2] >= 1 {
		t.Errorf("joined %v: want all words in the second sentence with the first, and nowhere else", joined)
	}
	told := sentenceValues(t, passage, question, "told")
	if told[0] != 0 || told[1] <= 0 || told[2] < told[1] {
		t.Errorf("told %v: want nothing before the first sentence, and no less later", told)
	}
}

func TestANumberBesideWhatIsCountedCounts(t *testing.T) {
	const passage = "In all 926 files came. The files of 2025 are older. Files were resolved by 12 quick officials."
	got := sentenceValues(t, passage, "how many files", "counted")
	if len(got) != 3 || got[0] != 1 || got[1] <= 0 || got[1] >= 1 || got[2] != 0 {
		t.Errorf("counted %v: want 1 beside it, less two words off, and 0 beyond its reach", got)
	}
	if got := sentenceValues(t, passage, "who has files", "counted"); got[0] != 0 {
		t.Errorf("counted %v for a question that wants no number", got)
	}
}

// TestSignalsAcrossLanguagesAreForThoseAlone holds them at 0 where question and
// passage are of one language.
func TestSignalsAcrossLanguagesAreForThoseAlone(t *testing.T) {
	const passage = "Nà Hỳ received files. Mường Pồn was hit."
	if got := sentenceValues(t, passage, "what hit Muong Pon", "match_foreign"); got[0] != 0 || got[1] != 0 {
		t.Errorf("match_foreign %v for a question in the passage's language", got)
	}
	if got := sentenceValues(t, passage, "xã Mường Pồn bị gì", "match_foreign"); got[1] <= 0 {
		t.Errorf("match_foreign %v for a question in another language", got)
	}
}

// TestAModelFromBeforeASentenceSignalIsRead has one without the signals that came
// last, which weigh nothing then, and one without an older one.
func TestAModelFromBeforeASentenceSignalIsRead(t *testing.T) {
	m := words.Words
	older := make(map[string]float64)
	for n, w := range m.Sentence {
		if n != "added" && !strings.HasSuffix(n, "_foreign") {
			older[n] = w
		}
	}
	m.Sentence = older
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	got, err := rank.ParseModel(data)
	if err != nil {
		t.Fatal(err)
	}
	if w, ok := got.Sentence["added"]; !ok || w != 0 {
		t.Errorf("the signal that it lacks weighs %v", w)
	}
	delete(m.Sentence, "match")
	if data, err = json.Marshal(m); err != nil {
		t.Fatal(err)
	}
	if _, err := rank.ParseModel(data); err == nil || !strings.Contains(err.Error(), "match") {
		t.Errorf("a model without a weight for match is read: %v", err)
	}
}
