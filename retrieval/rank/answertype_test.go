package rank

import (
	"os"
	"testing"

	"articlebot/retrieval/text"
	"articlebot/retrieval/text/languages"
)

func TestWhatAQuestionWants(t *testing.T) {
	third, err := languages.Read(os.DirFS("../text/languages"), "testdata")
	if err != nil {
		t.Fatal(err)
	}
	all := newAnswerWords(append(third, languages.Builtin()...))
	for question, want := range map[string]struct {
		language text.Language
		want     answerType
	}{
		"How many boats came?":          {text.English, number},
		"Who said when it opens?":       {text.English, date}, // a date before a person
		"ai xây cầu":                    {text.Vietnamese, person},
		"Who built the bridge":          {text.Undetermined, person},
		"Kwen brula lo ponto?":          {"qaa", date},
		"Kwa multa domo brula?":         {"qaa", number},
		"Is the bridge open?":           {text.English, anything},
		"An ai program, or who?":        {text.English, person},
		"Cầu who này được xây khi nào?": {text.Vietnamese, date},
	} {
		if got := all.expected(text.Tokens(question, want.language), want.language); got != want.want {
			t.Errorf("%q: %v, want %v", question, got, want.want)
		}
	}
}

func TestEveryAskerWantsAKnownType(t *testing.T) {
	for _, l := range languages.Builtin() {
		for _, a := range l.Answers.Askers {
			if wants[a.Want] == anything {
				t.Errorf("%s: %q wants %q, which no answer has", l.Tag, a.Phrases, a.Want)
			}
		}
	}
}
