package opensearch_test

import (
	"bytes"
	"context"
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

	"articlebot/retrieval"
	"articlebot/retrieval/indextest"
	"articlebot/retrieval/opensearch"
)

// node plays as much of a cluster as holds one generation with one passage.
type node struct {
	*httptest.Server
	calls atomic.Int64
	// before, if set, answers a call instead.
	before func(w http.ResponseWriter, r *http.Request) bool
	hits   string // the answer to a search
}

// table is one passage: room 1; born 2, place 0, number 0, count 1.
const table = `{"_source":{"data":"AQIAAAE="}}`

func newNode(t *testing.T) *node {
	n := &node{hits: `{"_shards":{"total":1},"hits":{"hits":[{"sort":[1.5,2,0]}]}}`}
	n.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n.calls.Add(1)
		body, _ := io.ReadAll(r.Body) // only then is it noticed that nobody waits any more
		r.Body = io.NopCloser(bytes.NewReader(body))
		if n.before != nil && n.before(w, r) {
			return
		}
		say := func(s string) { _, _ = io.WriteString(w, s) }
		switch {
		case strings.Contains(r.URL.Path, "_doc/generation-1"):
			say(`{"_source":{"born":2,"pieces":1,"committed":true}}`)
		case strings.Contains(r.URL.Path, "_doc/table-1-0"):
			say(table)
		case strings.HasSuffix(r.URL.Path, "/_count"):
			say(`{"count":1,"_shards":{"total":1}}`)
		case strings.HasSuffix(r.URL.Path, "/_search"):
			say(n.hits)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(n.Close)
	return n
}

func open(t *testing.T, cfg opensearch.Config) retrieval.Index {
	t.Helper()
	idx, err := backend(t, cfg).Open(t.Context(), "1")
	must(t, err)
	t.Cleanup(func() { _ = idx.Close() })
	return idx
}

func hosts(nodes ...*node) opensearch.Config {
	cfg := opensearch.Config{}
	for _, n := range nodes {
		cfg.Hosts = append(cfg.Hosts, n.URL)
	}
	return cfg
}

func TestASearchGoesToAnotherNodeWhereOneFails(t *testing.T) {
	for name, fail := range map[string]func(n *node){
		"gone": func(n *node) { n.Close() },
		"too busy": func(n *node) {
			n.before = func(w http.ResponseWriter, _ *http.Request) bool {
				w.WriteHeader(http.StatusTooManyRequests)
				return true
			}
		},
		"starting": func(n *node) {
			n.before = func(w http.ResponseWriter, _ *http.Request) bool {
				w.WriteHeader(http.StatusServiceUnavailable)
				return true
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			ill, well := newNode(t), newNode(t)
			idx := open(t, hosts(ill, well))
			fail(ill)
			well.calls.Store(0)
			ill.calls.Store(0)
			for range 6 {
				expect(t, idx, "coffee", 0)
			}
			if well.calls.Load() != 6 {
				t.Errorf("the node that is well was asked %d times, want 6", well.calls.Load())
			}
			if n := ill.calls.Load(); n > 1 {
				t.Errorf("the node that is ill was asked %d times; it should be left alone after the first", n)
			}
		})
	}
}

func TestANodeThatHangsIsNotWaitedForLong(t *testing.T) {
	ill, well := newNode(t), newNode(t)
	idx := open(t, hosts(ill, well))
	release := make(chan struct{})
	ill.before = func(_ http.ResponseWriter, r *http.Request) bool {
		select {
		case <-release:
		case <-r.Context().Done():
		}
		return true
	}
	t.Cleanup(func() { close(release) })
	started := time.Now()
	for range 2 { // one of them begins at the one that hangs
		expect(t, idx, "coffee", 0)
	}
	if took := time.Since(started); took > 2400*time.Millisecond {
		t.Errorf("two searches took %v beside a node that hangs", took)
	}
}

func TestASearchEndsWithItsContext(t *testing.T) {
	n := newNode(t)
	idx := open(t, hosts(n))
	ctx, cancel := context.WithCancel(t.Context())
	n.before = func(_ http.ResponseWriter, r *http.Request) bool { cancel(); <-r.Context().Done(); return true }
	if _, err := idx.Search(ctx, indextest.Terms("coffee"), 1); !errors.Is(err, context.Canceled) {
		t.Errorf("search: %v, want that it was cancelled", err)
	}
}

func TestAPartialAnswerIsTakenAndLogged(t *testing.T) {
	n := newNode(t)
	log := new(logged)
	cfg := hosts(n)
	cfg.Log = log.logger()
	idx := open(t, cfg)
	n.hits = `{"timed_out":true,"_shards":{"total":3,"failed":1,"failures":[{"reason":{"type":"x","reason":"it burns"}}]},"hits":{"hits":[{"sort":[1.5,2,0]}]}}`
	expect(t, idx, "coffee", 0)
	if said := log.String(); !strings.Contains(said, "partial") || !strings.Contains(said, "it burns") {
		t.Errorf("the log says %q", said)
	}
	n.hits = `{"_shards":{"total":1,"failed":1,"failures":[{"reason":{"type":"x","reason":"it burns"}}]},"hits":{"hits":[]}}`
	if _, err := idx.Search(t.Context(), indextest.Terms("coffee"), 1); err == nil {
		t.Error("an answer of no part of the index is taken")
	}
}

// What somebody wrote who was overtaken is in no table.
func TestAPassageOfNobodyIsLeftOut(t *testing.T) {
	n := newNode(t)
	idx := open(t, hosts(n))
	n.hits = `{"_shards":{"total":1},"hits":{"hits":[{"sort":[9.5,1,0]},{"sort":[3.5,2,7]},{"sort":[1.5,2,0]}]}}`
	expect(t, idx, "coffee", 0)
}

func TestThePasswordIsSentAndNeverSaid(t *testing.T) {
	n := newNode(t)
	log := new(logged)
	cfg := hosts(n)
	cfg.User, cfg.Password, cfg.Log = "bot", "hunter2", log.logger()
	var user, password string
	n.before = func(_ http.ResponseWriter, r *http.Request) bool { user, password, _ = r.BasicAuth(); return false }
	idx := open(t, cfg)
	if user != "bot" || password != "hunter2" {
		t.Errorf("%q and %q are sent", user, password)
	}
	n.before = func(w http.ResponseWriter, _ *http.Request) bool {
		w.WriteHeader(http.StatusUnauthorized)
		return true
	}
	_, err := idx.Search(t.Context(), indextest.Terms("coffee"), 1)
	n.Close()
	_, err2 := idx.Search(t.Context(), indextest.Terms("coffee"), 1)
	if err == nil || err2 == nil {
		t.Fatal("a search without a cluster finds something")
	}
	if said := err.Error() + err2.Error() + log.String(); strings.Contains(said, "hunter2") {
		t.Errorf("the password is said: %s", said)
	} else if !strings.Contains(said, "refuses the user or the password") {
		t.Errorf("nobody says why: %s", said)
	}
}

func TestAnAddressWithAPasswordIsRefusedWithoutShowingIt(t *testing.T) {
	_, err := opensearch.New(opensearch.Config{Hosts: []string{"https://bot:hunter2@search:9200"}})
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("new: %v", err)
	}
}

// bulk answers writes: each passage that is new gets the next of statuses.
func bulk(statuses ...int) (before func(http.ResponseWriter, *http.Request) bool, sent func() []string) {
	var mu sync.Mutex
	var ids []string
	return func(w http.ResponseWriter, r *http.Request) bool {
			switch {
			case strings.HasSuffix(r.URL.Path, "/_bulk"):
				mu.Lock()
				defer mu.Unlock()
				data, _ := io.ReadAll(r.Body)
				var items []string
				for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
					if i%2 != 0 {
						continue
					}
					ids = append(ids, line)
					status := http.StatusCreated
					if len(statuses) > 0 {
						status, statuses = statuses[0], statuses[1:]
					}
					items = append(items, fmt.Sprintf(`{"index":{"status":%d,"error":{"type":"t","reason":"r"}}}`, status))
				}
				_, _ = fmt.Fprintf(w, `{"errors":true,"items":[%s]}`, strings.Join(items, ","))
				return true
			case r.Method == http.MethodPut || strings.HasSuffix(r.URL.Path, "/_refresh"):
				_, _ = io.WriteString(w, `{}`)
				return true
			}
			return false
		}, func() []string {
			mu.Lock()
			defer mu.Unlock()
			return ids
		}
}

func TestOnlyWritesThatFoundNoRoomAreSentAgain(t *testing.T) {
	n := newNode(t)
	b := backend(t, hosts(n))
	before, sent := bulk(201, 429, 201, 503)
	n.before = before
	x, err := b.Begin(t.Context(), "1", nil)
	must(t, err)
	must(t, x.Add(t.Context(), documents("a", "b", "c", "d")))
	_, _ = x.Commit(t.Context()) // this node holds nothing: what was sent is what matters
	want := `{"index":{"_id":"2.0"}} {"index":{"_id":"2.1"}} {"index":{"_id":"2.2"}} {"index":{"_id":"2.3"}} {"index":{"_id":"2.1"}} {"index":{"_id":"2.3"}}`
	if got := strings.Join(sent(), " "); got != want {
		t.Errorf("sent %s\nwant %s", got, want)
	}
}

func TestAPassageThatIsRefusedEndsTheBuild(t *testing.T) {
	n := newNode(t)
	b := backend(t, hosts(n))
	n.before, _ = bulk(201, 400)
	x, err := b.Begin(t.Context(), "1", nil)
	must(t, err)
	must(t, x.Add(t.Context(), documents("a", "b")))
	if _, err := x.Commit(t.Context()); err == nil || !strings.Contains(err.Error(), "400: t: r") {
		t.Errorf("commit: %v", err)
	}
}
