package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Error is a request that failed. It contains no token and nothing a person
// wrote.
type Error struct {
	Request string // "POST /channels/*/messages"
	// Status is the HTTP status, 0 if no answer came.
	Status int
	// Code is Discord's own, 0 if it gave none.
	Code    int
	Message string
	// RetryAfter is set with status 429.
	RetryAfter time.Duration
	// Unsent marks a request that cannot have been carried out.
	Unsent bool
	cause  error
}

// Codes of Discord that the bot knows,
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#json.
const (
	CodeUnknownChannel     = 10003
	CodeUnknownGuild       = 10004
	CodeUnknownMessage     = 10008
	CodeUnknownUser        = 10013
	CodeUnknownWebhook     = 10015
	CodeUnknownInteraction = 10062
	CodeAlreadyAnswered    = 40060
	CodeThreadNotStarted   = 40058
	CodeMissingAccess      = 50001
	CodeCannotDM           = 50007
	CodeMissingPermission  = 50013
	CodeInvalidToken       = 50027
	CodeInvalidForm        = 50035
	// CodeNoHistory refuses a reply where the bot may not read what was said
	// before.
	CodeNoHistory = 160002
)

// Error says which request failed and how.
func (e *Error) Error() string {
	switch {
	case e.Status == 0:
		return fmt.Sprintf("%s: no answer: %v", e.Request, e.cause)
	case e.Code != 0:
		return fmt.Sprintf("%s: HTTP %d, code %d: %s", e.Request, e.Status, e.Code, e.Message)
	}
	return fmt.Sprintf("%s: HTTP %d", e.Request, e.Status)
}

// Unwrap returns the error of the network, if that was the reason.
func (e *Error) Unwrap() error { return e.cause }

// HasCode tells whether the error is Discord's with one of the codes.
func HasCode(err error, codes ...int) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	for _, c := range codes {
		if e.Code == c {
			return true
		}
	}
	return false
}

// HasStatus tells whether the error is an answer with that HTTP status.
func HasStatus(err error, status int) bool {
	var e *Error
	return errors.As(err, &e) && e.Status == status
}

// Unauthorized tells whether the bot's own token was refused, as opposed to
// the token of one interaction.
func Unauthorized(err error) bool {
	return HasStatus(err, http.StatusUnauthorized) && !HasCode(err, CodeInvalidToken)
}

// Expired tells whether the interaction can no longer be answered.
func Expired(err error) bool {
	return HasCode(err, CodeUnknownInteraction, CodeUnknownWebhook, CodeInvalidToken)
}

// maxMessageLen bounds the part of a server's message that is kept.
const maxMessageLen = 200

// newError describes a failed try: err is what the library said, seen what
// came over the wire. The server's words go through hide.
func newError(r request, seen *exchange, reply []byte, err error, hide func(string) string) *Error {
	e := &Error{Request: r.label(), Status: seen.status, RetryAfter: seen.retryAfter}
	if seen.status == 0 {
		e.cause = bare(err)
		e.Unsent = unsent(err)
		return e
	}
	var rest *discordgo.RESTError
	if errors.As(err, &rest) {
		reply = rest.ResponseBody
	}
	var body struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	}
	if json.Unmarshal(reply, &body) == nil {
		e.Code, e.Message = body.Code, clip(hide(body.Message))
	}
	e.Unsent = seen.status == http.StatusTooManyRequests
	return e
}

// bare takes the address away, which may contain an interaction's token.
func bare(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// unsent tells errors that come before the request has left.
func unsent(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

func clip(s string) string {
	if len(s) > maxMessageLen {
		s = strings.ToValidUTF8(s[:maxMessageLen], "") + "…"
	}
	return s
}

// ids are the parts of a path that name a person, a place or a token.
var ids = regexp.MustCompile(`/(\d+|@original)(/|$)`)

// label names the request without ids and tokens.
func (r request) label() string {
	path := r.path
	if i := strings.IndexByte(path, '?'); i >= 0 {
		path = path[:i]
	}
	secret := r.secret()
	parts := strings.Split(path, "/")
	for i := range parts {
		if i == 3 && secret != "" || ids.MatchString("/"+parts[i]) {
			parts[i] = "*"
		}
	}
	return r.method + " " + strings.Join(parts, "/")
}

// secret is the token of an interaction that the path has, "" if it has none.
func (r request) secret() string {
	path, _, _ := strings.Cut(r.path, "?")
	parts := strings.Split(path, "/")
	if len(parts) < 4 || parts[1] != "interactions" && parts[1] != "webhooks" {
		return ""
	}
	return parts[3]
}

// hide takes the tokens out of what a server says of a request: a proxy may quote
// it.
func (c *Client) hide(r request) func(string) string {
	var pairs []string
	for _, secret := range []string{strings.TrimPrefix(c.session.Token, "Bot "), r.secret()} {
		if secret != "" {
			pairs = append(pairs, secret, "***")
		}
	}
	return strings.NewReplacer(pairs...).Replace
}
