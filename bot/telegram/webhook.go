package telegram

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"
)

// The bounds of the webhook.
const (
	// maxUpdateBytes bounds an update: a message has 4096 characters, and what
	// it replies to comes along.
	maxUpdateBytes = 1 << 20
	// webhookConnections is how many requests Telegram may make at once,
	// 1-100, https://core.telegram.org/bots/api#setwebhook.
	webhookConnections = 40
	// maxHeld is how many requests wait for their update to be handled: a
	// little more than Telegram makes, for several at a restart.
	maxHeld = 200
	// holdFor is how long a request waits. After that Telegram is told to come
	// again, finds the update handled, and is content.
	holdFor = 25 * time.Second
	// comeBack is what Telegram is asked to wait then, in seconds.
	comeBack = 5
)

// secretHeader carries the secret of setWebhook.
const secretHeader = "X-Telegram-Bot-Api-Secret-Token" //nolint:gosec // the name of a header

// webhook receives updates as requests. A request is answered when its update
// has been handled: what is not answered with 200 is sent again by Telegram,
// so a crash loses nothing.
type webhook struct {
	api     *api
	log     *slog.Logger
	url     string
	secret  string
	receive receiver
	health  *health

	open  atomic.Bool
	held  atomic.Int64
	ended chan struct{} // closed when what is not handled will not be
}

// derivedSecret makes a secret out of the token, one-way.
func derivedSecret(t Token) string {
	mac := hmac.New(sha256.New, []byte(t))
	mac.Write([]byte("articlebot telegram webhook"))
	return hex.EncodeToString(mac.Sum(nil))
}

// run registers the webhook and takes requests until the context ends. It
// stays registered then, so that Telegram keeps what comes meanwhile for the
// next process; starting without a webhook removes it.
func (w *webhook) run(ctx context.Context) error {
	w.open.Store(true)
	defer w.open.Store(false)
	err := retry(ctx, w.log, "register the webhook", func() error {
		return w.api.call(ctx, "setWebhook", params{
			"url": w.url, "secret_token": w.secret, "allowed_updates": allowedUpdates,
			"max_connections": strconv.Itoa(webhookConnections),
		}, nil)
	})
	if err != nil {
		return err
	}
	w.health.polled()
	w.log.Info("webhook registered")
	<-ctx.Done()
	return nil
}

// stopped lets go of the requests whose updates were not handled.
func (w *webhook) stopped() { close(w.ended) }

// ServeHTTP takes one update.
func (w *webhook) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method != http.MethodPost:
		rw.Header().Set("Allow", http.MethodPost)
		http.Error(rw, "updates are posted", http.StatusMethodNotAllowed)
		return
	case !w.fromTelegram(r):
		http.Error(rw, "wrong secret", http.StatusUnauthorized)
		return
	case !w.open.Load() || w.held.Load() >= maxHeld:
		w.later(rw)
		return
	}
	id, raw, status := readUpdate(rw, r)
	if status != http.StatusOK {
		http.Error(rw, "not an update", status)
		return
	}
	w.held.Add(1)
	defer w.held.Add(-1)
	w.health.polled()
	handled, _ := w.receive(id, raw)
	timer := time.NewTimer(holdFor)
	defer timer.Stop()
	select {
	case <-handled:
		rw.WriteHeader(http.StatusOK)
	case <-timer.C:
		w.later(rw)
	case <-w.ended:
		w.later(rw)
	case <-r.Context().Done():
	}
}

// fromTelegram compares the secret without telling by its time how much of it
// was right.
func (w *webhook) fromTelegram(r *http.Request) bool {
	got, want := sha256.Sum256([]byte(r.Header.Get(secretHeader))), sha256.Sum256([]byte(w.secret))
	return subtle.ConstantTimeCompare(got[:], want[:]) == 1
}

func (w *webhook) later(rw http.ResponseWriter) {
	rw.Header().Set("Retry-After", strconv.Itoa(comeBack))
	http.Error(rw, "not now", http.StatusServiceUnavailable)
}

// readUpdate returns the body and its id if it is an update, and the status to
// answer with if not.
func readUpdate(rw http.ResponseWriter, r *http.Request) (int64, json.RawMessage, int) {
	raw, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, maxUpdateBytes))
	var tooLong *http.MaxBytesError
	if errors.As(err, &tooLong) {
		return 0, nil, http.StatusRequestEntityTooLarge
	}
	id := updateID(raw)
	if err != nil || id <= 0 {
		return 0, nil, http.StatusBadRequest
	}
	return id, raw, http.StatusOK
}
