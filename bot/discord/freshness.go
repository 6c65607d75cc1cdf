package discord

import (
	"slices"
	"sync"
	"time"

	"articlebot/bot/discord/api"
)

const (
	// respondWithin is how long an interaction waits for its first response,
	// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback.
	respondWithin = 3 * time.Second
	// plausible bounds the ages that are believed. Ids of a server that does
	// not put the time into them give any.
	plausible = time.Hour
	// compared is how many events tell how far our clock is off.
	compared = 4
)

// freshness tells interactions that came too late to be answered. The clocks
// of Discord and of this machine need not agree: what counts is how much older
// than the freshest of the last few an interaction looks.
type freshness struct {
	mu   sync.Mutex
	ages []time.Duration // of the last events, newest last
}

// late takes note of an interaction and tells whether it is past its window.
func (f *freshness) late(id api.Snowflake, now time.Time) bool {
	made := id.Time()
	if made.IsZero() {
		return false
	}
	age := now.Sub(made)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.ages = append(f.ages, age)
	if len(f.ages) > compared {
		f.ages = f.ages[1:]
	}
	behind := age - slices.Min(f.ages)
	return behind > respondWithin && behind < plausible
}
