package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Question is a question whose right passages are known.
type Question struct {
	ID   string
	Kind string // "" where the set has one kind only
	Text string
	// Passages are the ids of the articles or passages that are right.
	Passages []string
	// Evidence are texts of which a right passage contains one.
	Evidence []string
	// Answers are texts of which a right passage contains one, if known.
	Answers []string
	// Unanswerable marks questions that the articles do not answer.
	Unanswerable bool
	// About is the passage that a near miss was made from, and Exchanged what it
	// asks for that this passage does not have.
	About     *retrieval.Passage
	Exchanged string
}

// record is a line of either format.
type record struct {
	ID         string   `json:"id"`
	Kind       string   `json:"kind"`
	Text       string   `json:"text"`
	PassageIDs []string `json:"passage_ids"`
	Answers    []string `json:"answers"`
	Evidence   string   `json:"evidence"`
	Also       []string `json:"also"`
	Answerable *bool    `json:"answerable"`
}

// maxLine bounds a line of a question set, in bytes.
const maxLine = 1 << 20

// Load reads a question set, one JSON object a line: either with "passage_ids",
// the ids of the right articles, or with "evidence" (and "also"), a text that
// the right passage contains. "answerable": false marks questions without an
// answer, "kind" groups the figures.
func Load(r io.Reader, name string) ([]Question, error) {
	var out []Question
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var rec record
		if err := json.Unmarshal(lines.Bytes(), &rec); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		q, err := rec.question()
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		out = append(out, q)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s holds no question", name)
	}
	return out, nil
}

func (r record) question() (Question, error) {
	q := Question{ID: r.ID, Kind: r.Kind, Text: r.Text, Passages: r.PassageIDs, Answers: r.Answers}
	q.Unanswerable = r.Answerable != nil && !*r.Answerable
	for _, e := range append([]string{r.Evidence}, r.Also...) {
		if e != "" {
			q.Evidence = append(q.Evidence, text.Clean(e))
		}
	}
	switch {
	case q.Text == "":
		return q, fmt.Errorf("question %q has no text", r.ID)
	case !q.Unanswerable && len(q.Passages) == 0 && len(q.Evidence) == 0:
		return q, fmt.Errorf("question %q names neither passage_ids nor evidence", r.ID)
	}
	return q, nil
}

// Right tells whether a passage answers the question.
func (q *Question) Right(p *retrieval.Passage) bool {
	if slices.Contains(q.Passages, string(p.ArticleID)) || slices.Contains(q.Passages, string(p.ID)) {
		return true
	}
	return q.HasEvidence(p.Text)
}

// HasEvidence tells whether s holds one of the evidences.
func (q *Question) HasEvidence(s string) bool {
	return slices.ContainsFunc(q.Evidence, func(e string) bool { return strings.Contains(s, e) })
}

// InSentence tells whether a sentence of a right passage answers: it holds, or
// shares words with, an evidence, or holds one of the answers where no evidence
// is known. known is false where the passage has neither.
func (q *Question) InSentence(passage string, s retrieval.Span) (yes, known bool) {
	wanted := q.Evidence
	if len(wanted) == 0 {
		wanted = q.Answers
	}
	for _, w := range wanted {
		for at := 0; w != ""; {
			i := strings.Index(passage[at:], w)
			if i < 0 {
				break
			}
			known = true
			at += i
			if at < s.End && at+len(w) > s.Start {
				return true, true
			}
			at += len(w)
		}
	}
	return false, known
}
