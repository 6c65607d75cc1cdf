package engine_test

import (
	"fmt"
	"strings"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// TestAQuestionIsReadInTheLightOfTheArticleShownLast asks two articles that have
// the same to say of different events, and one that speaks of neither.
func TestAQuestionIsReadInTheLightOfTheArticleShownLast(t *testing.T) {
	one := func(id, title, body string) retrieval.Article {
		return retrieval.Article{ID: retrieval.ArticleID(id), Title: title, Language: text.English,
			Passages: []retrieval.Passage{{Kind: retrieval.Body, Text: body}}}
	}
	n := &newsroom{}
	n.publish(append(village(),
		one("flood", "Flood in Nam Pồ", "The flood in Nam Pồ came at night. Seven people died and twelve were injured, the district said."),
		one("fire", "Fire in Mường Chà", "The fire in Mường Chà broke out at noon. Three people died and five were injured, the police said."),
	)...)
	e := place{}.open(t, n)
	t.Cleanup(func() { must(t, e.Close()) })
	ask := func(question string, shown retrieval.ArticleID) retrieval.Answer {
		t.Helper()
		a, err := e.Ask(t.Context(), retrieval.Question{Text: question, Shown: shown})
		must(t, err)
		if len(a.Hits) == 0 {
			t.Fatalf("%q after %q finds nothing", question, shown)
		}
		return a
	}
	const open = "how many people died"
	alone := ask(open, "")
	leaned := 0
	for _, shown := range []retrieval.ArticleID{"flood", "fire"} {
		a := ask(open, shown)
		if a.Hits[0].Article.ID != shown {
			t.Errorf("%q after %q shows %q", open, shown, a.Hits[0].Article.ID)
		}
		if a.Leaned != (shown != alone.Hits[0].Article.ID) {
			t.Errorf("%q after %q: leaned %v, and %q is first without it", open, shown, a.Leaned, alone.Hits[0].Article.ID)
		}
		if a.Leaned {
			leaned++
		}
	}
	if leaned != 1 {
		t.Errorf("%d of two readings lean on what was shown", leaned)
	}
	for _, listed := range [][]retrieval.ArticleID{{"coffee", "flood"}, {"fire", "school"}} {
		a, err := e.Ask(t.Context(), retrieval.Question{Text: open, Listed: listed, Shown: "gone"})
		must(t, err)
		if id := a.Hits[0].Article.ID; id != "flood" && id != "fire" || id != listed[0] && id != listed[1] {
			t.Errorf("%q after a list of %q shows %q", open, listed, id)
		}
	}
	for _, c := range []struct {
		question    string
		shown, want retrieval.ArticleID
	}{
		{"how many people died in the fire in Mường Chà", "flood", "fire"},
		{"how many hectares of coffee does the commune plan to plant", "fire", "coffee"},
		{open, "gone", alone.Hits[0].Article.ID},
		{open, "school", alone.Hits[0].Article.ID},
	} {
		a, without := ask(c.question, c.shown), ask(c.question, "")
		if a.Hits[0].Article.ID != c.want || a.Leaned || a.Outcome != without.Outcome {
			t.Errorf("%q after %q shows %q, leaned %v, %s; without %s", c.question, c.shown, a.Hits[0].Article.ID, a.Leaned, a.Outcome, without.Outcome)
		}
	}
}

// TestAnOpenQuestionIsAskedOfTheArticleShownLast has other articles answer better what
// fits any article, and one that a name is asked of.
func TestAnOpenQuestionIsAskedOfTheArticleShownLast(t *testing.T) {
	one := func(id, title, body string) retrieval.Article {
		return retrieval.Article{ID: retrieval.ArticleID(id), Title: title, Language: text.English,
			Passages: []retrieval.Passage{{Kind: retrieval.Body, Text: body}}}
	}
	list := append(village(),
		one("painting", "The worth of a painting", "The painting was worth two million, they said. Its worth has doubled since."),
		one("barn", "Barn burns in Harrow", "The barn of Harrow burnt down on Friday. The hay in the barn had been worth nine hundred."),
		one("boats", "Boats of Port Said", "The harbour of Port Said sold its boats. Anna Lind bought them."),
	)
	for i := range 60 { // what is rare among few articles says nothing
		list = append(list, one(fmt.Sprint("day", i), fmt.Sprint("Day ", i), fmt.Sprintf("On day %d the weather was fine and the shop was open. It was worth a visit, they said.", i)))
	}
	n := &newsroom{}
	n.publish(list...)
	e := place{}.open(t, n)
	t.Cleanup(func() { must(t, e.Close()) })
	for _, c := range []struct {
		question string
		points   bool
		shown    retrieval.ArticleID
		want     retrieval.ArticleID
	}{
		{"how much was it worth", true, "", "painting"},
		{"how much was it worth", true, "barn", "barn"},
		{"how much was it worth", false, "barn", "barn"},
		{"how much was the painting worth", false, "barn", "painting"},
		{"what did Anna Lind buy", false, "barn", "boats"},
	} {
		a, err := e.Ask(t.Context(), retrieval.Question{Text: c.question, Shown: c.shown, Points: c.points})
		must(t, err)
		if len(a.Hits) == 0 || a.Hits[0].Article.ID != c.want {
			t.Errorf("%q after %q shows %+v, want %q", c.question, c.shown, a.Hits, c.want)
		}
		if a.Leaned && a.Outcome == retrieval.Answered {
			t.Errorf("%q after %q is sure of what another article answers better", c.question, c.shown)
		}
	}
}

// TestWhatIsInvisibleIsNotRead asks with what people copy from pages: zero-width
// spaces, soft hyphens, marks of direction.
func TestWhatIsInvisibleIsNotRead(t *testing.T) {
	n := &newsroom{}
	n.publish(village()...)
	e := place{}.open(t, n)
	t.Cleanup(func() { must(t, e.Close()) })
	ask := func(question string) retrieval.Answer {
		t.Helper()
		a, err := e.Ask(t.Context(), retrieval.Question{Text: question})
		must(t, err)
		return a
	}
	const question = "how many hectares of coffee are grown"
	var hidden strings.Builder
	for i, r := range "\u202b" + question + "\u202c" {
		hidden.WriteRune(r)
		hidden.WriteString([]string{"", "", "\u200b", "\u00ad"}[i%4])
	}
	want, got := ask(question), ask(hidden.String())
	if got.Outcome != want.Outcome || got.Confidence != want.Confidence || want.Outcome == retrieval.None {
		t.Errorf("%s with %.2f, want %s with %.2f", got.Outcome, got.Confidence, want.Outcome, want.Confidence)
	}
}
