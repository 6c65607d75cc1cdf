package serving

import (
	"context"
	"net"
	"net/netip"

	"articlebot/bot"
	"articlebot/bot/web"
)

// tryOutAddr is where the chat page is tried out, if it is free.
const tryOutAddr = "127.0.0.1:8080"

// hereNames are the names of this machine for itself.
var hereNames = []string{"localhost", "127.0.0.1", "::1"}

// triesOut tells whether nothing is configured that people could be served on:
// then the chat page is opened for this machine alone.
func (s *server) triesOut() bool {
	return !s.config.Telegram.Token.IsSet() && !s.config.Discord.Token.IsSet() && !s.config.Web.Enabled
}

// hereOnly tells whether http.addr is reached from this machine alone.
func (s *server) hereOnly() bool {
	host, _, err := net.SplitHostPort(s.config.HTTP.Addr)
	if err != nil {
		return false
	}
	a, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && a.IsLoopback()
}

// listenHere opens the listener of a try-out and says where that is: http.addr
// if that is on this machine alone, else a usual address, else any free one.
func (s *server) listenHere() (net.Listener, error) {
	addr := tryOutAddr
	if s.hereOnly() {
		addr = s.config.HTTP.Addr
	}
	l, err := listenHTTP(addr)
	if err != nil && addr == tryOutAddr { // it is taken; each system says that in its own way
		l, err = listenHTTP("127.0.0.1:0")
	}
	if err != nil {
		return nil, err
	}
	s.log.Info("listening", "addr", l.Addr().String())
	s.log.Info("no platform is configured, so this is for a browser on this machine alone", "open", "http://"+l.Addr().String()+"/",
		"for_people", "set ARTICLEBOT_TELEGRAM_TOKEN, ARTICLEBOT_DISCORD_TOKEN or ARTICLEBOT_WEB_ENABLED")
	return l, nil
}

// browsers makes the adapter of the web, nil where it is not served, and has
// other platforms link to its readers' pages.
func (s *server) browsers() (*platform, error) {
	if !s.config.Web.Enabled && !s.triesOut() {
		return nil, nil
	}
	c := web.Config{
		PublicURL:    s.config.HTTP.PublicURL,
		Paper:        s.config.Conversation.Paper,
		Color:        s.config.Web.Color,
		Origins:      s.config.Web.Origins,
		ClientHeader: s.config.HTTP.ClientHeader,
		PerMinute:    s.config.Web.PerMinute,
		Samples:      len(s.config.Articles) == 0,
		Stages:       s.counted.stage,
		Now:          s.app.Now,
		Log:          s.log.With("adapter", string(bot.Web)),
	}
	if s.triesOut() {
		c.Hosts = hereNames
	}
	w, err := web.New(c, s.conv, s.library)
	if err != nil {
		return nil, err
	}
	if s.config.HTTP.PublicURL != "" {
		s.talk = linked{s.conv, w.PageURL}
	}
	s.browser = w
	return &platform{
		name: bot.Web, run: w.Run, pages: w.Handler(),
		notify: func(context.Context, bot.UserKey, bot.Reply) error { return nil }, // no admin is there
		health: func() (bool, string) { return true, "" },                          // nothing is connected
		counts: func() platformCounts {
			h := w.Health()
			return platformCounts{handling: h.Handling, dropped: h.Refused, panics: h.Panics, contact: h.LastContact}
		},
	}, nil
}
