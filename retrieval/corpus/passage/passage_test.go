package passage

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/draft"
)

// sentence is a paragraph of n words.
func sentence(name string, n int) string {
	return strings.ToUpper(name[:1]) + name[1:] + strings.Repeat(" word", n-2) + " end."
}

func body(texts ...string) []draft.Part {
	var parts []draft.Part
	for _, s := range texts {
		switch {
		case strings.HasPrefix(s, "# "):
			parts = append(parts, draft.Part{Kind: retrieval.Body, Text: s[2:], Heading: true})
		case strings.HasPrefix(s, "! "):
			parts = append(parts, draft.Part{Kind: retrieval.Caption, Text: s[2:]})
		default:
			parts = append(parts, draft.Part{Kind: retrieval.Body, Text: s})
		}
	}
	return parts
}

func shape(parts []draft.Part) []string {
	var out []string
	for _, p := range parts {
		s := strings.ReplaceAll(p.Text, retrieval.ParagraphBreak, " ¶ ")
		for strings.Contains(s, " word word") {
			s = strings.ReplaceAll(s, " word word", " word")
		}
		if p.Kind == retrieval.Caption {
			s = "! " + s
		}
		out = append(out, s)
	}
	return out
}

func TestParagraphsAreJoinedIntoPassages(t *testing.T) {
	for name, c := range map[string]struct{ in, want []string }{
		"one paragraph stays": {[]string{sentence("a", 4)}, []string{"A word end."}},
		"short ones up to a size": {[]string{sentence("a", 40), sentence("b", 30), sentence("c", 40), sentence("d", 60)},
			[]string{"A word end. ¶ B word end. ¶ C word end.", "D word end."}},
		"long ones stand alone":             {[]string{sentence("a", 90), sentence("b", 90)}, []string{"A word end.", "B word end."}},
		"a heading belongs to what follows": {[]string{sentence("a", 30), "# How many?", sentence("b", 30)}, []string{"A word end.", "How many? ¶ B word end."}},
		"headings in a row":                 {[]string{"# Sport", "# Results", sentence("b", 30)}, []string{"Sport ¶ Results ¶ B word end."}},
		"a line before text is a heading":   {[]string{sentence("a", 30), "How many people were hurt?", sentence("b", 30)}, []string{"A word end.", "How many people were hurt? ¶ B word end."}},
		"a heading at the end":              {[]string{sentence("a", 30), "# Read on"}, []string{"A word end. ¶ Read on"}},
		"too little joins what is before":   {[]string{sentence("a", 90), sentence("b", 5)}, []string{"A word end. ¶ B word end."}},
		"never across a heading":            {[]string{sentence("a", 90), "# Next", sentence("b", 5)}, []string{"A word end.", "Next ¶ B word end."}},
		"a stray line leads into the next":  {[]string{"Associated Press", "# Next", sentence("b", 30)}, []string{"Associated Press ¶ Next ¶ B word end."}},
		"a colon keeps what it announces":   {[]string{strings.Repeat("word ", 85) + "these:", sentence("b", 40), sentence("c", 30)}, []string{"word word these: ¶ B word end.", "C word end."}},
		"captions stay passages, behind what they interrupt": {[]string{sentence("a", 30), "! The mayor opens the bridge.", sentence("b", 60), sentence("c", 90)},
			[]string{"A word end. ¶ B word end.", "! The mayor opens the bridge.", "C word end."}},
		"the last word is the text's":             {[]string{sentence("a", 90), sentence("b", 30), "! The mayor opens the bridge."}, []string{"A word end.", "! The mayor opens the bridge.", "B word end."}},
		"captions that tell nothing are left out": {[]string{sentence("a", 30), "! Kyle Busch", "! Photo: Ann Lee of the Daily Paper"}, []string{"A word end."}},
	} {
		if diff := cmp.Diff(c.want, shape(Join(body(c.in...)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestJoiningLosesNoWord joins random articles: every paragraph stands in the
// result once and in order.
func TestJoiningLosesNoWord(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var in []string
		for i := range 1 + random.IntN(12) {
			switch random.IntN(5) {
			case 0:
				in = append(in, fmt.Sprintf("# Heading %d", i))
			case 1:
				in = append(in, fmt.Sprintf("A line %d", i))
			default:
				in = append(in, sentence(fmt.Sprintf("p%d", i), 2+random.IntN(100)))
			}
		}
		parts := body(in...)
		var want, got []string
		for _, p := range parts {
			want = append(want, p.Text)
		}
		for _, p := range Join(parts) {
			got = append(got, strings.Split(p.Text, retrieval.ParagraphBreak)...)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q (-want +got):\n%s", in, diff)
		}
	}
}
