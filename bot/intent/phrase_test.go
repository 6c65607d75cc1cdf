package intent

import "testing"

// TestPhrasesMeanOneThing looks for a phrase that two intents claim.
func TestPhrasesMeanOneThing(t *testing.T) {
	for key, entries := range builtin().phrases.index {
		for _, e := range entries[1:] {
			if e.is(entries[0].words) && e.intent.Kind != entries[0].intent.Kind {
				t.Errorf("%q means %s and %s", key, entries[0].intent.Kind, e.intent.Kind)
			}
		}
		if n := len(entries[0].words); n == 0 || n > maxPhraseWords {
			t.Errorf("phrase %q has %d words", key, n)
		}
	}
}
