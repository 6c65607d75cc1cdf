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

// FitModel fits a model to the sets: the weights, then, under them, which words
// are missing, and the confidence. encoder names the one that open's engines
// use, "" for words alone; fittedBy is the command, to stand in the model. It is
// deterministic.
func FitModel(ctx context.Context, sets []Set, open Open, encoder, fittedBy string) (rank.Model, error) {
	f := &fitting{ctx: ctx, open: open, meaning: encoder != ""}
	var err error
	if f.models, err = blank(encoder); err != nil {
		return rank.Model{}, err
	}
	m := f.model()
	m.FittedBy = fittedBy
	if m.Weights, err = f.weights(sets, Examples, rank.Names(f.meaning)); err != nil {
		return *m, err
	}
	*m = m.Ready()
	if m.Sentence, err = f.weights(sets, f.sentences, rank.SentenceNames(f.meaning)); err != nil {
		return *m, err
	}
	*m = m.Ready()
	if m.Missing, err = f.missing(sets); err != nil {
		return *m, err
	}
	*m = m.Ready()
	if m.Confidence, err = f.confidence(sets); err != nil {
		return *m, err
	}
	*m = m.Ready()
	f.setThresholds(m)
	return *m, nil
}

// blank are models to begin with: the shipped one for words, and for an encoder
// one that weighs nothing yet.
func blank(encoder string) (rank.Models, error) {
	models, err := rank.DefaultModels("")
	if err == nil && encoder != "" {
		m := models.Words.Ready()
		m.Encoder = encoder
		models.Meaning = &m
	}
	return models, err
}

// fitting gathers cases for one model; the first error stops it.
type fitting struct {
	ctx     context.Context
	open    Open
	meaning bool
	models  rank.Models
	cases   []Case
	// judged are those by which thresholds are chosen: questions with and without
	// an answer over one corpus.
	judged []Case
	err    error
}

// model is the one that is being fitted.
func (f *fitting) model() *rank.Model {
	if f.meaning {
		return f.models.Meaning
	}
	return &f.models.Words
}

// with runs do on an engine over articles.
func (f *fitting) with(articles retrieval.Reader, do func(*engine.Engine) error) {
	if f.err != nil {
		return
	}
	e, err := f.open(f.ctx, articles, f.models)
	if err != nil {
		f.err = fmt.Errorf("open articles: %w", err)
		return
	}
	f.err = do(e)
	if err := e.Close(); f.err == nil && err != nil {
		f.err = fmt.Errorf("close engine: %w", err)
	}
}

// examiner turns questions into examples; Examples is one.
type examiner func(context.Context, *engine.Engine, []Question) ([]Example, error)

// sentences are SentenceExamples whose passages the encoder has read, if there
// is one.
func (f *fitting) sentences(ctx context.Context, e *engine.Engine, questions []Question) ([]Example, error) {
	all, err := SentenceExamples(ctx, e, questions)
	width := len(rank.SentenceNames(f.meaning))
	return slices.DeleteFunc(all, func(x Example) bool { return len(x.Signals[0]) != width }), err
}

// weights fits one table of weights to the sets. A set counts by the square
// root of its size, so that a large one does not drown the others.
func (f *fitting) weights(sets []Set, examine examiner, names []string) (map[string]float64, error) {
	var all []Example
	for _, s := range sets {
		f.with(s.Articles, func(e *engine.Engine) error {
			examples, err := examine(f.ctx, e, s.Questions)
			if err != nil {
				return fmt.Errorf("ask %s: %w", s.Name, err)
			}
			for i := range examples {
				examples[i].Weight = 1 / math.Sqrt(float64(len(examples)))
			}
			all = append(all, examples...)
			return nil
		})
	}
	if f.err != nil {
		return nil, f.err
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("no question of the sets has its right passage among the candidates")
	}
	return Fit(all, names), nil
}

// mostOutside is how many questions of a set are asked for what only other sets
// have.
const mostOutside = 300

// misses are the near misses of a set: of names, years and numbers, and of words
// of the topic, which other articles of the set have or only those of the other
// sets in its language.
func (f *fitting) misses(s Set, sets []Set) []Question {
	own := f.articles(s)
	var others []retrieval.Article
	for _, o := range sets {
		if o.Name != s.Name {
			others = append(others, f.articles(o)...)
		}
	}
	if len(own) == 0 {
		return nil
	}
	others = slices.DeleteFunc(others, func(a retrieval.Article) bool { return a.Language != own[0].Language })
	var out []Question
	for _, topics := range []bool{false, true} {
		out = append(out, NearMisses(s.Questions, own, topics)...)
		outside := OutsideMisses(sample(s.Questions, mostOutside), own, others, topics)
		for i := range outside {
			outside[i].ID += "-outside"
		}
		out = append(out, outside...)
	}
	return out
}

func (f *fitting) articles(s Set) []retrieval.Article {
	c, err := s.Articles.Read(f.ctx, nil)
	if err != nil && f.err == nil {
		f.err = fmt.Errorf("read articles of %s: %w", s.Name, err)
	}
	return c.Articles
}
