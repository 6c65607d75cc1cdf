package discord_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"articlebot/bot/discord"
)

// fewWords is a server that knows the least that a bot needs: no list of
// commands, no budget, no sequence numbers, numbers for ids, no body where
// none is required.
type fewWords struct {
	*httptest.Server
	mu    sync.Mutex
	calls []string
	ws    *websocket.Conn
}

func newFewWords(t *testing.T) *fewWords {
	s := &fewWords{}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return s
}

func (s *fewWords) serve(w http.ResponseWriter, r *http.Request) {
	if websocket.IsWebSocketUpgrade(r) {
		s.gateway(w, r)
		return
	}
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	s.calls = append(s.calls, r.Method+" "+r.URL.Path+" "+string(body))
	s.mu.Unlock()
	switch {
	case r.URL.Path == "/discord/gateway/bot":
		_, _ = io.WriteString(w, `{"url":"ws`+strings.TrimPrefix(s.URL, "http")+`/ws/"}`)
	case r.Method == http.MethodPut:
		w.WriteHeader(http.StatusOK)
	case strings.HasSuffix(r.URL.Path, "/callback"):
		w.WriteHeader(http.StatusOK)
	case strings.HasSuffix(r.URL.Path, "/messages"):
		_, _ = io.WriteString(w, `{"id":901}`)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

func (s *fewWords) gateway(w http.ResponseWriter, r *http.Request) {
	up := websocket.Upgrader{}
	ws, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	s.say(ws, `{"op":10,"d":{"heartbeat_interval":45000}}`)
	for {
		var p struct{ Op int }
		if ws.ReadJSON(&p) != nil {
			return
		}
		if p.Op == 2 {
			s.mu.Lock()
			s.ws = ws // before the bot can act on READY
			s.mu.Unlock()
			s.say(ws, `{"op":0,"t":"READY","d":{"user":{"id":1001}}}`)
		}
	}
}

func (s *fewWords) say(ws *websocket.Conn, text string) {
	s.mu.Lock() // the test says something too
	defer s.mu.Unlock()
	_ = ws.WriteMessage(websocket.TextMessage, []byte(text))
}

// called waits for a request that contains part.
func (s *fewWords) called(t *testing.T, part string) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		s.mu.Lock()
		for _, c := range s.calls {
			if strings.Contains(c, part) {
				s.mu.Unlock()
				return
			}
		}
		s.mu.Unlock()
	}
	t.Fatalf("no request with %q: %q", part, s.calls)
}

func TestAServerOfFewWordsIsEnough(t *testing.T) {
	t.Parallel()
	s := newFewWords(t)
	a, err := discord.New(discord.Config{Token: "a.plain.token", APIURL: s.URL + "/discord/", Sleep: quickly}, &script{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	s.called(t, "PUT /discord/applications/1001/commands")
	s.mu.Lock()
	ws := s.ws
	s.mu.Unlock()
	s.say(ws, `{"op":0,"t":"INTERACTION_CREATE","d":{"id":5,"type":2,"token":"tok","member":{"user":{"id":7}},"guild_id":2,"channel_id":3,"data":{"name":"ask","options":[{"name":"question","value":"what?"}]}}}`)
	s.called(t, `POST /discord/interactions/5/tok/callback {"type":4,"data":{"content":"\u003e what?"`)
	s.say(ws, `{"op":0,"t":"MESSAGE_CREATE","d":{"id":5,"channel_id":3,"guild_id":2,"author":{"id":7},"content":"<@1001> and this?","mentions":[{"id":1001}]}}`)
	s.called(t, `POST /discord/channels/3/messages {"content":"\u003e and this?"`)
	s.mu.Lock()
	for _, c := range s.calls { // nobody who reads a list has to expect null
		if _, body, _ := strings.Cut(c, " {"); strings.Contains(body, "null") {
			t.Errorf("a null was sent: %s", c)
		}
		if _, body, ok := strings.Cut(c, " {"); ok && !json.Valid([]byte("{"+body)) {
			t.Errorf("no JSON: %s", c)
		}
	}
	s.mu.Unlock()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
