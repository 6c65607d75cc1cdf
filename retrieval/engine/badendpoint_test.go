package engine_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/clock/clocktest"
	"articlebot/retrieval/encoder"
	"articlebot/retrieval/encoder/endpoint"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/retrieval/engine"
)

// answerTime is what a person waits at most for an answer, whatever an encoder
// does: its own time and that of passages on the spot, with much to spare.
const answerTime = 5 * time.Second

// service is an endpoint that embeds with the built-in model until it is told to
// do something else.
type service struct {
	*httptest.Server
	model    *encoder.Model
	instead  atomic.Pointer[http.HandlerFunc]
	requests atomic.Int64
}

func newService(t *testing.T) *service {
	t.Helper()
	s := &service{model: builtIn(t)}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.requests.Add(1)
		if h := s.instead.Load(); h != nil {
			(*h)(w, r)
			return
		}
		s.embed(w, r, func(v []float32) any { return v })
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *service) do(h http.HandlerFunc) { s.instead.Store(&h) }

// embed answers as it should, but for what spoil makes of each vector.
func (s *service) embed(w http.ResponseWriter, r *http.Request, spoil func([]float32) any) {
	var in struct{ Input []string }
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	var data []any
	for i, text := range in.Input {
		question, ok := strings.CutPrefix(text, "query: ")
		var v []float32
		if ok {
			v, _ = s.model.Query(r.Context(), question) //nolint:errcheck // fails when the client is gone
		} else if list, err := s.model.Passages(r.Context(), []string{strings.TrimPrefix(text, "passage: ")}); err == nil {
			v = list[0]
		}
		data = append(data, map[string]any{"index": i, "embedding": spoil(v)})
	}
	json.NewEncoder(w).Encode(map[string]any{"data": data}) //nolint:errcheck // the client is gone
}

// client asks the service; its clock is moved by the test.
func (s *service) client(now func() time.Time) client {
	return client{endpoint.New(endpoint.Config{
		URL: s.URL + "/v1/embeddings", Model: s.model.Fit(), QueryPrefix: "query: ", PassagePrefix: "passage: ",
		Timeout: time.Second, HTTP: s.Client(), Now: now,
	})}
}

type client struct{ *endpoint.Client }

// faults are what an endpoint may do instead of what it should.
func (s *service) faults(hang <-chan struct{}) map[string]http.HandlerFunc {
	says := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			io.WriteString(w, body) //nolint:errcheck // the client is gone
		}
	}
	spoilt := func(spoil func([]float32) any) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { s.embed(w, r, spoil) }
	}
	return map[string]http.HandlerFunc{
		"other dimensions": spoilt(func(v []float32) any { return v[:100] }),
		"no number":        says(http.StatusOK, `{"data":[{"index":0,"embedding":[NaN,1]}]}`),
		"null":             spoilt(func(v []float32) any { return make([]*float32, len(v)) }),
		"fewer vectors":    says(http.StatusOK, `{"data":[]}`),
		"HTML":             says(http.StatusOK, "<!DOCTYPE html><p>Please sign in."),
		"429":              says(http.StatusTooManyRequests, "slow down"),
		"500":              says(http.StatusInternalServerError, "oh no"),
		"nothing":          says(http.StatusOK, ""),
		"a line that ends": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"too late": func(_ http.ResponseWriter, r *http.Request) {
			select {
			case <-hang:
			case <-r.Context().Done():
			}
		},
	}
}

// openEndpoint opens an engine whose encoder is the service.
func openEndpoint(t *testing.T, c client) *engine.Engine {
	t.Helper()
	n := &newsroom{}
	n.publish(village()...)
	ctx, cancel := context.WithTimeout(t.Context(), answerTime)
	defer cancel()
	opened := make(chan struct{})
	defer close(opened)
	time.AfterFunc(answerTime, func() {
		select {
		case <-opened:
		default:
			t.Errorf("it does not open within %v", answerTime)
		}
	})
	e, err := engine.Open(ctx, engine.Config{
		Reader: n, Backend: bleveindex.Memory{},
		Meaning: &engine.Meaning{Encoder: c, Vectors: vectors.NewMaker(vectors.Config{Encoder: c})},
	})
	must(t, err)
	t.Cleanup(func() { must(t, e.Close()) })
	return e
}

// said is what of an answer a person sees.
func said(t *testing.T, e *engine.Engine, question string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), answerTime)
	defer cancel()
	a, err := e.Ask(ctx, retrieval.Question{Text: question})
	must(t, err)
	var b strings.Builder
	fmt.Fprintf(&b, "%s %.6f missing %q\n", a.Outcome, a.Confidence, a.Missing)
	for _, h := range a.Hits {
		fmt.Fprintf(&b, "%s %v %v\n", h.Article.ID, h.Sentence, h.Highlights)
	}
	return b.String()
}

// byWords is what words alone say.
func byWords(t *testing.T, questions ...string) (out []string) {
	t.Helper()
	n := &newsroom{}
	n.publish(village()...)
	e := place{}.open(t, n)
	for _, q := range questions {
		out = append(out, said(t, e, q))
	}
	return out
}

const (
	plainQuestion = "how many hectares of coffee does the commune plan"
	otherWords    = "does a medical professional see patients for free"
)

// TestWordsAnswerWhateverAnEndpointDoes breaks an endpoint before the first
// passage, and after the last, when only the question's vector fails.
func TestWordsAnswerWhateverAnEndpointDoes(t *testing.T) {
	if testing.Short() {
		t.Skip("embeds passages")
	}
	want := byWords(t, plainQuestion, otherWords)
	s := newService(t)
	hang := make(chan struct{})
	defer close(hang)
	for name, fault := range s.faults(hang) {
		t.Run(name+" from the first request on", func(t *testing.T) {
			if name == "other dimensions" {
				t.Skip("nothing is wrong with the first ones")
			}
			s.do(fault)
			now := newClock()
			e := openEndpoint(t, s.client(now.Now))
			for i, q := range []string{plainQuestion, otherWords} {
				if got := said(t, e, q); got != want[i] {
					t.Errorf("%q: %swant %s", q, got, want[i])
				}
			}
			if at := e.Status().Embedded; at == nil || at.Err == nil || at.Done != 0 {
				t.Errorf("operators are told %+v", at)
			}
			s.instead.Store(nil)
			for range 100 { // the best passages are embedded on the spot
				now.Add(time.Hour)
				said(t, e, plainQuestion)
				if at := e.Status().Embedded; at.Err == nil && at.Done > 0 {
					return
				}
				time.Sleep(10 * time.Millisecond)
			}
			t.Errorf("once it is well again: %+v", e.Status().Embedded)
		})
		t.Run(name+" once the passages are embedded", func(t *testing.T) {
			s.instead.Store(nil)
			now := newClock()
			e := openEndpoint(t, s.client(now.Now))
			must(t, e.AwaitVectors(t.Context(), func(retrieval.Progress) {}))
			meant := said(t, e, otherWords)
			if !strings.Contains(meant, "doctor") {
				t.Fatalf("before: %s", meant)
			}
			s.do(fault)
			for i, q := range []string{plainQuestion, otherWords} {
				if got := said(t, e, q); got != want[i] {
					t.Errorf("%q: %swant %s", q, got, want[i])
				}
			}
			if at := e.Status().Embedded; at.Err == nil {
				t.Error("operators are not told")
			}
			s.instead.Store(nil)
			now.Add(time.Hour)
			if got := said(t, e, otherWords); got != meant {
				t.Errorf("once it is well again: %swant %s", got, meant)
			}
			if at := e.Status().Embedded; at.Err != nil {
				t.Errorf("operators are still told: %v", at.Err)
			}
		})
	}
}

// TestAnEndpointThatFailsIsNotAskedForEveryQuestion counts.
func TestAnEndpointThatFailsIsNotAskedForEveryQuestion(t *testing.T) {
	s := newService(t)
	s.do(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	e := openEndpoint(t, s.client(newClock().Now))
	before := s.requests.Load()
	for range 50 {
		said(t, e, plainQuestion)
	}
	if n := s.requests.Load() - before; n > 1 {
		t.Errorf("%d requests for 50 questions", n)
	}
}

func newClock() *clocktest.Clock { return clocktest.At(time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)) }
