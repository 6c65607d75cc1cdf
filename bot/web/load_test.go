package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"articlebot/bot/dialogue"
	"articlebot/bot/limit"
	"articlebot/bot/web"
	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/encoder"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/retrieval/engine"
	"articlebot/seeds"
)

// crowd is how many people ask at once.
const crowd = 200

// BenchmarkTwoHundredPeople has 200 people, each with a session of their own, ask
// at the same moment, round by round, and tells how long the server takes for a
// page beside how long the search alone and the conversation alone, which may
// search twice, take for the same crowd: the middle one and the slowest of a
// hundred, in milliseconds.
//
//	go test ./bot/web -run - -bench TwoHundred -benchtime 20x
func BenchmarkTwoHundredPeople(b *testing.B) {
	lib := product(b)
	questions := questionsOf(lib)
	b.Run("Ask", func(b *testing.B) {
		rounds(b, func(person, round int) {
			if _, err := lib.Ask(b.Context(), retrieval.Question{Text: questions[(person+round)%len(questions)]}); err != nil {
				b.Error(err)
			}
		})
	})
	talk := func() *dialogue.Bot {
		conv, err := dialogue.New(dialogue.Config{Limits: limit.Limits{Person: limit.Rate{Burst: -1}, Workers: 64, Wait: time.Minute}}, lib)
		must(b, err)
		return conv
	}
	b.Run("Conversation", func(b *testing.B) {
		conv := talk()
		rounds(b, func(person, round int) {
			m := message(strconv.Itoa(person), "")
			m.Text = questions[(person+round)%len(questions)]
			if r := conv.Handle(b.Context(), m); len(r.Cards) == 0 && len(r.Titles) == 0 && len(r.Buttons) == 0 {
				b.Errorf("%s: %+v", m.Text, r)
			}
		})
		must(b, conv.Close())
	})
	b.Run("Page", func(b *testing.B) {
		conv := talk()
		w, err := web.New(web.Config{PerMinute: -1}, conv, lib)
		must(b, err)
		sessions := make([]string, crowd)
		rounds(b, func(person, round int) {
			body := form("q", questions[(person+round)%len(questions)], "s", sessions[person])
			r := httptest.NewRequestWithContext(b.Context(), http.MethodPost, "/c", strings.NewReader(body))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			asked := httptest.NewRecorder()
			w.Handler().ServeHTTP(asked, r)
			path, _, _ := strings.Cut(asked.Header().Get("Location"), "#")
			shown := httptest.NewRecorder()
			w.Handler().ServeHTTP(shown, httptest.NewRequestWithContext(b.Context(), http.MethodGet, path, nil))
			if asked.Code != http.StatusSeeOther || shown.Code != http.StatusOK {
				b.Errorf("answered %d, then %d", asked.Code, shown.Code)
			}
			sessions[person] = strings.TrimPrefix(path, "/c/")
		})
		must(b, w.Run(ended(b)))
		must(b, conv.Close())
	})
}

// product is the engine as it is served: with the encoder, over the built-in
// articles.
func product(b *testing.B) *engine.Engine {
	b.Helper()
	model, err := encoder.BuiltIn(encoder.Best)
	must(b, err)
	lib, err := engine.Open(b.Context(), engine.Config{
		Reader: corpus.NewLoader([]corpus.Source{{Path: ".", FS: seeds.Files}}, corpus.Options{}), Backend: bleveindex.Memory{},
		Meaning: &engine.Meaning{Encoder: model, Vectors: vectors.NewMaker(vectors.Config{Encoder: model, Base: []byte(seeds.Vectors)})},
	})
	must(b, err)
	b.Cleanup(func() { must(b, lib.Close()) })
	return lib
}

// questionsOf are questions that differ, one for each title.
func questionsOf(lib *engine.Engine) []string {
	var list []string
	for _, a := range lib.Articles() {
		list = append(list, "what is said about "+a.Title+"?")
	}
	return list
}

// rounds has the crowd ask at once b.N times and reports how long each waited.
func rounds(b *testing.B, ask func(person, round int)) {
	b.Helper()
	var mu sync.Mutex
	var took []time.Duration
	round := 0
	for b.Loop() {
		var g sync.WaitGroup
		for person := range crowd {
			g.Go(func() {
				begun := time.Now()
				ask(person, round)
				mu.Lock()
				defer mu.Unlock()
				took = append(took, time.Since(begun))
			})
		}
		g.Wait()
		round++
	}
	slices.Sort(took)
	ms := func(share float64) float64 {
		return float64(took[int(share*float64(len(took)-1))]) / float64(time.Millisecond)
	}
	b.ReportMetric(ms(.5), "p50-ms")
	b.ReportMetric(ms(.99), "p99-ms")
}

// ended is a context that is over.
func ended(b *testing.B) context.Context {
	ctx, cancel := context.WithCancel(b.Context())
	cancel()
	return ctx
}

// BenchmarkLook shows a conversation of a full length, without asking: what a
// page costs by itself.
func BenchmarkLook(b *testing.B) {
	lib, err := library()
	must(b, err)
	conv, err := dialogue.New(dialogue.Config{Limits: limit.Limits{Person: limit.Rate{Burst: -1}}}, lib)
	must(b, err)
	w, err := web.New(web.Config{PerMinute: -1}, conv, lib)
	must(b, err)
	id := ""
	for _, q := range questionsOf(lib)[:12] {
		r := httptest.NewRequestWithContext(b.Context(), http.MethodPost, "/c", strings.NewReader(form("q", q, "s", id)))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		asked := httptest.NewRecorder()
		w.Handler().ServeHTTP(asked, r)
		path, _, _ := strings.Cut(asked.Header().Get("Location"), "#")
		id = strings.TrimPrefix(path, "/c/")
	}
	for b.Loop() {
		shown := httptest.NewRecorder()
		w.Handler().ServeHTTP(shown, httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/c/"+id, nil))
		if shown.Code != http.StatusOK {
			b.Fatalf("answered %d", shown.Code)
		}
	}
	must(b, conv.Close())
}
