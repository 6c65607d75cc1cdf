package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// DefaultAPIURL is Telegram's own server.
const DefaultAPIURL = "https://api.telegram.org"

// callTimeout bounds one call that is not a long poll.
const callTimeout = 15 * time.Second

// maxAnswerBytes bounds an answer: 100 updates of the longest messages are
// under 4 MiB.
const maxAnswerBytes = 16 << 20

// Params are the fields of a request, complex ones as JSON.
type Params = tgbotapi.Params

// Client makes calls to the Bot API. It is safe for concurrent use.
type Client struct {
	bot    tgbotapi.BotAPI // never changed: every call copies it
	client *http.Client
	token  Token
}

// NewClient returns the calls of one bot. The library's own constructor is not
// used: it asks the network without a context.
func NewClient(token Token, base string, client *http.Client) *Client {
	own := *client
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	a := &Client{bot: tgbotapi.BotAPI{Token: string(token)}, client: &own, token: token}
	a.bot.SetAPIEndpoint(strings.TrimRight(base, "/") + "/bot%s/%s")
	return a
}

// Call makes one request and decodes its result into out unless that is nil.
// Any error is an *Error.
func (a *Client) Call(ctx context.Context, method string, p Params, out any) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return a.CallWithin(ctx, method, p, out)
}

// CallWithin is call with no other deadline than the context's.
func (a *Client) CallWithin(ctx context.Context, method string, p Params, out any) error {
	r := &request{ctx: ctx, api: a}
	bot := a.bot
	bot.Client = r // the library has no contexts: each call has its own client
	resp, err := bot.MakeRequest(method, p)
	var refused *tgbotapi.Error
	switch {
	case errors.As(err, &refused):
		if refused.Code == 0 {
			refused.Code = r.status
		}
		return refusal(method, refused, a.token)
	case err != nil:
		return failure(ctx, method, r.sent.Load(), r.status, a.redact(err))
	case out == nil:
		return nil
	}
	if err := json.Unmarshal(resp.Result, out); err != nil {
		return &Error{Method: method, Kind: ServerTrouble, Code: r.status, Err: errors.New("decode result: unexpected shape")}
	}
	return nil
}

// redact returns an error that cannot print the token: addresses contain it.
func (a *Client) redact(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	if text := a.token.hide(err.Error()); text != err.Error() {
		return errors.New(text)
	}
	return err
}

// request is the client of one call.
type request struct {
	ctx    context.Context
	api    *Client
	sent   atomic.Bool
	status int
}

// Do sends the request under the call's context and reads the whole answer,
// so that a broken one is an error here and not in the library.
func (r *request) Do(req *http.Request) (*http.Response, error) {
	trace := &httptrace.ClientTrace{WroteRequest: func(i httptrace.WroteRequestInfo) {
		if i.Err == nil {
			r.sent.Store(true)
		}
	}}
	resp, err := r.api.client.Do(req.WithContext(httptrace.WithClientTrace(r.ctx, trace))) //nolint:gosec // the address is the operator's
	if err != nil {
		return nil, r.api.redact(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswerBytes))
	if err != nil {
		return nil, fmt.Errorf("read answer: %w", r.api.redact(err))
	}
	r.status = resp.StatusCode
	if !json.Valid(body) || !bytes.HasPrefix(bytes.TrimLeft(body, " \r\n\t"), []byte("{")) {
		if r.status == http.StatusOK {
			r.status = http.StatusBadGateway // somebody else answered in its place
		}
		return nil, fmt.Errorf("answer is not the Bot API's: http status %d", resp.StatusCode)
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}
