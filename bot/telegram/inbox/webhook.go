package inbox

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

	"articlebot/bot/telegram/api"
)

// The bounds of the webhook.
const (
	// maxUpdateBytes bounds an update: a message has 4096 characters, and what
	// it replies to comes along.
	maxUpdateBytes = 1 << 20
	// webhookConnections is how many requests Telegram may make at once,
	// 1-100, https://core.telegram.org/bots/api#setwebhook.
	webhookConnections = 40
	// maxHeld is how many requests wait for their update to be handled. Telegram
	// makes fewer; what serves the Bot API elsewhere may make one for every update.
	maxHeld = 1000
	// maxHeldChat is how many of them may be of one chat, so that it takes no
	// place from others.
	maxHeldChat = 100
	// holdFor is how long a request waits. After that Telegram is told to come
	// again, finds the update handled, and is content.
	holdFor = 25 * time.Second
	// comeBack is what Telegram is asked to wait then, in seconds.
	comeBack = 5
)

// secretHeader carries the secret of setWebhook.
const secretHeader = "X-Telegram-Bot-Api-Secret-Token" //nolint:gosec // the name of a header

// Webhook receives updates as requests. A request is answered when its update
// has been handled: what is not answered with 200 is sent again by Telegram,
// so a crash loses nothing.
type Webhook struct {
	WebhookConfig

	open  atomic.Bool
	held  heldRequests
	ended chan struct{} // closed when what is not handled will not be
}

// WebhookConfig is what a webhook needs; all of it.
type WebhookConfig struct {
	API     *api.Client
	Log     *slog.Logger
	URL     string // public, where Telegram sends updates
	Secret  string // that Telegram sends along
	Receive Receiver
	// Handled tells whether an update has been handled, and not left to another
	// replica.
	Handled func(id int64) bool
	Health  *Health
}

// NewWebhook returns a webhook that Run registers.
func NewWebhook(c WebhookConfig) *Webhook {
	return &Webhook{WebhookConfig: c, ended: make(chan struct{})}
}

// DerivedSecret makes a secret out of the token, one-way.
func DerivedSecret(t api.Token) string {
	mac := hmac.New(sha256.New, []byte(t))
	mac.Write([]byte("articlebot telegram webhook"))
	return hex.EncodeToString(mac.Sum(nil))
}

// Run registers the webhook and takes requests until the context ends. It
// stays registered then, so that Telegram keeps what comes meanwhile for the
// next process; starting without a webhook removes it.
func (w *Webhook) Run(ctx context.Context) error {
	w.open.Store(true)
	defer w.open.Store(false)
	err := api.Retry(ctx, w.Log, "register the webhook", func() error {
		return w.API.Call(ctx, "setWebhook", api.Params{
			"url": w.URL, "secret_token": w.Secret, "allowed_updates": api.AllowedUpdates,
			"max_connections": strconv.Itoa(webhookConnections),
		}, nil)
	})
	if err != nil {
		return err
	}
	w.Health.Polled()
	w.Log.Info("webhook registered")
	<-ctx.Done()
	return nil
}

// Stopped lets go of the requests whose updates were not handled.
func (w *Webhook) Stopped() { close(w.ended) }

// ServeHTTP takes one update.
func (w *Webhook) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method != http.MethodPost:
		rw.Header().Set("Allow", http.MethodPost)
		http.Error(rw, "updates are posted", http.StatusMethodNotAllowed)
		return
	case !w.fromTelegram(r):
		http.Error(rw, "wrong secret", http.StatusUnauthorized)
		return
	case !w.open.Load():
		w.later(rw)
		return
	}
	id, raw, status := readUpdate(rw, r)
	if status != http.StatusOK {
		http.Error(rw, "not an update", status)
		return
	}
	chat := api.UpdateChat(raw)
	if !w.held.enter(chat) {
		w.later(rw)
		return
	}
	defer w.held.leave(chat)
	w.Health.Polled()
	handled, _ := w.Receive(id, raw)
	timer := time.NewTimer(holdFor)
	defer timer.Stop()
	select {
	case <-handled:
		if !w.Handled(id) {
			w.later(rw)
			return
		}
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
func (w *Webhook) fromTelegram(r *http.Request) bool {
	got, want := sha256.Sum256([]byte(r.Header.Get(secretHeader))), sha256.Sum256([]byte(w.Secret))
	return subtle.ConstantTimeCompare(got[:], want[:]) == 1
}

func (w *Webhook) later(rw http.ResponseWriter) {
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
	id := api.UpdateID(raw)
	if err != nil || id <= 0 {
		return 0, nil, http.StatusBadRequest
	}
	return id, raw, http.StatusOK
}
