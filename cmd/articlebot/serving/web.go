package serving

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"articlebot/bot"
	"articlebot/retrieval"
)

// Limits of the listeners, so that slow or idle clients hold nothing.
const (
	headerTimeout   = 5 * time.Second
	readTimeout     = 30 * time.Second
	idleTimeout     = 2 * time.Minute
	shutdownTimeout = 5 * time.Second
	maxHeaderBytes  = 16 << 10
)

// listener is an open port with what answers on it.
type listener struct {
	net.Listener
	handler http.Handler
	// slow answers may take minutes, as a reload does. net/http would end them
	// with readTimeout: it watches the connection while a handler works.
	slow bool
}

func listenHTTP(addr string) (net.Listener, error) {
	return net.Listen("tcp", addr) //nolint:noctx // it opens or fails at once
}

// serve answers until the context ends, and then lets requests under way end.
func (l listener) serve(ctx context.Context) error {
	srv := &http.Server{
		Handler: l.handler, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeaderBytes,
	}
	if l.slow {
		srv.ReadTimeout = 0
	}
	stopped := make(chan struct{})
	context.AfterFunc(ctx, func() {
		defer close(stopped)
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
		defer cancel()
		if srv.Shutdown(ctx) != nil {
			_ = srv.Close() // those that hang are cut off
		}
	})
	if err := srv.Serve(l.Listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve %s: %w", l.Addr(), err)
	}
	<-stopped
	return nil
}

// web is what is served on a listener, with the pages for readers or without.
func (s *server) web(pages bool) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", s.serveHealth)
	mux.HandleFunc("GET /readyz", s.serveReady)
	if s.config.HTTP.Metrics {
		mux.HandleFunc("GET /metrics", s.serveMetrics)
	}
	for _, p := range s.platforms {
		if p.webhook != nil && p.name == bot.Telegram {
			mux.Handle("POST "+webhookPath(s.config.Telegram.WebhookURL), p.webhook)
		}
		if p.pages != nil && pages {
			mux.Handle("/", p.pages)
		}
	}
	return mux
}

// webhookPath is the path at which a public address arrives here.
func webhookPath(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Path == "" {
		return "/{$}"
	}
	return u.Path
}

// probe is a question that costs next to nothing.
const probe = "health"

// serveHealth tells whether the process answers questions at all: if not, it
// should be started anew.
func (s *server) serveHealth(w http.ResponseWriter, r *http.Request) {
	if _, err := s.engine.Ask(r.Context(), retrieval.Question{Text: probe, Limit: 1}); err != nil {
		s.log.Error("health", "error", err)
		http.Error(w, "search fails", http.StatusServiceUnavailable)
		return
	}
	_, _ = io.WriteString(w, "ok\n")
}

// serveReady tells whether people reach the bot: every platform is connected. A
// shared state that is away is told too, and is no reason to send nobody here:
// the replica answers from memory, and all of them would be away at once.
func (s *server) serveReady(w http.ResponseWriter, _ *http.Request) {
	code, text := http.StatusOK, ""
	for _, p := range s.platforms {
		state := "ok"
		if ok, reason := p.health(); p.ended.Load() || !ok {
			code = http.StatusServiceUnavailable
			state = "not ready: " + reason
		}
		text += fmt.Sprintf("%s: %s\n", p.name, state)
	}
	text += s.replica.ready()
	text += unreached(s.engine.Status())
	w.WriteHeader(code)
	_, _ = io.WriteString(w, text)
}

// unreached says what is answered while the search cluster is away: no reason to send
// people elsewhere, all would be told the same.
func unreached(status retrieval.Status) string {
	if status.Unreached == nil {
		return ""
	}
	of := "what is in memory, if of anything"
	if status.Remembered > 0 {
		of = fmt.Sprintf("what was asked last and of the newest %d articles", status.Remembered)
		if !status.RememberedSince.IsZero() {
			of += ", since " + status.RememberedSince.Format(time.DateOnly)
		}
	}
	return "search cluster: not reached, answers are of " + of + ": " + status.Unreached.Error() + "\n"
}
