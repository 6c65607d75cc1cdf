package eval

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"text/tabwriter"

	"articlebot/retrieval"
)

// depth is how many passages are asked for: MRR@10 looks no further.
const depth = 10

// Figures are what a question set says of an engine.
type Figures struct {
	Kinds []KindFigures `json:"kinds"` // by kind, and "all" last
	// Outcomes over all questions, with and without an answer.
	Outcomes OutcomeFigures `json:"outcomes"`
	// Marked is the share of the right first passages whose marked sentence holds
	// the evidence, or an answer where none is known; Evidenced is the number of
	// those where that can be told.
	Marked    float64 `json:"marked"`
	Evidenced int     `json:"evidenced"`
}

// KindFigures are the ranking figures of one kind of answerable questions.
type KindFigures struct {
	Kind      string     `json:"kind"`
	Questions int        `json:"questions"`
	R1        float64    `json:"r1"`       // right passage first
	R1Range   [2]float64 `json:"r1_range"` // 95 % bootstrap interval of R1
	R5        float64    `json:"r5"`       // right passage among the first five
	MRR       float64    `json:"mrr"`      // mean reciprocal rank within ten
}

// OutcomeFigures say how honest the outcomes are.
type OutcomeFigures struct {
	Answer      int     `json:"answer"` // times given
	AnswerRight float64 `json:"answer_right"`
	Unsure      int     `json:"unsure"`
	UnsureRight float64 `json:"unsure_right"`
	None        int     `json:"none"`
	// Unanswerable is the number of questions without an answer, and the next
	// two how many of them got one all the same.
	Unanswerable         int `json:"unanswerable"`
	UnanswerableAnswered int `json:"unanswerable_answered"`
	UnanswerableUnsure   int `json:"unanswerable_unsure"`
}

// Asker is what is measured; *retrieval.Engine is one.
type Asker interface {
	Ask(ctx context.Context, q retrieval.Question) (retrieval.Answer, error)
}

// Result is what one question got.
type Result struct {
	Question Question
	Answer   retrieval.Answer
	// Rank is the place of the first right passage from 1, 0 for none in ten.
	Rank int
	// Evidenced tells whether the first passage is right and has a known place
	// that answers, and Marked whether the marked sentence holds that.
	Evidenced, Marked bool
}

// Run asks every question.
func Run(ctx context.Context, e Asker, questions []Question) ([]Result, error) {
	out := make([]Result, len(questions))
	for i, q := range questions {
		a, err := e.Ask(ctx, retrieval.Question{Text: q.Text, Limit: depth})
		if err != nil {
			return nil, fmt.Errorf("ask %s: %w", q.ID, err)
		}
		out[i] = Result{Question: q, Answer: a}
		if q.Unanswerable {
			continue
		}
		out[i].Rank = 1 + slices.IndexFunc(a.Hits, func(h retrieval.Hit) bool { return q.Right(&h.Passage) })
		if out[i].Rank == 1 {
			h := a.Hits[0]
			out[i].Marked, out[i].Evidenced = q.InSentence(h.Passage.Text, h.Sentence)
		}
	}
	return out, nil
}

// Summarise turns results into figures. It is deterministic.
func Summarise(results []Result) Figures {
	var f Figures
	ranks := make(map[string][]int)
	var kinds []string
	right := map[retrieval.Outcome]int{}
	given := map[retrieval.Outcome]int{}
	marked := 0
	for _, r := range results {
		given[r.Answer.Outcome]++
		if r.Question.Unanswerable {
			f.Outcomes.count(r.Answer.Outcome)
			continue
		}
		if r.Rank == 1 {
			right[r.Answer.Outcome]++
			if r.Evidenced {
				f.Evidenced++
				if r.Marked {
					marked++
				}
			}
		}
		for _, k := range []string{r.Question.Kind, "all"} {
			if k == "" {
				continue
			}
			if ranks[k] == nil && k != "all" {
				kinds = append(kinds, k)
			}
			ranks[k] = append(ranks[k], r.Rank)
		}
	}
	for _, k := range append(kinds, "all") {
		f.Kinds = append(f.Kinds, kindFigures(k, ranks[k]))
	}
	f.Marked = share(marked, f.Evidenced)
	f.Outcomes.Answer, f.Outcomes.AnswerRight = given[retrieval.Answered], share(right[retrieval.Answered], given[retrieval.Answered])
	f.Outcomes.Unsure, f.Outcomes.UnsureRight = given[retrieval.Unsure], share(right[retrieval.Unsure], given[retrieval.Unsure])
	f.Outcomes.None = given[retrieval.None]
	return f
}

func (o *OutcomeFigures) count(got retrieval.Outcome) {
	o.Unanswerable++
	switch got {
	case retrieval.Answered:
		o.UnanswerableAnswered++
	case retrieval.Unsure:
		o.UnanswerableUnsure++
	}
}

func kindFigures(kind string, ranks []int) KindFigures {
	k := KindFigures{Kind: kind, Questions: len(ranks)}
	first := make([]int, len(ranks))
	for i, r := range ranks {
		if r == 0 {
			continue
		}
		k.MRR += 1 / float64(r)
		if r <= 5 {
			k.R5++
		}
		if r == 1 {
			first[i] = 1
			k.R1++
		}
	}
	n := float64(max(len(ranks), 1))
	k.R1, k.R5, k.MRR = k.R1/n, k.R5/n, k.MRR/n
	k.R1Range = bootstrap(first)
	return k
}

// rounds of the bootstrap; its seed is fixed.
const rounds = 1000

// bootstrap returns the 95 % percentile interval of the mean of zeros and ones.
func bootstrap(hits []int) [2]float64 {
	if len(hits) == 0 {
		return [2]float64{}
	}
	r := rand.New(rand.NewPCG(7, 7))
	means := make([]float64, rounds)
	for i := range means {
		sum := 0
		for range hits {
			sum += hits[r.IntN(len(hits))]
		}
		means[i] = float64(sum) / float64(len(hits))
	}
	slices.Sort(means)
	return [2]float64{means[rounds*25/1000], means[rounds*975/1000]}
}

func share(part, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(part) / float64(all)
}

// WriteTo prints the figures for people.
func (f Figures) WriteTo(w io.Writer) (int64, error) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "kind\tquestions\tR@1\t95 %\tR@5\tMRR@10")
	for _, k := range f.Kinds {
		fmt.Fprintf(tw, "%s\t%d\t%.3f\t%.3f-%.3f\t%.3f\t%.3f\n", k.Kind, k.Questions, k.R1, k.R1Range[0], k.R1Range[1], k.R5, k.MRR)
	}
	o := f.Outcomes
	fmt.Fprintf(tw, "\noutcome\tgiven\tright\n")
	fmt.Fprintf(tw, "answer\t%d\t%.3f\n", o.Answer, o.AnswerRight)
	fmt.Fprintf(tw, "unsure\t%d\t%.3f\n", o.Unsure, o.UnsureRight)
	fmt.Fprintf(tw, "none\t%d\t\n", o.None)
	if o.Unanswerable > 0 {
		fmt.Fprintf(tw, "\nwithout an answer: %d, of them answered %d, unsure %d\n", o.Unanswerable, o.UnanswerableAnswered, o.UnanswerableUnsure)
	}
	if f.Evidenced > 0 {
		fmt.Fprintf(tw, "marked sentence holds the evidence: %.3f of %d\n", f.Marked, f.Evidenced)
	}
	return 0, tw.Flush()
}
