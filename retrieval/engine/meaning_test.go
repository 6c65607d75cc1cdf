package engine_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/encoder"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/text"
)

// village are articles of which questions in other words are asked.
func village() []retrieval.Article {
	one := func(id, title, body string) retrieval.Article {
		return retrieval.Article{ID: retrieval.ArticleID(id), Title: title, Language: text.English,
			Passages: []retrieval.Passage{{Kind: retrieval.Body, Text: body}}}
	}
	return []retrieval.Article{
		one("doctor", "A clinic for the hills", "A physician now visits the settlement each week and treats the ill without charge."),
		one("harvest", "A poor season", "Growers gathered less coffee than a year ago, as the rains came late to the slopes."),
		one("bridge", "Across the river", "Lorries may cross the river again since the span was mended in March."),
		one("school", "New desks", "Pupils of the primary school sat down at new desks on Monday."),
		one("coffee", "Plans of the commune", "The commune plans to plant 1,200 hectares of coffee by 2026, its leaders said."),
		one("fair", "The spring fair", "Visitors from three provinces came to the fair to buy cloth and honey."),
	}
}

// openMeaning opens an engine over articles whose vectors are made.
func openMeaning(t *testing.T, e engine.Encoder, v vectors.Encoder, articles []retrieval.Article) *engine.Engine {
	t.Helper()
	n := &newsroom{}
	n.publish(articles...)
	eng, err := engine.Open(t.Context(), engine.Config{
		Reader: n, Backend: bleveindex.Memory{},
		Meaning: &engine.Meaning{Encoder: e, Vectors: vectors.NewMaker(vectors.Config{Encoder: v})},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { must(t, eng.Close()) })
	return eng
}

func builtIn(t *testing.T) *encoder.Model {
	t.Helper()
	m, err := encoder.BuiltIn(encoder.Best)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestWhatIsSaidInOtherWordsIsFound(t *testing.T) {
	if testing.Short() {
		t.Skip("embeds passages")
	}
	m := builtIn(t)
	e := openMeaning(t, m, m, village())
	must(t, e.AwaitVectors(t.Context(), func(retrieval.Progress) {}))
	for question, want := range map[string]string{
		"does a medical professional see patients for free":  "doctor",
		"why did farmers pick fewer beans":                   "harvest",
		"when was the bridge repaired":                       "bridge",
		"bác sĩ có khám bệnh miễn phí không":                 "doctor",
		"học sinh nhận bàn ghế mới khi nào":                  "school",
		"how many hectares of coffee does the commune plan":  "coffee",
		"xã dự định trồng bao nhiêu héc-ta cà phê":           "coffee",
		"xa du dinh trong bao nhieu hec ta ca phe":           "coffee",
		"who travelled from other regions to shop for honey": "fair",
	} {
		a, err := e.Ask(t.Context(), retrieval.Question{Text: question})
		must(t, err)
		if len(a.Hits) == 0 || string(a.Hits[0].Article.ID) != want {
			t.Errorf("%q finds %v, want %s", question, ids(a), want)
		}
	}
}

func TestAWordThatNoPassageSpeaksOfIsTold(t *testing.T) {
	if testing.Short() {
		t.Skip("embeds passages")
	}
	m := builtIn(t)
	e := openMeaning(t, m, m, village())
	must(t, e.AwaitVectors(t.Context(), func(retrieval.Progress) {}))
	a, err := e.Ask(t.Context(), retrieval.Question{Text: "How many hectares of coffee does Kenya plan to plant by 2026?"})
	must(t, err)
	if a.Outcome == retrieval.Answered || len(a.Missing) != 1 || a.Missing[0] != "Kenya" {
		t.Errorf("outcome %s, missing %q; want a doubt about Kenya", a.Outcome, a.Missing)
	}
}

// TestMeaningIsThereFromTheFirstQuestion asks while generations come and go whose
// vectors are all known.
func TestMeaningIsThereFromTheFirstQuestion(t *testing.T) {
	if testing.Short() {
		t.Skip("embeds passages")
	}
	m, n := builtIn(t), &newsroom{}
	n.publish(village()...)
	e, err := engine.Open(t.Context(), engine.Config{
		Reader: n, Backend: bleveindex.Memory{},
		Meaning: &engine.Meaning{Encoder: m, Vectors: vectors.NewMaker(vectors.Config{Encoder: m})},
	})
	must(t, err)
	defer func() { must(t, e.Close()) }()
	must(t, e.AwaitVectors(t.Context(), func(retrieval.Progress) {}))
	over := make(chan struct{})
	var askers sync.WaitGroup
	for range 2 {
		askers.Go(func() {
			for {
				select {
				case <-over:
					return
				default:
				}
				a, err := e.Ask(context.Background(), retrieval.Question{Text: "does a medical professional see patients for free"})
				if err != nil || len(a.Hits) == 0 || a.Hits[0].Article.ID != "doctor" {
					t.Errorf("finds %v, %v", ids(a), err)
					return
				}
			}
		})
	}
	for i := range 40 {
		n.publish(village()[:5+i%2]...)
		if r := reload(t, e, retrieval.ReloadOptions{}); !r.Switched {
			t.Fatalf("reload %d: %+v", i, r)
		}
	}
	close(over)
	askers.Wait()
}

// mute is an encoder that does not answer.
type mute struct{ fit, model string }

var errMute = errors.New("nobody answers")

func (m mute) Fit() string                                           { return m.fit }
func (m mute) Model() string                                         { return m.model }
func (mute) Dims() int                                               { return 384 }
func (mute) Query(context.Context, string) ([]float32, error)        { return nil, errMute }
func (mute) Passages(context.Context, []string) ([][]float32, error) { return nil, errMute }

func TestWordsAnswerWhereTheEncoderDoesNot(t *testing.T) {
	real := builtIn(t)
	m := mute{real.Fit(), real.Model()}
	e := openMeaning(t, m, m, village())
	started := time.Now()
	a, err := e.Ask(t.Context(), retrieval.Question{Text: "how many hectares of coffee does the commune plan"})
	must(t, err)
	if len(a.Hits) == 0 || a.Hits[0].Article.ID != "coffee" {
		t.Errorf("words find %v", ids(a))
	}
	if took := time.Since(started); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}

// TestNobodyWaitsForEverForVectors has an encoder that fails every time.
func TestNobodyWaitsForEverForVectors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := mute{builtIn(t).Fit(), "mute"}
		n := &newsroom{}
		n.publish(village()...)
		e, err := engine.Open(t.Context(), engine.Config{
			Reader: n, Backend: bleveindex.Memory{},
			Meaning: &engine.Meaning{Encoder: m, Vectors: vectors.NewMaker(vectors.Config{Encoder: m})},
		})
		must(t, err)
		defer func() { must(t, e.Close()) }()
		told := 0
		err = e.AwaitVectors(t.Context(), func(p retrieval.Progress) { told = p.Total })
		if !errors.Is(err, engine.ErrNoVectors) || !errors.Is(err, errMute) || told != len(village()) {
			t.Errorf("%v; told of %d passages", err, told)
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if err := e.AwaitVectors(ended, func(retrieval.Progress) {}); !errors.Is(err, context.Canceled) {
			t.Errorf("somebody who gives up gets %v", err)
		}
	})
}
