package eval_test

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/eval"
	"articlebot/retrieval/rank"
)

// some reads the articles of which keep says so.
type some struct {
	all  retrieval.Reader
	keep func(id retrieval.ArticleID) bool
}

func (s some) Read(ctx context.Context, progress func(done, total int)) (retrieval.Corpus, error) {
	c, err := s.all.Read(ctx, progress)
	c.Articles = slices.DeleteFunc(c.Articles, func(a retrieval.Article) bool { return !s.keep(a.ID) })
	return c, err
}

// parted is the own set as two, of other articles each, so that a fit has
// questions that the articles of one do not answer. Of the questions one half, 0
// or 1, is left.
func parted(t *testing.T, half int) []eval.Set {
	t.Helper()
	whole := ownSet(t)
	c, err := whole.Articles.Read(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	first := map[retrieval.ArticleID]bool{}
	for _, a := range c.Articles[:len(c.Articles)/2] {
		first[a.ID] = true
	}
	part := func(name string, in bool) eval.Set {
		s := eval.Set{Name: name, Articles: some{whole.Articles, func(id retrieval.ArticleID) bool { return first[id] == in }}}
		for _, q := range eval.Half(whole.Questions, half) {
			answers := func(a retrieval.Article) bool {
				return first[a.ID] == in && slices.ContainsFunc(a.Passages, func(p retrieval.Passage) bool { return q.Right(&p) })
			}
			if q.Unanswerable || slices.ContainsFunc(c.Articles, answers) {
				s.Questions = append(s.Questions, q)
			}
		}
		return s
	}
	return []eval.Set{part("first", true), part("second", false)}
}

// openWith makes an engine in memory.
func openWith(ctx context.Context, articles retrieval.Reader, m rank.Models) (*engine.Engine, error) {
	return engine.Open(ctx, engine.Config{Reader: articles, Backend: bleveindex.Memory{}, Models: &m})
}

// fitted is the model of a half of the questions, and its file.
func fitted(t *testing.T, half int) (rank.Model, []byte) {
	t.Helper()
	m, err := eval.FitModel(t.Context(), parted(t, half), openWith, "", "a test")
	if err != nil {
		t.Fatal(err)
	}
	file, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return m, file
}

// asked are the results of questions over all the articles by a model.
func asked(t *testing.T, m rank.Model, questions []eval.Question) []eval.Result {
	t.Helper()
	e, err := openWith(t.Context(), seedReader(), rank.Models{Words: m.Ready()})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close() //nolint:errcheck // nothing is written
	results, err := eval.Run(t.Context(), e, questions)
	if err != nil {
		t.Fatal(err)
	}
	return results
}

// TestAFitOrdersBetterThanBM25 fits on one half of the questions and measures on
// the other, both ways round.
func TestAFitOrdersBetterThanBM25(t *testing.T) {
	var ours, plain []eval.Result
	for half := range 2 {
		m, _ := fitted(t, half)
		bm25 := m
		bm25.Weights = map[string]float64{"bm25": 1}
		heldOut := eval.Half(ownSet(t).Questions, 1-half)
		ours, plain = append(ours, asked(t, m, heldOut)...), append(plain, asked(t, bm25, heldOut)...)
	}
	a, b := eval.Summarise(ours).Kinds, eval.Summarise(plain).Kinds
	fit, base := a[len(a)-1], b[len(b)-1]
	t.Logf("of %d: R@1 %.3f, MRR@10 %.3f; BM25 %.3f, %.3f", fit.Questions, fit.R1, fit.MRR, base.R1, base.MRR)
	if fit.R1 <= base.R1 || fit.MRR <= base.MRR {
		t.Errorf("R@1 %.3f, MRR@10 %.3f; BM25 has %.3f, %.3f", fit.R1, fit.MRR, base.R1, base.MRR)
	}
}

func TestFittingTwiceGivesTheSameFile(t *testing.T) {
	_, first := fitted(t, 0)
	_, second := fitted(t, 0)
	if !bytes.Equal(first, second) {
		t.Error("two fits on the same questions differ")
	}
	m, err := rank.ParseModel(first)
	if err != nil {
		t.Fatalf("the file cannot be read: %v", err)
	}
	again, err := json.MarshalIndent(m, "", "  ")
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("the file does not come back as it was written: %v", err)
	}
	if _, other := fitted(t, 1); bytes.Equal(first, other) {
		t.Error("other questions give the same model")
	}
}

// TestACalibrationTellsRightFromWrong looks at questions that the fit has not
// seen.
func TestACalibrationTellsRightFromWrong(t *testing.T) {
	m, _ := fitted(t, 0)
	results := asked(t, m, eval.Half(ownSet(t).Questions, 1))
	list := eval.Certainties(results)
	c := list[len(list)-1]
	right := 0
	for _, r := range results {
		if r.Rank == 1 {
			right++
		}
	}
	// Whoever answers all questions is right in this share; a coin has an AUROC of ½.
	without := float64(right) / float64(len(results))
	t.Logf("%+v; right first: %.3f", c, without)
	if c.AUROC < 0.75 || c.Precision <= without || c.Coverage < 0.5 {
		t.Errorf("%+v; without a calibration %.3f would be right", c, without)
	}
	for _, way := range rank.Ways() {
		answer, unsure := m.Confidence.AnswerFrom[way], m.Confidence.UnsureFrom[way]
		if !(0 < unsure && unsure <= answer && answer <= 1) {
			t.Errorf("%s: an answer from %v, a doubt from %v", way, answer, unsure)
		}
	}
}

func TestAFitWithoutQuestionsToLearnFromFails(t *testing.T) {
	set := ownSet(t)
	for i := range set.Questions {
		set.Questions[i].Unanswerable = true
	}
	if m, err := eval.FitModel(t.Context(), []eval.Set{set}, openWith, "", "a test"); err == nil {
		t.Errorf("it gives %v", m.Weights)
	}
}
