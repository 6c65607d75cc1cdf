package asking

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"

	"articlebot/bot/console"
	"articlebot/retrieval"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/rank"
)

// mostShares is how many signals an explanation names.
const mostShares = 8

// explain writes why a passage comes first and why it is this certain.
func (a *app) explain(ctx context.Context, e *engine.Engine, question string) error {
	w, err := e.Why(ctx, retrieval.Question{Text: question})
	if err != nil {
		return fmt.Errorf("explain answer: %w", err)
	}
	return writeWhy(a.Stdout, w)
}

func writeWhy(out io.Writer, w engine.Why) error {
	tw := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(tw, "read as\t%s\t(%s)\n", console.Line(w.Wording), w.Language)
	for _, c := range w.Corrections {
		fmt.Fprintf(tw, "\t“%s” as “%s”\n", console.Line(c.Typed), console.Line(c.Read))
	}
	fmt.Fprintf(tw, "candidates\t%d, of them %d by meaning too\n", w.Total, w.Encoded)
	if len(w.Candidates) == 0 {
		fmt.Fprintln(tw, "outcome\tnone: nothing was found")
		return tw.Flush()
	}
	for i, c := range w.Candidates {
		fmt.Fprintf(tw, "%d.\t%s\tscore %.2f%s\n", i+1, console.Line(c.Article.Title), c.Ranked.Score, similarity(c))
	}
	fmt.Fprintln(tw, "\nwhy the first passage, against the second")
	writeShares(tw, w.Lead)
	fmt.Fprintf(tw, "\noutcome %s, confidence %.2f: what it is made of, in log-odds\n", w.Verdict.Outcome, w.Verdict.Confidence)
	fmt.Fprintf(tw, "  bias\t\t%+.2f\n", w.Bias)
	writeShares(tw, w.Evidence)
	fmt.Fprintln(tw, "\nwhat the question turns on")
	for _, r := range w.Verdict.Requirements {
		kind := "word"
		if r.Named {
			kind = "name or number"
		}
		fmt.Fprintf(tw, "  %s\t%s\tmissing with probability %.2f\n", console.Line(r.Folded), kind, r.Missing)
	}
	return tw.Flush()
}

func similarity(c engine.Explained) string {
	s := c.Ranked.Similarity
	if s == nil {
		return ""
	}
	best := s.Passage
	for _, x := range s.Sentences {
		best = max(best, x)
	}
	return fmt.Sprintf(", cosine %.3f, best sentence %.3f", s.Passage, best)
}

func writeShares(w io.Writer, list []rank.Share) {
	for _, s := range list[:min(len(list), mostShares)] {
		fmt.Fprintf(w, "  %s\t%.3f × %.2f\t%+.2f\n", s.Name, s.Value, s.Weight, s.Adds())
	}
}
