package telegram_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"articlebot/bot"
	"articlebot/bot/telegram"
	"articlebot/bot/telegram/telegramtest"
)

// Two readers, and a group.
var (
	an  = telegramtest.Person{ID: 11, Language: "en"}
	bao = telegramtest.Person{ID: 12, Language: "vi"}
)

const group = -1001

// stand is an adapter that talks to a fake server. Everything in it lives on
// the fake clock: it must be used inside synctest.Test.
type stand struct {
	t    *testing.T
	srv  *telegramtest.Server
	conv *script
	talk bot.Conversation // in the place of conv, if set
	log  *logBuffer
	dir  string

	client  *http.Client
	closers []func()
	adapter *telegram.Adapter
	hook    atomic.Pointer[handler]
	stop    context.CancelFunc
	ended   chan error
	edit    func(*telegram.Config)
}

// handler lets an interface be kept in an atomic pointer.
type handler struct{ http.Handler }

// newStand serves a fake Telegram. webhook has the updates posted instead of
// polled.
func newStand(t *testing.T, webhook bool, o telegramtest.Options) *stand {
	t.Helper()
	if o.Schema == nil {
		o.Schema = schema(t)
	}
	s := &stand{t: t, srv: telegramtest.New(o), conv: &script{}, log: &logBuffer{}, dir: t.TempDir()}
	client, end := telegramtest.Serve(s.srv)
	s.client = client
	s.closers = append(s.closers, end)
	if webhook {
		hook, end := telegramtest.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s.hook.Load().ServeHTTP(w, r)
		}))
		s.srv.Deliver(hook)
		s.closers = append(s.closers, end)
		s.edit = func(c *telegram.Config) { c.WebhookURL = "https://paper.example/telegram" }
	}
	return s
}

var schema = sync.OnceValue(func() func(testing.TB) *telegramtest.Schema {
	s, err := telegramtest.LoadSchema()
	return func(t testing.TB) *telegramtest.Schema {
		if errors.Is(err, telegramtest.ErrNoSchema) {
			t.Log("calls are not checked against the published Bot API:", err)
			return nil
		}
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
})()

// run starts an adapter. It may be called again after halt or kill.
func (s *stand) run() {
	s.t.Helper()
	c := telegram.Config{Token: telegramtest.Token, APIURL: "http://telegram.example", DataDir: s.dir, Client: s.client}
	if s.edit != nil {
		s.edit(&c)
	}
	talk := s.talk
	if talk == nil {
		talk = s.conv
	}
	a, err := telegram.New(c, talk, slog.New(slog.NewTextHandler(s.log, nil)))
	if err != nil {
		s.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(s.t.Context())
	ended := make(chan error, 1)
	s.adapter, s.stop, s.ended = a, stop, ended
	s.hook.Store(&handler{a.Handler()})
	go func() { ended <- a.Run(ctx) }()
	synctest.Wait()
}

// halt stops the adapter and returns what Run returned and how long that took.
func (s *stand) halt() (time.Duration, error) {
	from := time.Now()
	s.stop()
	err := <-s.ended
	return time.Since(from), err
}

// end stops everything and looks for what must never happen.
func (s *stand) end() {
	s.t.Helper()
	if s.stop != nil {
		if _, err := s.halt(); err != nil {
			s.t.Error("run:", err)
		}
	}
	s.close()
}

func (s *stand) close() {
	s.t.Helper()
	s.srv.Close()
	for _, f := range s.closers {
		f()
	}
	for _, b := range s.srv.Breaches() {
		s.t.Error("breach of the Bot API:", b)
	}
	if s.t.Failed() {
		s.t.Log(s.log.String())
	}
	if strings.Contains(s.log.String(), telegramtest.Token) || strings.Contains(s.log.String(), "CANARY") {
		s.t.Error("the log holds the token:\n" + s.log.String())
	}
}

// settle lets everything that can happen within d happen.
func (s *stand) settle(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// texts are the visible texts of what the bot wrote in a chat.
func (s *stand) texts(chat int64) []string {
	var list []string
	for _, m := range s.srv.Messages(chat) {
		list = append(list, m.Text)
	}
	return list
}

// count returns how many messages in a chat contain words.
func (s *stand) count(chat int64, words string) int {
	n := 0
	for _, text := range s.texts(chat) {
		if strings.Contains(text, words) {
			n++
		}
	}
	return n
}

// last is the newest message in a chat.
func (s *stand) last(chat int64) telegramtest.Message {
	s.t.Helper()
	list := s.srv.Messages(chat)
	if len(list) == 0 {
		s.t.Fatalf("nothing was written in chat %d", chat)
	}
	return list[len(list)-1]
}

func (s *stand) methods() []string {
	var list []string
	for _, c := range s.srv.Calls("") {
		if !slices.Contains(list, c.Method) {
			list = append(list, c.Method)
		}
	}
	return list
}

// logBuffer is a log that can be read while it is written.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// eachSource runs a test against polling and against the webhook.
func eachSource(t *testing.T, o telegramtest.Options, test func(t *testing.T, s *stand)) {
	for name, webhook := range map[string]bool{"polling": false, "webhook": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStand(t, webhook, o)
				t.Cleanup(s.end)
				s.run()
				test(t, s)
			})
		})
	}
}
