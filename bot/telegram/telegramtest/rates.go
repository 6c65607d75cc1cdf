package telegramtest

import (
	"fmt"
	"time"
)

// Rates are the limits of sending, each in any stretch of its length.
type Rates struct {
	PerSecond       int // all chats
	PrivateIn5s     int // one private chat, in 5 seconds
	GroupPerMinute  int // one group
	RetryAfterFirst int // seconds asked for; 0 means 1
}

// DefaultRates are a little above what the FAQ promises.
var DefaultRates = Rates{PerSecond: 31, PrivateIn5s: 9, GroupPerMinute: 20}

type rateState struct {
	all   []time.Time
	chats map[[2]int64][]time.Time
}

// rate counts a send or edit and refuses it where it is too much.
func (s *Server) rate(chat int64, send bool) error {
	limits := s.options.Rates
	if limits == nil {
		return nil
	}
	if s.rates.chats == nil {
		s.rates.chats = map[[2]int64][]time.Time{}
	}
	now := time.Now()
	key := [2]int64{chat, 0}
	if !send {
		key[1] = 1
	}
	span, most := 5*time.Second, limits.PrivateIn5s
	if chat < 0 {
		span, most = time.Minute, limits.GroupPerMinute
	}
	s.rates.all = since(s.rates.all, now, time.Second)
	s.rates.chats[key] = since(s.rates.chats[key], now, span)
	if len(s.rates.all) >= limits.PerSecond || len(s.rates.chats[key]) >= most {
		s.breaches = append(s.breaches, fmt.Sprintf("rate limit hit in chat %d", chat))
		return flooded(max(limits.RetryAfterFirst, 1))
	}
	s.rates.all = append(s.rates.all, now)
	s.rates.chats[key] = append(s.rates.chats[key], now)
	return nil
}

// since drops the times before now-span.
func since(list []time.Time, now time.Time, span time.Duration) []time.Time {
	for len(list) > 0 && now.Sub(list[0]) >= span {
		list = list[1:]
	}
	return list
}

func flooded(seconds int) error {
	return &apiError{code: 429, text: fmt.Sprintf("Too Many Requests: retry after %d", seconds), more: map[string]any{"retry_after": seconds}}
}
