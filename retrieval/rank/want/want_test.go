package want

import (
	"os"
	"testing"

	"articlebot/retrieval/text"
	"articlebot/retrieval/text/languages"
)

func TestWhatAQuestionWants(t *testing.T) {
	third, err := languages.Read(os.DirFS("../../text/languages"), "testdata")
	if err != nil {
		t.Fatal(err)
	}
	all := newAnswerWords(append(third, languages.Builtin()...))
	for question, want := range map[string]struct {
		language text.Language
		want     Kind
	}{
		"How many boats came?":          {text.English, Number},
		"Who said when it opens?":       {text.English, Date}, // a date before a person
		"ai xây cầu":                    {text.Vietnamese, Person},
		"Who built the bridge":          {text.Undetermined, Person},
		"Kwen brula lo ponto?":          {"qaa", Date},
		"Kwa multa domo brula?":         {"qaa", Number},
		"Is the bridge open?":           {text.English, Anything},
		"An ai program, or who?":        {text.English, Person},
		"Cầu who này được xây khi nào?": {text.Vietnamese, Date},
	} {
		if got := all.Expected(text.Tokens(question, want.language), want.language); got != want.want {
			t.Errorf("%q: %v, want %v", question, got, want.want)
		}
	}
}

func TestEveryAskerWantsAKnownType(t *testing.T) {
	for _, l := range languages.Builtin() {
		for _, a := range l.Answers.Askers {
			if wants[a.Want] == Anything {
				t.Errorf("%s: %q wants %q, which no answer has", l.Tag, a.Phrases, a.Want)
			}
		}
	}
}
