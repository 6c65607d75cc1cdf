package asking

import (
	"context"
	"fmt"
	"time"

	"articlebot/cmd/articlebot/cli"
	"articlebot/retrieval"
	"articlebot/retrieval/engine"
)

// Answer is the answer as programs read it. Its keys are a promise: none
// is ever renamed or left out, and spans are half-open byte offsets into text.
type Answer struct {
	Question   string        `json:"question"`
	Outcome    string        `json:"outcome"` // answer, unsure or none
	Confidence float64       `json:"confidence"`
	Language   string        `json:"language"` // of the question: en, vi or und
	Passages   []jsonPassage `json:"passages"` // best first, with outcome none too
	Nearest    []string      `json:"nearest_titles"`
	Generation string        `json:"generation"`
	TookMS     float64       `json:"took_ms"`
}

// jsonPassage is one passage that was found.
type jsonPassage struct {
	Rank       int      `json:"rank"` // from 1
	ArticleID  string   `json:"article_id"`
	PassageID  string   `json:"passage_id"`
	Title      string   `json:"title"`
	Section    string   `json:"section"`
	Kind       string   `json:"kind"` // body, caption or brief
	Source     string   `json:"source"`
	Text       string   `json:"text"`
	Sentence   [2]int   `json:"sentence"`
	Highlights [][2]int `json:"highlights"`
	Score      float64  `json:"score"`
}

// answerJSON writes the answer to q as one line.
func (a *app) answerJSON(ctx context.Context, engine *engine.Engine, q retrieval.Question) error {
	answer, err := engine.Ask(ctx, q)
	if err != nil {
		return fmt.Errorf("answer question: %w", err)
	}
	return cli.PrintJSON(a.Stdout, newJSONAnswer(answer))
}

func newJSONAnswer(a retrieval.Answer) Answer {
	j := Answer{
		Question:   a.Question,
		Outcome:    string(a.Outcome),
		Confidence: cli.Rounded(a.Confidence),
		Language:   string(a.Language),
		Passages:   []jsonPassage{},
		Nearest:    []string{},
		Generation: string(a.Generation),
		TookMS:     cli.Rounded(float64(a.Took) / float64(time.Millisecond)),
	}
	for i, h := range a.Hits {
		j.Passages = append(j.Passages, newJSONPassage(i+1, h))
	}
	for _, s := range a.Nearest {
		j.Nearest = append(j.Nearest, s.Title)
	}
	return j
}

func newJSONPassage(rank int, h retrieval.Hit) jsonPassage {
	p := jsonPassage{
		Rank:       rank,
		ArticleID:  string(h.Article.ID),
		PassageID:  string(h.Passage.ID),
		Title:      h.Article.Title,
		Section:    h.Article.Section,
		Kind:       string(h.Passage.Kind),
		Source:     h.Source,
		Text:       h.Passage.Text,
		Sentence:   [2]int{h.Sentence.Start, h.Sentence.End},
		Highlights: [][2]int{},
		Score:      cli.Rounded(h.Score),
	}
	for _, s := range h.Highlights {
		p.Highlights = append(p.Highlights, [2]int{s.Start, s.End})
	}
	return p
}
