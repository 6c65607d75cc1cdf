package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"articlebot/bot/discord/api"
)

const token = "canary.token.value"

// server answers requests by number and counts them.
type server struct {
	*httptest.Server
	n atomic.Int64

	mu    sync.Mutex
	seen  []string
	waits []time.Duration
	// refuse ends all waits.
	refuse error
}

// serve starts a server; answer gets the request's number from 1.
func serve(t *testing.T, answer func(n int64, w http.ResponseWriter, r *http.Request)) (*server, *api.Client) {
	t.Helper()
	s := &server{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.seen = append(s.seen, r.Method+" "+r.URL.Path)
		s.mu.Unlock()
		answer(s.n.Add(1), w, r)
	}))
	t.Cleanup(s.Close)
	c, err := api.New(api.Options{Token: token, URL: s.URL + "/api/v10", Sleep: func(ctx context.Context, d time.Duration) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.waits = append(s.waits, d)
		return errors.Join(s.refuse, ctx.Err())
	}})
	if err != nil {
		t.Fatal(err)
	}
	return s, c
}

func fail(w http.ResponseWriter, status int, body string) {
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

var interaction = &api.Interaction{ID: "5", ApplicationID: "1", Token: "canarytoken"}

func TestRequestsCarryTheTokenAndGoBelowTheBase(t *testing.T) {
	t.Parallel()
	s, c := serve(t, func(_ int64, w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bot "+token {
			t.Errorf("Authorization %q", r.Header.Get("Authorization"))
		}
		_, _ = io.WriteString(w, `{"url":"wss://x","shards":3,"session_start_limit":{"total":1000,"remaining":7}}`)
	})
	g, err := c.Gateway(context.Background())
	if err != nil || g.Shards != 3 || g.Limit.Remaining != 7 {
		t.Errorf("Gateway gave %+v, %v", g, err)
	}
	if s.seen[0] != "GET /api/v10/gateway/bot" {
		t.Errorf("asked %s", s.seen[0])
	}
}

func TestFailuresAreTriedAgainWithinBounds(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	edit := func(c *api.Client) error { return c.EditOriginal(ctx, interaction, api.Message{Content: "x"}) }
	follow := func(c *api.Client) error { return c.FollowUp(ctx, interaction, api.Message{Content: "x"}) }
	respond := func(c *api.Client) error { return c.Respond(ctx, interaction, api.Respond(api.Message{})) }
	for _, c := range []struct {
		what   string
		status int
		body   string
		call   func(*api.Client) error
		tries  int64
	}{
		{"edit after 500", 500, "", edit, 3},
		{"edit after 502 with HTML", 502, "<html>", edit, 3},
		{"edit after 503", 503, `{"message":"x"}`, edit, 3},
		{"edit after 429", 429, `{"retry_after":1.5}`, edit, 5},
		{"edit after 429 with HTML", 429, "<html>", edit, 5},
		{"edit after 400", 400, `{"code":50035,"message":"Invalid Form Body"}`, edit, 1},
		{"edit after 404", 404, `{"code":10015}`, edit, 1},
		{"edit after 401", 401, `{"message":"401: Unauthorized"}`, edit, 3},
		{"edit after 401 for the interaction", 401, `{"code":50027,"message":"Invalid Webhook Token"}`, edit, 1},
		{"follow-up after 500", 500, "", follow, 1},
		{"follow-up after 429", 429, "", follow, 5},
		{"response after 500", 500, "", respond, 3},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			s, client := serve(t, func(_ int64, w http.ResponseWriter, _ *http.Request) { fail(w, c.status, c.body) })
			err := c.call(client)
			if !api.HasStatus(err, c.status) {
				t.Errorf("error %v, want status %d", err, c.status)
			}
			if s.n.Load() != c.tries {
				t.Errorf("%d tries, want %d", s.n.Load(), c.tries)
			}
			for _, secret := range []string{token, "canarytoken"} {
				if strings.Contains(fmt.Sprintf("%v %+v", err, errors.Unwrap(err)), secret) {
					t.Errorf("the error contains %q: %v", secret, err)
				}
			}
		})
	}
}

func TestAResponseThatArrivedBeforeIsNoFailure(t *testing.T) {
	t.Parallel()
	_, c := serve(t, func(n int64, w http.ResponseWriter, _ *http.Request) {
		if n == 1 {
			fail(w, 502, "")
			return
		}
		fail(w, 400, `{"code":40060,"message":"already acknowledged"}`)
	})
	if err := c.Respond(context.Background(), interaction, api.Defer(true)); err != nil {
		t.Errorf("the second try gave %v", err)
	}
}

func TestAnAnswerTwiceIsAFailureWhereItIsTheFirstTry(t *testing.T) {
	t.Parallel()
	_, c := serve(t, func(_ int64, w http.ResponseWriter, _ *http.Request) { fail(w, 400, `{"code":40060}`) })
	if err := c.Respond(context.Background(), interaction, api.Defer(true)); !api.HasCode(err, api.CodeAlreadyAnswered) {
		t.Errorf("got %v", err)
	}
}

func TestRetryAfterIsWaitedFor(t *testing.T) {
	t.Parallel()
	s, c := serve(t, func(n int64, w http.ResponseWriter, _ *http.Request) {
		if n == 1 {
			w.Header().Set("Retry-After", "7")
			fail(w, 429, `{"retry_after":7,"global":false}`)
			return
		}
		w.WriteHeader(204)
	})
	if err := c.EditOriginal(context.Background(), interaction, api.Message{}); err != nil {
		t.Fatal(err)
	}
	if len(s.waits) != 1 || s.waits[0] != 7*time.Second {
		t.Errorf("waits %v, want 7 s", s.waits)
	}
}

func TestAContextEndsAWait(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		fail(w, 429, "")
	}))
	t.Cleanup(s.Close)
	c, err := api.New(api.Options{Token: token, URL: s.URL})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if err := c.EditOriginal(ctx, interaction, api.Message{}); err == nil {
		t.Error("no error")
	}
}

func TestAnEmptyBucketHoldsUpItsRouteOnly(t *testing.T) {
	t.Parallel()
	s, c := serve(t, func(_ int64, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-RateLimit-Remaining", "0")
		w.Header().Set("X-RateLimit-Reset-After", "4.5")
		_, _ = io.WriteString(w, `{"id":"9"}`)
	})
	post := func(channel api.Snowflake) error {
		_, err := c.Send(context.Background(), channel, api.Message{Content: "x"})
		return err
	}
	if err := errors.Join(post("1"), post("2")); err != nil || len(s.waits) != 0 {
		t.Fatalf("%v, waits %v", err, s.waits)
	}
	s.refuse = errors.New("enough waited")
	if err := post("1"); !errors.Is(err, s.refuse) || len(s.waits) != 1 || s.waits[0] < 4*time.Second {
		t.Errorf("%v, waits %v; want one of 4.5 s", err, s.waits)
	}
	if s.n.Load() != 2 {
		t.Errorf("%d requests, want 2", s.n.Load())
	}
}

func TestAChannelsLimitIsNeverExceeded(t *testing.T) {
	t.Parallel()
	const window, most = 40 * time.Millisecond, 5
	var mu sync.Mutex
	left, renewed, floods := most, time.Now(), 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if time.Since(renewed) >= window {
			left, renewed = most, time.Now()
		}
		left--
		w.Header().Set("X-RateLimit-Remaining", fmt.Sprint(max(left, 0)))
		w.Header().Set("X-RateLimit-Reset-After", fmt.Sprint((window-time.Since(renewed)).Seconds()+0.001))
		if left < 0 {
			floods++
			fail(w, 429, `{"retry_after":0.05}`)
			return
		}
		_, _ = io.WriteString(w, `{"id":"9"}`)
	}))
	t.Cleanup(s.Close)
	c, err := api.New(api.Options{Token: token, URL: s.URL})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 30 {
		wg.Go(func() {
			if _, err := c.Send(context.Background(), "3", api.Message{Content: "x"}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if floods > 0 {
		t.Errorf("%d requests over the limit", floods)
	}
}

func TestPeopleDoNotWaitForEachOther(t *testing.T) {
	t.Parallel()
	const people = 40
	var together sync.WaitGroup
	together.Add(people)
	_, c := serve(t, func(_ int64, w http.ResponseWriter, _ *http.Request) {
		together.Done()
		together.Wait() // for all the others: one after the other would never end
		w.Header().Set("X-RateLimit-Remaining", "0")
		w.Header().Set("X-RateLimit-Reset-After", "60")
		w.WriteHeader(204)
	})
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	var wg sync.WaitGroup
	for n := range people {
		wg.Go(func() {
			i := &api.Interaction{ID: "1", ApplicationID: "1", Token: fmt.Sprint("token", n)}
			if err := c.EditOriginal(ctx, i, api.Message{}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func TestAMessageIsNeverPostedTwice(t *testing.T) {
	t.Parallel()
	question := api.Message{Content: "x", ReplyTo: "100", Nonce: "100"}
	cut := func(w http.ResponseWriter) {
		conn, _, _ := w.(http.Hijacker).Hijack()
		_ = conn.Close()
	}
	t.Run("it had arrived", func(t *testing.T) {
		t.Parallel()
		s, c := serve(t, func(n int64, w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				cut(w)
				return
			}
			_, _ = io.WriteString(w, `[{"id":"101","author":{"id":"1","bot":true},"message_reference":{"message_id":"100"}}]`)
		})
		id, err := c.Send(context.Background(), "3", question)
		if id != "101" || err != nil {
			t.Errorf("Send gave %q, %v; want the message that is there", id, err)
		}
		if s.n.Load() != 2 {
			t.Errorf("%d requests, want the post and the look: %v", s.n.Load(), s.seen)
		}
	})
	t.Run("it had not arrived", func(t *testing.T) {
		t.Parallel()
		posts := atomic.Int64{}
		_, c := serve(t, func(_ int64, w http.ResponseWriter, r *http.Request) {
			switch {
			case r.Method == http.MethodGet:
				_, _ = io.WriteString(w, `[{"id":"101","author":{"id":"8","bot":false},"message_reference":{"message_id":"100"}}]`)
			case posts.Add(1) == 1:
				cut(w)
			default:
				_, _ = io.WriteString(w, `{"id":"102"}`)
			}
		})
		if id, err := c.Send(context.Background(), "3", question); id != "102" || err != nil {
			t.Errorf("Send gave %q, %v", id, err)
		}
	})
	t.Run("nobody can tell", func(t *testing.T) {
		t.Parallel()
		posts := atomic.Int64{}
		_, c := serve(t, func(_ int64, w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				posts.Add(1)
				cut(w)
				return
			}
			fail(w, 403, `{"code":50001}`)
		})
		if _, err := c.Send(context.Background(), "3", question); err == nil {
			t.Error("no error")
		}
		if posts.Load() != 1 {
			t.Errorf("%d posts, want 1", posts.Load())
		}
	})
	t.Run("the server refused and would recognise it", func(t *testing.T) {
		t.Parallel()
		posts := atomic.Int64{}
		_, c := serve(t, func(_ int64, w http.ResponseWriter, r *http.Request) {
			switch {
			case r.Method == http.MethodGet:
				fail(w, 404, "")
			case posts.Add(1) == 1:
				fail(w, 503, "")
			default:
				_, _ = io.WriteString(w, `{"id":"102"}`)
			}
		})
		if id, err := c.Send(context.Background(), "3", question); id != "102" || err != nil {
			t.Errorf("Send gave %q, %v", id, err)
		}
	})
}

func TestNobodyIsPinged(t *testing.T) {
	t.Parallel()
	var bodies []string
	_, c := serve(t, func(_ int64, w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		bodies = append(bodies, string(b))
		_, _ = io.WriteString(w, `{"id":"1"}`)
	})
	ctx, m := context.Background(), api.Message{Content: "@everyone <@1>", ReplyTo: "4", Nonce: "4", Ephemeral: true}
	_, err := c.Send(ctx, "3", m)
	err = errors.Join(err, c.Edit(ctx, "3", "4", m), c.Respond(ctx, interaction, api.Respond(m)),
		c.Respond(ctx, interaction, api.Update(m)), c.EditOriginal(ctx, interaction, m), c.FollowUp(ctx, interaction, m))
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range bodies {
		if !strings.Contains(b, `"allowed_mentions":{"parse":[],"replied_user":false}`) {
			t.Errorf("%s can ping", b)
		}
	}
}

func TestTheWholeStateOfAMessageIsSent(t *testing.T) {
	t.Parallel()
	b, err := json.Marshal(api.Message{})
	if want := `{"content":"","embeds":[],"components":[],"allowed_mentions":{"parse":[],"replied_user":false}}`; err != nil || string(b) != want {
		t.Errorf("an empty message is %s, %v; want %s", b, err, want)
	}
}

func TestNothingIsReachedWithoutAServer(t *testing.T) {
	t.Parallel()
	s, c := serve(t, func(int64, http.ResponseWriter, *http.Request) {})
	s.Close()
	err := c.FollowUp(context.Background(), interaction, api.Message{})
	var e *api.Error
	if !errors.As(err, &e) || e.Status != 0 || !e.Unsent || len(s.waits) != 2 {
		t.Errorf("%v after waits %v; want an unsent request tried three times", err, s.waits)
	}
	if strings.Contains(err.Error(), "canarytoken") {
		t.Errorf("the error contains the token: %v", err)
	}
}

func TestIDsAreReadInAnyDialect(t *testing.T) {
	t.Parallel()
	var m struct{ A, B, C, D api.Snowflake }
	if err := json.Unmarshal([]byte(`{"A":"175928847299117063","B":175928847299117063,"C":null,"D":""}`), &m); err != nil {
		t.Fatal(err)
	}
	if m.A != m.B || m.C != "" || m.D != "" {
		t.Errorf("read %+v", m)
	}
	if got := m.A.Time().UTC().Format(time.RFC3339); got != "2016-04-30T11:18:25Z" { // the documentation's example
		t.Errorf("made at %s", got)
	}
	if json.Unmarshal([]byte(`{"A":{}}`), &m) == nil {
		t.Error("an object passed for an id")
	}
}

func FuzzReceived(f *testing.F) {
	f.Add([]byte(`{"id":"1","author":{"id":2},"embeds":[{}],"data":{"options":[{"name":"a","value":3}]}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var i api.Interaction
		if json.Unmarshal(b, &i) == nil {
			_ = i.Asker()
			_ = i.Data.Text("a")
			_, _ = i.Data.Focus()
			_, _ = i.Data.Bool("a")
			_ = i.Permits(1)
			_ = i.ID.Time()
		}
		var m api.Received
		if json.Unmarshal(b, &m) == nil {
			_ = m.ReferencedMessage.From("1")
		}
	})
}
