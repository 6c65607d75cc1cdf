package eval

import (
	"fmt"
	"io"
	"strings"

	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// excerpt is how much of a passage a failure shows, in characters.
const excerpt = 120

// WriteFailures lists the questions that went wrong, what came instead and how
// sure that was: another passage first, a doubt where none was due, or an answer
// to what no article answers.
func WriteFailures(w io.Writer, results []Result) error {
	for _, r := range results {
		why := failure(r)
		if why == "" {
			continue
		}
		first := "nothing"
		if len(r.Answer.Hits) > 0 {
			h := r.Answer.Hits[0]
			first = fmt.Sprintf("%s: %s", h.Article.Title, cut(h.Passage.Text))
		}
		if _, err := fmt.Fprintf(w, "%s\t%s (%s, %.2f)\n\t%s\n\tcame: %s\n", r.Question.ID, why, r.Answer.Outcome, r.Answer.Confidence, r.Question.Text, first); err != nil {
			return fmt.Errorf("write failures: %w", err)
		}
	}
	return nil
}

// failure says what went wrong, "" for nothing.
func failure(r Result) string {
	sure := r.Answer.Outcome == retrieval.Answered
	switch {
	case r.Question.Unanswerable && sure:
		return "answered though no article says"
	case r.Question.Unanswerable:
		return ""
	case r.Rank == 0:
		return "not among the first ten"
	case r.Rank > 1:
		return fmt.Sprintf("right passage at place %d", r.Rank)
	case !sure:
		return "right, but not sure"
	case r.Evidenced && !r.Marked:
		return "another sentence is marked"
	}
	return ""
}

func cut(s string) string {
	return text.Shorten(strings.Join(strings.Fields(s), " "), excerpt)
}
