package endpoint_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/config"
	"articlebot/retrieval/clock/clocktest"
	"articlebot/retrieval/encoder/endpoint"
)

const key = "canary-of-a-key"

// server counts requests and answers them all alike.
type server struct {
	*httptest.Server
	requests atomic.Int64
}

func serve(t *testing.T, handle http.HandlerFunc) *server {
	t.Helper()
	s := &server{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.requests.Add(1)
		handle(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func client(s *server, c *clocktest.Clock) *endpoint.Client {
	return endpoint.New(endpoint.Config{
		URL: s.URL + "/v1/embeddings", Model: "small", Key: config.NewSecret(key),
		QueryPrefix: "query: ", PassagePrefix: "passage: ", Timeout: 2 * time.Second,
		HTTP: s.Client(), Now: c.Now,
	})
}

func inputs(r *http.Request) (in struct {
	Model string
	Input []string
}) {
	json.NewDecoder(r.Body).Decode(&in) //nolint:errcheck // an empty request fails the test
	return in
}

// embed answers as a server should: each vector says how long its text is, in
// the wrong order.
func embed(w http.ResponseWriter, r *http.Request) {
	in := inputs(r)
	var data []string
	for i := len(in.Input) - 1; i >= 0; i-- {
		data = append(data, fmt.Sprintf(`{"index":%d,"embedding":[%d,1]}`, i, len(in.Input[i])))
	}
	fmt.Fprintf(w, `{"object":"list","data":[%s]}`, strings.Join(data, ","))
}

func TestTextsAreSentWithPrefixAndKeyAndVectorsComeInTheirOrder(t *testing.T) {
	var seen []string
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		seen = append(seen, r.Method+" "+r.URL.Path+" "+r.Header.Get("Authorization")+" "+string(body))
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		embed(w, r)
	})
	c := client(s, new(clocktest.Clock))
	q, err := c.Query(t.Context(), "who?")
	if err != nil {
		t.Fatal(err)
	}
	if c.Dims() != 2 || math.Abs(float64(q[0]*q[0]+q[1]*q[1])-1) > 1e-6 {
		t.Errorf("vector %v of %d", q, c.Dims())
	}
	texts := make([]string, 40)
	for i := range texts {
		texts[i] = strings.Repeat("x", i)
	}
	vectors, err := c.Passages(t.Context(), texts)
	if err != nil || len(vectors) != len(texts) {
		t.Fatal(len(vectors), err)
	}
	for i, v := range vectors {
		if got, want := float64(v[0]/v[1]), float64(len("passage: ")+i); math.Abs(got-want) > 1e-3 {
			t.Errorf("text %d has the vector of one %v long, not %v", i, got, want)
		}
	}
	want := "POST /v1/embeddings Bearer " + key + ` {"model":"small","input":["query: who?"],"encoding_format":"float"}`
	if d := cmp.Diff(want, seen[0]); d != "" || len(seen) != 3 {
		t.Errorf("%d requests, the first: %s", len(seen), d)
	}
}

func TestAnAnswerThatIsWrongIsAnErrorAndThenTheEndpointRests(t *testing.T) {
	status := func(code int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code); io.WriteString(w, body) } //nolint:errcheck // the test sees it
	}
	for name, c := range map[string]struct {
		handle http.HandlerFunc
		want   string
	}{
		"nothing":                  {status(200, ""), "not what was asked for"},
		"HTML":                     {status(200, "<!DOCTYPE html><p>Sign in"), `"<!DOCTYPE html><p>Sign in"`},
		"fewer vectors":            {status(200, `{"data":[]}`), "0 vectors for 1"},
		"more vectors":             {status(200, `{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1]}]}`), "2 vectors for 1"},
		"a vector of another text": {status(200, `{"data":[{"index":3,"embedding":[1]}]}`), "text 3 of 1"},
		"an empty vector":          {status(200, `{"data":[{"index":0,"embedding":[]}]}`), "0 numbers"},
		"NaN":                      {status(200, `{"data":[{"index":0,"embedding":[NaN,1]}]}`), "not what was asked for"},
		"null":                     {status(200, `{"data":[{"index":0,"embedding":[null,null]}]}`), "without a direction"},
		"beyond all numbers":       {status(200, `{"data":[{"index":0,"embedding":[1e200,1e200]}]}`), "without a direction"},
		"500":                      {status(500, "oh no"), "500"},
		"a key that is refused":    {status(401, `{"error":"wrong key `+key+`"}`), `wrong key *****`},
		"another address":          {status(404, "not here"), "404"},
		"a line that breaks":       {func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }, "EOF"},
		"too much":                 {func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, 17<<20)) }, "more than"}, //nolint:errcheck // the client hangs up
	} {
		t.Run(name, func(t *testing.T) {
			s, now := serve(t, c.handle), clocktest.At(time.Unix(1e9, 0))
			cl := client(s, now)
			_, err := cl.Query(t.Context(), "who?")
			var failure *endpoint.Failure
			if !errors.As(err, &failure) || failure.After <= 0 || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q in it and a pause", err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), key) {
				t.Errorf("the key shows in %v", err)
			}
			before := s.requests.Load()
			if _, err := cl.Query(t.Context(), "who?"); !errors.Is(err, endpoint.ErrResting) {
				t.Errorf("right after: %v", err)
			}
			if s.requests.Load() != before {
				t.Error("it was asked again at once")
			}
		})
	}
}

func TestOtherDimensionsThanBeforeAreAnError(t *testing.T) {
	dims := 3
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(map[string]any{"data": []any{map[string]any{"index": 0, "embedding": make1(dims)}}}) //nolint:errcheck // the test sees it
	})
	c := client(s, new(clocktest.Clock))
	if _, err := c.Query(t.Context(), "who?"); err != nil {
		t.Fatal(err)
	}
	dims = 4
	if _, err := c.Query(t.Context(), "who?"); err == nil || !strings.Contains(err.Error(), "4 numbers, while others have 3") {
		t.Errorf("error %v", err)
	}
}

func make1(n int) []float64 {
	v := make([]float64, n)
	v[0] = 1
	return v
}

func TestTheEndpointIsLeftAloneForAsLongAsItAsks(t *testing.T) {
	for header, want := range map[string]time.Duration{
		"7": 7 * time.Second, "": 2 * time.Second, "nonsense": 2 * time.Second, "999999999": 10 * time.Minute,
		time.Unix(1e9+30, 0).UTC().Format(http.TimeFormat): 30 * time.Second,
	} {
		now := clocktest.At(time.Unix(1e9, 0))
		busy := true
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if busy {
				w.Header().Set("Retry-After", header)
				w.WriteHeader(http.StatusTooManyRequests)
				return
			}
			embed(w, r)
		})
		c := client(s, now)
		_, err := c.Query(t.Context(), "who?")
		var failure *endpoint.Failure
		if !errors.As(err, &failure) || failure.RetryAfter() != want {
			t.Errorf("Retry-After %q: %v, want a pause of %v", header, err, want)
		}
		busy = false
		now.Add(want - time.Millisecond)
		if _, err := c.Query(t.Context(), "who?"); !errors.Is(err, endpoint.ErrResting) {
			t.Errorf("Retry-After %q: just before its end: %v", header, err)
		}
		now.Add(time.Millisecond)
		if _, err := c.Query(t.Context(), "who?"); err != nil {
			t.Errorf("Retry-After %q: afterwards: %v", header, err)
		}
	}
}

func TestAnAnswerThatComesTooLateIsNotWaitedFor(t *testing.T) {
	release := make(chan struct{})
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	defer close(release)
	c := client(s, new(clocktest.Clock))
	_, err := c.Query(t.Context(), "who?")
	var failure *endpoint.Failure
	if !errors.As(err, &failure) || !errors.Is(err, context.DeadlineExceeded) || failure.After == 0 {
		t.Errorf("error %v", err)
	}
}

func TestACallerWhoGivesUpIsNoFaultOfTheEndpoint(t *testing.T) {
	s := serve(t, embed)
	c := client(s, new(clocktest.Clock))
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Query(ended, "who?"); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if _, err := c.Query(t.Context(), "who?"); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestATextThatIsRefusedDoesNotStopTheOthers(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if body, _ := io.ReadAll(r.Body); strings.Contains(string(body), "too long") {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		io.WriteString(w, `{"data":[{"index":0,"embedding":[1]}]}`) //nolint:errcheck // the test sees it
	})
	c := client(s, new(clocktest.Clock))
	_, err := c.Passages(t.Context(), []string{"too long"})
	var failure *endpoint.Failure
	if !errors.As(err, &failure) || failure.RetryAfter() != 0 {
		t.Errorf("error %v", err)
	}
	if _, err := c.Passages(t.Context(), []string{"short"}); err != nil {
		t.Errorf("another text: %v", err)
	}
}

func TestPausesGrowAndEndWithASuccess(t *testing.T) {
	now := clocktest.At(time.Unix(1e9, 0))
	broken := true
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if broken {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		embed(w, r)
	})
	c := client(s, now)
	fail := func() time.Duration {
		_, err := c.Query(t.Context(), "who?")
		var failure *endpoint.Failure
		if !errors.As(err, &failure) {
			t.Fatalf("error %v", err)
		}
		now.Add(failure.After)
		return failure.After
	}
	var got []time.Duration
	for range 7 {
		got = append(got, fail()/time.Second)
	}
	broken = false
	if _, err := c.Query(t.Context(), "who?"); err != nil {
		t.Fatal(err)
	}
	broken = true
	got = append(got, fail()/time.Second)
	if d := cmp.Diff([]time.Duration{2, 4, 8, 16, 32, 60, 60, 2}, got); d != "" {
		t.Errorf("pauses in seconds: %s", d)
	}
}

func TestAVectorThatIsNoneDoesNotSayHowLongOthersAre(t *testing.T) {
	now := clocktest.At(time.Unix(1e9, 0))
	body := `{"data":[{"index":0,"embedding":[null,null]}]}`
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, body) }) //nolint:errcheck // the test sees it
	c := client(s, now)
	if _, err := c.Query(t.Context(), "who?"); err == nil || c.Dims() != 0 {
		t.Errorf("%v, dimensions %d", err, c.Dims())
	}
	body = `{"data":[{"index":0,"embedding":[1,2,3]}]}`
	now.Add(time.Hour)
	if _, err := c.Query(t.Context(), "who?"); err != nil || c.Dims() != 3 {
		t.Errorf("a sound one: %v, dimensions %d", err, c.Dims())
	}
}
