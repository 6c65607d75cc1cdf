package text

import (
	"os"
	"strings"
	"testing"

	"articlebot/retrieval/text/languages"
)

// withThird are the built-in languages and one more, of a file alone.
func withThird(t *testing.T) *lists {
	t.Helper()
	third, err := languages.Read(os.DirFS("languages"), "testdata")
	if err != nil || len(third) != 1 {
		t.Fatalf("%d languages, %v; want the one of testdata", len(third), err)
	}
	return newLists(append(third, languages.Builtin()...))
}

func TestAFileMakesALanguageThatIsAnalysed(t *testing.T) {
	const question = "Salu, kwen ket lo ponto dela Varno brula duo domo?"
	l := withThird(t)
	if got := l.detect(question); got != "qaa" {
		t.Errorf("language %q, want qaa", got)
	}
	if got := Detect(question); got == "qaa" {
		t.Error("the program knows the language without its file")
	}
	var kept []string
	for _, tok := range l.queryTokens(question, "qaa") {
		if !tok.Stop {
			kept = append(kept, tok.Term)
		}
	}
	if got, want := strings.Join(kept, " "), "ponto varno brula 2 domo"; got != want {
		t.Errorf("searched for %q, want %q", got, want)
	}
}

func TestAFileTellsWhereSentencesEnd(t *testing.T) {
	const passage = "Snr. Varno vidis nr. 12. Lo ponto brula."
	if got := len(withThird(t).sentences(passage)); got != 2 {
		t.Errorf("%d sentences, want 2", got)
	}
	if got := len(Sentences(passage)); got != 4 {
		t.Errorf("%d sentences without the language's abbreviations, want 4", got)
	}
}

func TestAThirdLanguageChangesNoOther(t *testing.T) {
	l := withThird(t)
	for s, want := range map[string]Language{
		"When was the bridge of Mường Lay built?": English, "Cầu Mường Lay được xây khi nào?": Vietnamese, "cau muong lay xay khi nao": Vietnamese, "Mường Lay": Undetermined,
	} {
		if got := l.detect(s); got != want || Detect(s) != want {
			t.Errorf("%q: %q, and %q without the third; want %q", s, got, Detect(s), want)
		}
	}
}
