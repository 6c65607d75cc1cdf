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
	"articlebot/retrieval/text"
	"articlebot/seeds"
)

// crowd is how many people ask at once.
const crowd = 200

// BenchmarkTwoHundredPeople has 200 people, each with a session of their own, ask
// at the same moment, and tells how long the server takes for a page beside what
// the search alone and the conversation alone take for the same crowd. The three
// take turns, so that what else runs on the machine weighs on all alike: shown are
// the middle one and the slowest of a hundred, in milliseconds, and how many times
// as long as for the search alone the slowest of a hundred takes in the same turn
// (the middle one of all turns).
//
//	go test ./bot/web -run - -bench TwoHundred -benchtime 20x
func BenchmarkTwoHundredPeople(b *testing.B) {
	lib := product(b)
	asks := []struct {
		name string
		ask  func(person, round int)
	}{
		{"ask", func(person, round int) {
			if _, err := lib.Ask(b.Context(), retrieval.Question{Text: asked(person, round)}); err != nil {
				b.Error(err)
			}
		}},
		{"conversation", conversing(b, lib)},
		{"page", browsing(b, lib)},
	}
	took := make([][]time.Duration, len(asks))
	ratios := make([][]float64, len(asks))
	for round := 0; b.Loop(); round++ {
		alone := 0.0
		for i, a := range asks {
			list := together(func(person int) { a.ask(person, round) })
			took[i] = append(took[i], list...)
			slowest := share(list, .99)
			if i == 0 {
				alone = slowest
			}
			ratios[i] = append(ratios[i], slowest/alone)
		}
	}
	b.ReportMetric(0, "ns/op") // it is of all three
	for i, a := range asks {
		b.ReportMetric(share(took[i], .5), a.name+"-p50-ms")
		b.ReportMetric(share(took[i], .99), a.name+"-p99-ms")
		if i > 0 {
			slices.Sort(ratios[i])
			b.ReportMetric(ratios[i][len(ratios[i])/2], a.name+"/ask-p99")
		}
	}
}

// asked is what somebody asks in a round: real questions about the built-in articles,
// in an order of their own.
func asked(person, round int) string {
	return questions[(person+round*crowd)%len(questions)] + strings.Repeat("?", 1+(person+round)%3)
}

// questions are such as people ask of the built-in articles.
var questions = []string{
	"how many files did na hy commune resolve ahead of schedule", "who is Bùi Quang Định", "how is the merged commune doing",
	"what did the vice chairman say about the center", "Trung tâm hành chính công đã giải quyết bao nhiêu hồ sơ", "how many files were submitted online",
	"who went to the center to do procedures", "what is the population of the commune", "when did the two-tier model begin",
}

// conversing returns what it takes to ask in a conversation as it is served.
func conversing(b *testing.B, lib *engine.Engine) func(person, round int) {
	conv := served(b, lib)
	return func(person, round int) {
		m := message(strconv.Itoa(person), "")
		m.Text = asked(person, round)
		if r := conv.Handle(b.Context(), m); len(r.Cards) == 0 && len(r.Titles) == 0 && len(r.Buttons) == 0 {
			b.Errorf("%s: %+v", m.Text, r)
		}
	}
}

// browsing returns what it takes to send the form and to look at the page.
func browsing(b *testing.B, lib *engine.Engine) func(person, round int) {
	w, err := web.New(web.Config{PerMinute: -1}, served(b, lib), lib)
	must(b, err)
	b.Cleanup(func() { must(b, w.Run(ended())) })
	sessions := make([]string, crowd)
	return func(person, round int) {
		r := httptest.NewRequestWithContext(b.Context(), http.MethodPost, "/c", strings.NewReader(form("q", asked(person, round), "s", sessions[person])))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		posted := httptest.NewRecorder()
		w.Handler().ServeHTTP(posted, r)
		path, _, _ := strings.Cut(posted.Header().Get("Location"), "#")
		shown := httptest.NewRecorder()
		w.Handler().ServeHTTP(shown, httptest.NewRequestWithContext(b.Context(), http.MethodGet, path, nil))
		if posted.Code != http.StatusSeeOther || shown.Code != http.StatusOK {
			b.Errorf("answered %d, then %d", posted.Code, shown.Code)
		}
		sessions[person] = strings.TrimPrefix(path, "/c/")
	}
}

// served is a conversation as the program holds it: with its own number of workers,
// but with patience for the whole crowd on a slow machine.
func served(b *testing.B, lib *engine.Engine) *dialogue.Bot {
	b.Helper()
	conv, err := dialogue.New(dialogue.Config{
		Limits: limit.Limits{Person: limit.Rate{Burst: -1}, Wait: time.Minute}, Samples: []string{"who?"},
		Embed: func(ctx context.Context, said string, lang text.Language) ([]float32, error) {
			return lib.Direction(ctx, retrieval.Question{Text: said, Language: lang})
		},
	}, lib)
	must(b, err)
	b.Cleanup(func() { must(b, conv.Close()) })
	conv.AwaitWishes(b.Context())
	return conv
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

// together has the crowd do something at once and returns how long each waited.
func together(do func(person int)) []time.Duration {
	var mu sync.Mutex
	var took []time.Duration
	var g sync.WaitGroup
	for person := range crowd {
		g.Go(func() {
			begun := time.Now()
			do(person)
			mu.Lock()
			defer mu.Unlock()
			took = append(took, time.Since(begun))
		})
	}
	g.Wait()
	return took
}

// share is how many milliseconds that share of a list takes at most.
func share(list []time.Duration, of float64) float64 {
	list = slices.Sorted(slices.Values(list))
	return float64(list[int(of*float64(len(list)-1))]) / float64(time.Millisecond)
}

// ended is a context that is over.
func ended() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
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
