package serving

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"articlebot/bot"
	"articlebot/cmd/articlebot/metrics"
)

// platform is an adapter as the server sees it.
type platform struct {
	name    bot.Platform
	run     func(ctx context.Context) error
	notify  func(ctx context.Context, user bot.UserKey, r bot.Reply) error
	teller  bot.Teller // nil where nobody can be told anything
	health  func() (ok bool, reason string)
	counts  func() platformCounts
	webhook http.Handler // nil if it has none
	pages   http.Handler // the same of web pages
	ended   atomic.Bool
}

// platformCounts is what an adapter counts; handling and queued are of now, the
// rest is since the start.
type platformCounts struct {
	handling, queued            int
	reconnects, dropped, panics int64
	contact                     time.Time // zero for never
}

// transport returns what carries the requests to a platform, which are counted.
func (s *server) transport(to bot.Platform) *metrics.Transport {
	t := &http.Transport{ForceAttemptHTTP2: true}
	if shared, ok := http.DefaultTransport.(*http.Transport); ok {
		t = shared.Clone()
	}
	t.MaxIdleConnsPerHost = maxConnections
	return s.counted.requests.Transport(string(to), t)
}

// maxConnections is how many requests an adapter has under way at once.
const maxConnections = 64

// knows tells whether the person is on this platform.
func (p *platform) knows(user bot.UserKey) bool {
	return strings.HasPrefix(string(user), string(p.name)+":")
}

// connect makes the adapters of the platforms that have a token, and that of
// the web.
func (s *server) connect() ([]*platform, error) {
	var list []*platform
	pages, err := s.browsers()
	if err != nil {
		return nil, err
	}
	if s.config.Telegram.Token.IsSet() {
		p, err := s.telegram()
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	if s.config.Discord.Token.IsSet() {
		p, err := s.discord()
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	if pages != nil {
		list = append(list, pages)
	}
	return list, nil
}
