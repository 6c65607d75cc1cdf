package main

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"

	"articlebot/bot"
)

// platform is an adapter as the server sees it.
type platform struct {
	name    bot.Platform
	run     func(ctx context.Context) error
	notify  func(ctx context.Context, user bot.UserKey, r bot.Reply) error
	health  func() (ok bool, reason string)
	webhook http.Handler // nil if it has none
	ended   atomic.Bool
}

// knows tells whether the person is on this platform.
func (p *platform) knows(user bot.UserKey) bool {
	return strings.HasPrefix(string(user), string(p.name)+":")
}

// connect makes the adapters of the platforms that have a token.
func (s *server) connect() ([]*platform, error) {
	var list []*platform
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
	return list, nil
}
