package eval

import (
	"fmt"
	"slices"

	"articlebot/retrieval"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/rank"
)

const (
	// keywordsShare is how many questions there are to one search by keywords.
	keywordsShare = 4
	// hedgeFrom is the chance of being right from which a passage is worth a
	// hedged look.
	hedgeFrom = 0.2
)

// mostForeign is how many questions of another set are asked over a set's
// articles.
const mostForeign = 150

// confidence calibrates on the sets under the fitted weights: on each set's
// questions over its own articles, over half of them, over its articles mixed
// with those of the largest set (a corpus grows), over the articles of the other
// sets (where nothing is right).
func (f *fitting) confidence(sets []Set) (rank.Confidence, error) {
	largest := slices.MaxFunc(sets, func(a, b Set) int { return len(a.Questions) - len(b.Questions) })
	for _, s := range sets {
		f.own(s)
		if !f.related(s, largest) {
			f.add(union{s.Articles, largest.Articles}, s.Questions, false, 0.5)
		}
		for _, o := range sets {
			if !f.related(s, o) {
				f.add(s.Articles, sample(o.Questions, mostForeign), true, 0.5/float64(len(sets)-1))
			}
		}
	}
	if f.err != nil {
		return rank.Confidence{}, f.err
	}
	names := rank.EvidenceNames(f.meaning)
	keep := func(list []Case) []Case {
		return slices.DeleteFunc(list, func(c Case) bool { return len(c.Evidence) != len(names) })
	}
	f.cases, f.judged = keep(f.cases), keep(f.judged)
	calibrated := slices.DeleteFunc(slices.Concat(f.cases, f.judged), func(c Case) bool { return c.Miss == missedTopic })
	c := rank.Confidence{Right: calibrateWays(calibrated, names, confidenceRidge), AnswerFrom: map[rank.Way]float64{}, UnsureFrom: map[rank.Way]float64{}}
	for _, way := range rank.Ways() {
		c.UnsureFrom[way] = hedgeFrom
	}
	return c, nil
}

// own judges a set's questions over its articles and over half of them, and near
// misses of names, numbers and years: a passage that has the name that is asked
// for, and little else of the question, does not answer it.
func (f *fitting) own(s Set) {
	f.judge(s.Articles, s.Questions, 1, func(c *Case) { c.Own = true })
	f.judge(s.Articles, NearMisses(s.Questions, f.articles(s), false), 0.5, func(c *Case) { c.Miss = missedName })
	f.judge(s.Articles, sample(NearMisses(s.Questions, f.articles(s), true), mostOutside), 0.5, func(c *Case) { c.Miss = missedTopic })
	half, err := gone{s.Articles}.Read(f.ctx, nil)
	if err != nil && f.err == nil {
		f.err = fmt.Errorf("read articles of %s: %w", s.Name, err)
	}
	f.judge(gone{s.Articles}, without(s.Questions, half.Articles), 0.75, func(*Case) {})
}

// judge adds questions that weigh weight together, marked.
func (f *fitting) judge(articles retrieval.Reader, questions []Question, weight float64, mark func(*Case)) {
	if len(questions) == 0 {
		return
	}
	f.with(articles, func(e *engine.Engine) error {
		cases, err := Cases(f.ctx, e, questions, false, weight/float64(len(questions)))
		for i := range cases {
			mark(&cases[i])
		}
		f.judged = append(f.judged, cases...)
		return err
	})
}

// add asks questions over articles; the cases weigh weight together.
func (f *fitting) add(articles retrieval.Reader, questions []Question, foreign bool, weight float64) {
	f.with(articles, func(e *engine.Engine) error {
		cases, err := Cases(f.ctx, e, questions, foreign, weight/float64(len(questions)))
		if err != nil {
			return err
		}
		f.cases = append(f.cases, cases...)
		if foreign {
			return nil
		}
		named, err := KeywordCases(f.ctx, e, questions, weight/(keywordsShare*float64(len(questions))))
		f.cases = append(f.cases, named...)
		return err
	})
}

// sample is up to n questions, evenly spread.
func sample(questions []Question, n int) []Question {
	if len(questions) <= n {
		return questions
	}
	out := make([]Question, n)
	for i := range out {
		out[i] = questions[i*len(questions)/n]
	}
	return out
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
