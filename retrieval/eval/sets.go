package eval

import (
	"context"
	"fmt"
	"math"
	"slices"

	"articlebot/retrieval"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/rank"
)

// Set is questions with the articles that they are about.
type Set struct {
	Name      string
	Questions []Question
	Articles  retrieval.Reader
}

// Open makes an engine with a model over articles; the fit needs one for each
// set.
type Open func(ctx context.Context, articles retrieval.Reader, m rank.Model) (*engine.Engine, error)

// FitModel fits the weights and then, under them, the confidence to the sets.
// fittedBy is the command, to stand in the model.
func FitModel(ctx context.Context, sets []Set, open Open, fittedBy string) (rank.Model, error) {
	m := rank.DefaultModel()
	m.FittedBy = fittedBy
	var err error
	if m.Weights, err = fitWeights(ctx, sets, open, m, Examples, rank.Names()); err != nil {
		return m, err
	}
	if m.Sentence, err = fitWeights(ctx, sets, open, m, SentenceExamples, rank.SentenceNames()); err != nil {
		return m, err
	}
	m.Confidence, err = fitConfidence(ctx, sets, open, m)
	return m, err
}

// examiner turns questions into examples; Examples is one.
type examiner func(context.Context, *engine.Engine, []Question) ([]Example, error)

// fitWeights fits one table of weights to the sets. A set counts by the square
// root of its size, so that a large one does not drown the others.
func fitWeights(ctx context.Context, sets []Set, open Open, m rank.Model, examine examiner, names []string) (map[string]float64, error) {
	var all []Example
	for _, s := range sets {
		e, err := open(ctx, s.Articles, m)
		if err != nil {
			return nil, fmt.Errorf("open articles of %s: %w", s.Name, err)
		}
		examples, err := examine(ctx, e, s.Questions)
		e.Close()
		if err != nil {
			return nil, fmt.Errorf("ask %s: %w", s.Name, err)
		}
		for i := range examples {
			examples[i].Weight = 1 / math.Sqrt(float64(len(examples)))
		}
		all = append(all, examples...)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("no question of the sets has its right passage among the candidates")
	}
	return Fit(all, names), nil
}

// What the thresholds of the confidence are chosen for.
const (
	// answerPrecision is how often an "answer" must be right.
	answerPrecision = 0.97
	// keywordsShare is how many questions there are to one search by keywords.
	keywordsShare = 4
	// hedgeFrom is the chance of being right from which a passage is worth a
	// hedged look.
	hedgeFrom = 0.25
	// adversarial is the share of unanswerable questions from which a set is
	// taken to be made to mislead; it does not choose the threshold.
	adversarial = 0.3
)

// fitConfidence calibrates the confidence on the sets under the given weights:
// on each set's questions over its own articles, over its articles mixed with
// those of the largest set (a corpus grows), and over the articles of the other
// sets (where nothing is right).
func fitConfidence(ctx context.Context, sets []Set, open Open, m rank.Model) (rank.Confidence, error) {
	largest := slices.MaxFunc(sets, func(a, b Set) int { return len(a.Questions) - len(b.Questions) })
	f := fitting{ctx: ctx, open: open, model: m}
	for _, s := range sets {
		const n = 1.0 // every set counts the same
		f.add(s.Articles, s.Questions, false, n, mixed(s))
		if !f.related(s, largest) {
			f.add(union{s.Articles, largest.Articles}, s.Questions, false, n/2, false)
		}
		for _, o := range sets {
			if !misleading(s) && !f.related(s, o) {
				f.add(s.Articles, o.Questions, true, n/(2*float64(len(sets)-1)), false)
			}
		}
	}
	if f.err != nil {
		return rank.Confidence{}, f.err
	}
	c := Calibrate(f.cases)
	c.UnsureFrom = hedgeFrom
	c.AnswerFrom = max(precise(c, f.own), c.UnsureFrom)
	c.ForeignFrom = max(precise(c, f.crossing), c.AnswerFrom)
	return c, nil
}

// mixed tells whether the set chooses the threshold of answers: it has questions
// with and without answers, but was not made to mislead.
func mixed(s Set) bool { return unanswerable(s) > 0 && !misleading(s) }

func misleading(s Set) bool { return unanswerable(s) > adversarial }

func unanswerable(s Set) float64 {
	n := 0
	for _, q := range s.Questions {
		if q.Unanswerable {
			n++
		}
	}
	return share(n, len(s.Questions))
}

// fitting gathers cases; the first error stops it.
type fitting struct {
	ctx                  context.Context
	open                 Open
	model                rank.Model
	cases, own, crossing []Case
	err                  error
}

// related tells whether two sets share a question or a title, so that the
// articles of one may answer the questions of the other.
func (f *fitting) related(a, b Set) bool {
	ids := make(map[string]bool)
	for _, q := range a.Questions {
		ids["question "+q.ID] = true
	}
	for _, t := range f.titles(a) {
		ids["title "+t] = true
	}
	for _, q := range b.Questions {
		if ids["question "+q.ID] {
			return true
		}
	}
	return slices.ContainsFunc(f.titles(b), func(t string) bool { return ids["title "+t] })
}

func (f *fitting) titles(s Set) []string {
	corpus, err := s.Articles.Read(f.ctx, nil)
	if err != nil && f.err == nil {
		f.err = fmt.Errorf("read articles of %s: %w", s.Name, err)
	}
	titles := make([]string, len(corpus.Articles))
	for i, a := range corpus.Articles {
		titles[i] = a.Title
	}
	return titles
}

// add asks questions over articles; the cases weigh weight together.
func (f *fitting) add(articles retrieval.Reader, questions []Question, foreign bool, weight float64, own bool) {
	if f.err != nil {
		return
	}
	e, err := f.open(f.ctx, articles, f.model)
	if err != nil {
		f.err = fmt.Errorf("open articles: %w", err)
		return
	}
	defer e.Close()
	cases, err := Cases(f.ctx, e, questions, foreign, weight/float64(len(questions)))
	if err != nil {
		f.err = err
		return
	}
	f.cases = append(f.cases, cases...)
	if own {
		f.own = append(f.own, cases...)
	}
	if foreign {
		return
	}
	for _, x := range cases {
		if rank.Foreign(x.Evidence) {
			f.crossing = append(f.crossing, x)
		}
	}
	named, err := KeywordCases(f.ctx, e, questions, weight/(keywordsShare*float64(len(questions))))
	if err != nil {
		f.err = err
		return
	}
	f.cases = append(f.cases, named...)
}

// precise is the least confidence from which on the wanted precision holds.
func precise(c rank.Confidence, cases []Case) float64 {
	p := probabilities(c, cases)
	order := make([]int, len(cases))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if p[a] > p[b] {
			return -1
		}
		return 1
	})
	given, right, best := 0.0, 0.0, 1.0
	for _, i := range order {
		given += cases[i].Weight
		if cases[i].Right {
			right += cases[i].Weight
		}
		if right >= answerPrecision*given {
			best = p[i]
		}
	}
	return best
}

func probabilities(c rank.Confidence, cases []Case) []float64 {
	out := make([]float64, len(cases))
	for i, x := range cases {
		out[i] = c.Probability(x.Evidence)
	}
	return out
}

// union reads several readers as one corpus.
type union []retrieval.Reader

func (u union) Read(ctx context.Context, progress func(done, total int)) (retrieval.Corpus, error) {
	var all retrieval.Corpus
	for _, r := range u {
		c, err := r.Read(ctx, progress)
		if err != nil {
			return all, err
		}
		all.Articles = append(all.Articles, c.Articles...)
		all.Sources = append(all.Sources, c.Sources...)
	}
	return all, nil
}
