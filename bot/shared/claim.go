package shared

import (
	"context"
	"time"
)

// ClaimState is how far the work of a claim is.
type ClaimState int

// The states, in their order.
const (
	Taken   ClaimState = iota // worked on, nothing has left
	Sending                   // the answer is leaving: after a crash nobody can know whether it did
	Sent                      // done, Result tells with what
)

// String is the state in a word, for logs.
func (s ClaimState) String() string {
	switch s {
	case Taken:
		return "taken"
	case Sending:
		return "sending"
	case Sent:
		return "sent"
	}
	return "unknown"
}

// Claim is a piece of work that one replica does. Keys begin with what they are
// of: "telegram:update:123".
type Claim struct {
	Key   string
	Owner string // the replica, by its id
	Token int64  // grows with each that takes the claim; the work's fence
	State ClaimState
	Until time.Time // on the store's clock; then it may be taken by another
	// Result is what Finish was given, such as ids of messages; nil before.
	Result []byte
}

// Claims give each piece of work to one replica.
type Claims interface {
	// Take claims work for ttl. won is false where somebody has it, which may be
	// the same owner, or where it is done: then the claim tells who and how far.
	//
	// One that has run out is won by whoever comes next, and its State is what
	// the one before left: Taken, or Sending where the answer may have left
	// already. A question may then be answered again; an alert must not be.
	Take(ctx context.Context, key, owner string, ttl time.Duration) (c Claim, won bool, err error)
	// Renew keeps a claim for another ttl from now. The error is ErrLost if it has
	// passed on.
	Renew(ctx context.Context, c Claim, ttl time.Duration) error
	// Send moves a claim to Sending and keeps it for ttl. The error is ErrLost if it
	// has passed on: then nothing may be sent.
	Send(ctx context.Context, c Claim, ttl time.Duration) error
	// Finish moves a claim to Sent, with a result, and remembers that for keep.
	Finish(ctx context.Context, c Claim, result []byte, keep time.Duration) error
	// GiveUp lets anybody take the work at once: nothing of it has left.
	GiveUp(ctx context.Context, c Claim) error
}
