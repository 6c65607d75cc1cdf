package eval

import (
	"fmt"
	"io"
	"maps"
	"text/tabwriter"

	"articlebot/retrieval/rank"
)

// Comparison is the figures of one set by what finds and orders its passages.
type Comparison struct {
	Words Figures `json:"words"`
	// Meaning is the order by the encoder's cosines alone. Nothing is calibrated
	// to it, so that it has no outcomes.
	Meaning KindsOnly `json:"meaning"`
	Both    Figures   `json:"both"`
}

// KindsOnly are figures without outcomes.
type KindsOnly struct {
	Kinds []KindFigures `json:"kinds"`
}

// OnlyMeaning are the models with nothing left in the order of passages but the
// cosine of question and passage.
func OnlyMeaning(m rank.Models) rank.Models {
	if m.Meaning == nil {
		return m
	}
	only := *m.Meaning
	only.Weights = maps.Clone(only.Weights)
	clear(only.Weights)
	only.Weights[rank.PassageCosine] = 1
	only = only.Ready()
	return rank.Models{Words: m.Words, Meaning: &only}
}

// Compare sets the results of one set's questions side by side.
func Compare(words, meaning, both []Result) Comparison {
	return Comparison{Summarise(words), KindsOnly{Summarise(meaning).Kinds}, Summarise(both)}
}

// WriteComparison prints a comparison for people.
func WriteComparison(w io.Writer, c Comparison) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "kind\tquestions\tR@1 words\tmeaning\tboth\tMRR@10 words\tmeaning\tboth")
	for i, b := range c.Both.Kinds {
		a, m := c.Words.Kinds[i], c.Meaning.Kinds[i]
		fmt.Fprintf(tw, "%s\t%d\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\n", b.Kind, b.Questions, a.R1, m.R1, b.R1, a.MRR, m.MRR, b.MRR)
	}
	fmt.Fprintln(tw, "\n\twords\tboth")
	line := func(what string, of func(OutcomeFigures) string) {
		fmt.Fprintf(tw, "%s\t%s\t%s\n", what, of(c.Words.Outcomes), of(c.Both.Outcomes))
	}
	line("answer", func(o OutcomeFigures) string { return fmt.Sprint(o.Answer) })
	line("of them right", func(o OutcomeFigures) string { return fmt.Sprintf("%.3f", o.AnswerRight) })
	line("unsure", func(o OutcomeFigures) string { return fmt.Sprint(o.Unsure) })
	line("none", func(o OutcomeFigures) string { return fmt.Sprint(o.None) })
	if c.Both.Outcomes.Unanswerable > 0 {
		line(fmt.Sprintf("answered of %d without an answer", c.Both.Outcomes.Unanswerable), func(o OutcomeFigures) string { return fmt.Sprint(o.UnanswerableAnswered) })
	}
	fmt.Fprintf(tw, "marked sentence holds the evidence\t%.3f\t%.3f\n", c.Words.Marked, c.Both.Marked)
	return tw.Flush()
}
