package rank_test

import (
	"slices"
	"testing"

	"articlebot/retrieval/rank"
	"articlebot/retrieval/text"
)

// TestDatesAreFoundHoweverTheyAreTyped asks for a day in other ways than the passages
// write it.
func TestDatesAreFoundHoweverTheyAreTyped(t *testing.T) {
	named := []string{
		"The council met on 2 March 2024 and spoke of schools.",
		"The council met on 3 March 2024 and spoke of water.",
		"The council met on 2 November 2024 and spoke of three roads.",
		"The council met on 28 March 2024 and spoke of soap, 2 dogs and 3 cats.",
	}
	inFigures := []string{
		"The council met on 2/3/2024 and spoke of schools.",
		"The council met on 3/3/2024 and spoke of water.",
		"The council met on 2/11/2024 and spoke of three roads.",
		"The march of 2 dogs and 3 cats was in 2024.",
	}
	ordinals := []string{
		"The council met on March 2nd, 2024 and spoke of schools.",
		"The council met on March 3rd, 2024 and spoke of water.",
		"The council met on November 2nd, 2024 and spoke of roads.",
		"The council met on March 28th, 2024 and spoke of soap.",
	}
	for _, c := range []struct {
		what, question string
		passages       []string
		want           int
	}{
		{"in figures", "What did the council speak of on 2/3/2024?", named, 0},
		{"with noughts", "What did the council speak of on 02-03-2024?", named, 0},
		{"in figures without a year", "What did the council speak of on 2/11?", named, 2},
		{"the year first", "What did the council speak of on 2024-03-28?", named, 3},
		{"the month first, as it can only be", "What did the council speak of on 3/28/2024?", named, 3},
		{"an ordinal", "What did the council speak of on the 28th of March?", named, 3},
		{"a short month", "What did the council speak of on Nov 2?", named, 2},
		{"a Vietnamese question in figures", "Hội đồng họp ngày 28/3/2024 để nói về gì?", named, 3},
		{"in figures as the articles have it", "What did the council speak of on 2/3/2024?", inFigures, 0},
		{"twice the same figure", "What did the council speak of on 3/3/2024?", named, 1},
		{"a number for ordinals", "What did the council speak of on 28 March?", ordinals, 3},
		{"figures for ordinals", "What did the council speak of on 28/3/2024?", ordinals, 3},
	} {
		t.Run(c.what, func(t *testing.T) {
			collection := collect(text.English, c.passages...)
			lang := text.English
			if c.question[0] == 'H' {
				lang = text.Vietnamese
			}
			q := collection.Analyse(c.question, lang)
			ranked := rank.Rank(collection, q, []int{0, 1, 2, 3}, nil, words)
			if ranked[0].Doc != c.want {
				t.Errorf("%q is first", c.passages[ranked[0].Doc])
			}
			if numbers := ranked[0].Signals[slices.Index(rank.Names(false), "numbers")]; numbers != 1 {
				t.Errorf("it has %.2f of the numbers", numbers)
			}
		})
	}
}

// TestNumbersThatAreNoDates asks for a fraction, a score and a span: March is none of
// them.
func TestNumbersThatAreNoDates(t *testing.T) {
	passages := []string{"On 1 March they lost.", "They won 1-3 at home."}
	collection := collect(text.English, passages...)
	for _, question := range []string{"Who won 1-3?", "Who works 1/3 days?", "Who won in 1-3-1?"} {
		q := collection.Analyse(question, text.English)
		for _, term := range q.Terms {
			if term.Number && len(term.Interpretations) > 1 {
				t.Errorf("%q: %q is a month", question, term.Folded)
			}
		}
	}
}
