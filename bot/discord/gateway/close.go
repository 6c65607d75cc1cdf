package gateway

import (
	"errors"
	"fmt"

	"github.com/gorilla/websocket"
)

// FatalError ends a shard for good: trying again cannot help.
type FatalError struct {
	// Code is the close code of the gateway, or 401 where already the request
	// for its address was refused.
	Code int
	// Reason is what is wrong, Hint what to do about it.
	Reason, Hint string
}

// Error says what is wrong and what to do.
func (e *FatalError) Error() string {
	return fmt.Sprintf("discord refuses the bot (code %d): %s; %s", e.Code, e.Reason, e.Hint)
}

// CodeUnauthorized is the FatalError's code for a token that HTTP refused.
const CodeUnauthorized = 401

// Unauthorized is the error for a token that is refused.
func Unauthorized() *FatalError {
	return &FatalError{Code: CodeUnauthorized, Reason: "the token is not valid", Hint: tokenHint}
}

const tokenHint = "copy the token anew from https://discord.com/developers/applications (Bot, Reset Token) into ARTICLEBOT_DISCORD_TOKEN"

// fatal lists the close codes after which one may not reconnect,
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes.
var fatal = map[int]FatalError{
	4004: {Reason: "the token is not valid", Hint: tokenHint},
	4010: {Reason: "the shard number is not valid", Hint: "check the number of shards in the configuration"},
	4011: {Reason: "the bot is in too many servers for so few shards", Hint: "raise the number of shards in the configuration (at most 2,500 servers each)"},
	4012: {Reason: "this version of the gateway is gone", Hint: "update articlebot"},
	4013: {Reason: "the intents are not valid", Hint: "update articlebot"},
	4014: {Reason: "an intent is not granted", Hint: "switch on Message Content Intent at https://discord.com/developers/applications (Bot, Privileged Gateway Intents), or switch the message content setting off"},
}

// stale lists the close codes after which a session cannot be resumed. 1000
// and 1001 end it when we say them, not when the other side does, but a
// server that ends a session normally has also forgotten it.
var stale = map[int]bool{
	websocket.CloseNormalClosure: true,
	4003:                         true, // not authenticated
	4007:                         true, // invalid sequence
	4009:                         true, // session timed out
}

// closeCode returns the code that ended a connection, 0 if none did.
func closeCode(err error) int {
	var c *websocket.CloseError
	if errors.As(err, &c) {
		return c.Code
	}
	return 0
}

// judge turns the error that ended a connection into a FatalError if it is
// one, and tells whether the session can be resumed.
func judge(err error) (_ error, resumable bool) {
	code := closeCode(err)
	if f, ok := fatal[code]; ok {
		f.Code = code
		return &f, false
	}
	return err, !stale[code]
}
