package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// ErrorKind says what a failed call means for the caller.
type ErrorKind string

// The kinds of failed calls. The texts that Telegram sends are matched by
// substring, as its own server writes them.
const (
	// Flood: too many requests; wait RetryAfter.
	Flood ErrorKind = "flood"
	// ChatGone: blocked, kicked, deactivated or never a member.
	ChatGone ErrorKind = "chat gone"
	// NoRights: the bot may not write in this chat at present.
	NoRights ErrorKind = "no rights"
	// Migrated: the group is now the supergroup MigrateTo.
	Migrated ErrorKind = "migrated"
	// NotModified: the edit changes nothing; as good as done.
	NotModified ErrorKind = "not modified"
	// MessageGone: the message to edit or delete is no longer there.
	MessageGone ErrorKind = "message gone"
	// ReplyGone: the message to reply to is no longer there.
	ReplyGone ErrorKind = "reply gone"
	// BadButtons: a button under the message is none that Telegram takes.
	BadButtons ErrorKind = "bad buttons"
	// ThreadGone: the topic is closed, deleted or not a topic.
	ThreadGone ErrorKind = "thread gone"
	// QueryExpired: a callback or inline query that is too old to answer.
	QueryExpired ErrorKind = "query expired"
	// BadMarkup: the text's entities cannot be parsed.
	BadMarkup ErrorKind = "bad markup"
	// Conflict: somebody else receives this bot's updates.
	Conflict ErrorKind = "conflict"
	// Unauthorized: the token is wrong or was revoked.
	Unauthorized ErrorKind = "unauthorized"
	// Refused: any other refusal; repeating it does not help.
	Refused ErrorKind = "refused"
	// ServerTrouble: 5xx, or an answer that is not the Bot API's.
	ServerTrouble ErrorKind = "server trouble"
	// NotSent: no connection; the request did not leave.
	NotSent ErrorKind = "not sent"
	// Ambiguous: the request left and no answer came: it may have been done.
	Ambiguous ErrorKind = "ambiguous"
	// Canceled: the caller's context ended.
	Canceled ErrorKind = "canceled"
)

// Error is a call that failed. Its text holds neither the token nor the
// request.
type Error struct {
	Method string
	Kind   ErrorKind
	// Code is the Bot API's error code or the HTTP status, 0 if none came.
	Code int
	// Description is Telegram's, "" if none came.
	Description string
	RetryAfter  time.Duration
	MigrateTo   int64
	Sent        bool  // the whole request had left
	Err         error // the cause below, may be nil
}

// Error describes the failure for operators.
func (e *Error) Error() string {
	s := "call " + e.Method + ": " + string(e.Kind)
	if e.Code != 0 {
		s += fmt.Sprintf(" (%d)", e.Code)
	}
	if e.Description != "" {
		s += ": " + e.Description
	} else if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of an error of this package, "" for any other.
func KindOf(err error) ErrorKind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

// AsError returns an error as one of this package; any other is a refusal.
func AsError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Kind: Refused, Err: err}
}

// maxDescription bounds, in bytes, what is kept of a server's words.
const maxDescription = 160

// refusal classifies an answer of the Bot API that says no. What it says is a
// server's own: a proxy may quote the path, in which the token stands.
func refusal(method string, api *tgbotapi.Error, token Token) *Error {
	e := &Error{
		Method:      method,
		Code:        api.Code,
		Description: cutBytes(token.hide(api.Message), maxDescription),
		RetryAfter:  time.Duration(api.RetryAfter) * time.Second,
		MigrateTo:   api.MigrateToChatID,
	}
	e.Kind = refusalKind(api)
	if e.Kind == BadMarkup {
		e.Description = "" // it may quote the text
	}
	return e
}

// gone are the texts of refusals that mean that a chat is out of reach. They
// come with 403, and the last two with 400.
var gone = []string{"blocked by the user", "user is deactivated", "kicked", "not a member", "chat not found", "group chat was deactivated", "can't initiate conversation"}

func refusalKind(api *tgbotapi.Error) ErrorKind {
	text := strings.ToLower(api.Message)
	has := func(parts ...string) bool {
		for _, p := range parts {
			if strings.Contains(text, p) {
				return true
			}
		}
		return false
	}
	switch {
	case api.RetryAfter > 0, api.Code == http.StatusTooManyRequests:
		return Flood
	case api.MigrateToChatID != 0:
		return Migrated
	case api.Code == http.StatusUnauthorized:
		return Unauthorized
	case api.Code == http.StatusConflict:
		return Conflict
	case api.Code >= http.StatusInternalServerError, api.Code == 0:
		return ServerTrouble
	case has("message is not modified"):
		return NotModified
	case has("button_", "inline keyboard", "reply markup", "reply keyboard") && !has("parse entities"):
		return BadButtons
	case has("can't parse", "entity url"):
		return BadMarkup
	case has("query is too old", "query_id_invalid", "query id is invalid"):
		return QueryExpired
	case has("thread not found", "topic_closed", "topic_deleted", "topic closed", "topic deleted"):
		return ThreadGone
	case has("message to be replied not found", "replied message not found", "reply message not found"):
		return ReplyGone
	case has("message to edit not found", "message can't be edited", "message_id_invalid", "message to delete not found", "message can't be deleted"):
		return MessageGone
	case has("not enough rights", "chat_write_forbidden", "chat_send_", "chat_restricted", "need administrator rights", "have no rights"):
		return NoRights
	case has(gone...), api.Code == http.StatusForbidden:
		return ChatGone
	default:
		return Refused
	}
}

// failure classifies a call that got no answer of the Bot API. sent tells
// whether the whole request had left.
func failure(ctx context.Context, method string, sent bool, status int, err error) *Error {
	e := &Error{Method: method, Code: status, Sent: sent, Err: err}
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		e.Kind = Canceled
	case status != 0 && status != http.StatusOK:
		e.Kind = ServerTrouble
	case sent:
		e.Kind = Ambiguous
	default:
		e.Kind = NotSent
	}
	return e
}
