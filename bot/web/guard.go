package web

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"articlebot/bot/internal/trace"
)

// Limits of a request.
const (
	// maxBody is far more than the longest question needs in a form.
	maxBody = 32 << 10
	// answerTimeout bounds the work on a request, writeTimeout that and what a
	// slow reader takes to get it.
	answerTimeout = 10 * time.Second
	writeTimeout  = 30 * time.Second
)

// policy is the Content-Security-Policy up to who may frame a page: everything
// comes from here, and nothing stands in the page itself.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "

// guard is around everything: request ids, limits, headers, and what happens
// when a handler panics.
func (w *Web) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		begun := time.Now()
		id := w.config.NewID()[:requestIDLength]
		ctx, cancel := context.WithTimeout(trace.Named(r.Context(), id), answerTimeout)
		defer cancel()
		r = r.WithContext(ctx)
		r.Body = http.MaxBytesReader(rw, r.Body, maxBody)
		_ = http.NewResponseController(rw).SetWriteDeadline(begun.Add(writeTimeout)) // a recorder in a test has none
		out := &statusWriter{ResponseWriter: rw}
		setHeaders(out.Header(), id)
		w.tally.handling.Add(1)
		defer w.tally.handling.Add(-1)
		w.tally.contact.Store(w.config.Now().UnixNano())
		defer w.finish(out, r, begun)
		if !w.asksForUs(r) {
			http.Error(out, "this host name is not served here", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(out, r)
	})
}

// requestIDLength is how much of an id names a request.
const requestIDLength = 10

func setHeaders(h http.Header, id string) {
	h.Set("X-Request-Id", id)
	h.Set("Content-Security-Policy", policy+"'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	// A session's id stands in addresses, which nobody else may learn. To
	// ourselves they go along: without them, browsers hide where a form is from.
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cache-Control", "no-store")
}

// finish logs a request, and answers for a handler that panicked. Neither paths
// nor addresses are logged: a session's id is in the ones, a person in the
// others.
func (w *Web) finish(out *statusWriter, r *http.Request, begun time.Time) {
	if p := recover(); p != nil {
		w.tally.panics.Add(1)
		w.config.Log.Error("page failed", "request", trace.Name(r.Context()), "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
		if out.status == 0 {
			w.say(out, r, http.StatusInternalServerError, w.words(r).OurFault(trace.Name(r.Context())))
		}
	}
	w.config.Log.LogAttrs(r.Context(), slog.LevelDebug, "request", slog.String("request", trace.Name(r.Context())), slog.String("method", r.Method),
		slog.String("route", r.Pattern), slog.Int("status", out.status), slog.Duration("took", time.Since(begun)))
}

// asksForUs tells whether a request is for one of the names that are served.
func (w *Web) asksForUs(r *http.Request) bool {
	if len(w.config.Hosts) == 0 {
		return true
	}
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return slices.Contains(w.config.Hosts, strings.ToLower(strings.Trim(host, "[]")))
}

// framed lets the allowed origins show a page inside theirs.
func (w *Web) framed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Security-Policy", policy+strings.Join(w.config.Origins, " "))
		next.ServeHTTP(rw, r)
	})
}

// statusWriter remembers what was answered.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader notes the status.
func (s *statusWriter) WriteHeader(status int) {
	if s.status == 0 {
		s.status = status
	}
	s.ResponseWriter.WriteHeader(status)
}

// Write notes that the status is good if none was given.
func (s *statusWriter) Write(b []byte) (int, error) {
	if s.status == 0 {
		s.status = http.StatusOK
	}
	return s.ResponseWriter.Write(b)
}

// Unwrap gives http.ResponseController what is below.
func (s *statusWriter) Unwrap() http.ResponseWriter { return s.ResponseWriter }
