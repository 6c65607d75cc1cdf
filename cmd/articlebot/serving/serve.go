package serving

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"articlebot/bot"
	"articlebot/bot/control"
	"articlebot/bot/dialogue"
	"articlebot/bot/web"
	"articlebot/cmd/articlebot/cli"
	"articlebot/config"
	"articlebot/retrieval"
	"articlebot/retrieval/engine"
)

// Verb is the command serve.
var Verb = cli.Verb{
	Name: "serve", Wordless: true, Flags: []string{"articles", "config"},
	Summary: "answer people on Telegram, on Discord and in browsers",
	About: "It serves the platforms whose token is set and, with web.enabled, a chat page,\n" +
		"until it is interrupted: the first signal lets it finish what it has begun, the\n" +
		"second stops it at once. A SIGHUP makes it read the settings and the articles\n" +
		"again. With none of them configured it opens the chat page for this machine\n" +
		"alone, to try it out.",
	Example: "ARTICLEBOT_TELEGRAM_TOKEN=123456:ABC... articlebot serve",
	Run:     func(a *cli.App, ctx context.Context, o cli.Options) error { return (&app{a}).serve(ctx, o) },
}

func (a *app) serve(ctx context.Context, o cli.Options) error {
	c, err := a.LoadConfig(o)
	if err != nil {
		return err
	}
	hangup := make(chan os.Signal, 1) // from the start, as one that comes early must not end the process
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	log := a.NewLog(c.Log)
	log.Info("starting", "version", a.Build.String())
	if c.DataDir == "" {
		log.Warn("nothing is kept across restarts, and articlebot reload cannot reach this process", "set", "ARTICLEBOT_DATA_DIR")
	}
	if len(c.Articles) == 0 {
		log.Warn("people are answered from the sample articles that are built in, not from yours", "set", "ARTICLEBOT_ARTICLES, or run articlebot init")
	}
	s := &server{app: a.App, config: c, log: log, hangup: hangup, options: o, counted: newCounted(), started: a.Now(), adopted: c}
	if err := s.joinReplicas(); err != nil {
		return err
	}
	defer s.leaveReplicas()
	if s.engine, err = s.openEngine(ctx); err != nil {
		return err
	}
	defer s.engine.Close() //nolint:errcheck // everybody has been answered
	logStatus(log, s.engine.Status())
	return s.run(ctx)
}

func logStatus(log *slog.Logger, s retrieval.Status) {
	skipped := 0
	for _, src := range s.Sources {
		skipped += len(src.Skipped)
	}
	log.Info("articles ready", "how", string(s.Opened.How), "why", s.Opened.Why, "generation", s.Generation, "articles", s.Counts.Articles, "briefs", s.Counts.Briefs,
		"passages", s.Counts.Passages, "skipped", skipped)
}

// server is the process that serves: a conversation, the platforms that it is
// held on, and what keeps its articles fresh.
type server struct {
	app       *cli.App
	config    config.Config
	log       *slog.Logger
	engine    *engine.Engine
	conv      *dialogue.Bot
	talk      bot.Conversation // conv as platforms get it
	browser   *web.Web         // nil if it is not served
	platforms []*platform
	replica   replica
	hangup    <-chan os.Signal // each asks for a reload

	counted *counted
	started time.Time
	library watched // the engine, counted

	options   cli.Options // of the command line
	rereading sync.Mutex  // guards adopted
	adopted   config.Config
}

// run serves until the context ends, which is no error, or until no platform
// is left.
func (s *server) run(ctx context.Context) error {
	s.library = watched{s.engine, s.counted, s.replica.line}
	conv, err := dialogue.New(s.conversation(s.config), s.library)
	if err != nil {
		return err
	}
	defer conv.Close() //nolint:errcheck // it logs what it could not save
	s.conv, s.talk = conv, conv
	s.replica.begin(s.engine, conv.Renewed)
	if s.platforms, err = s.connect(); err != nil {
		return err
	}
	listeners, err := s.listen()
	if err != nil {
		return err
	}
	return s.work(ctx, listeners)
}

// work runs everything until the platforms have ended: they first, as the rest
// serves them.
func (s *server) work(ctx context.Context, listeners []listener) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	background, stopBackground := context.WithCancel(context.WithoutCancel(ctx))
	defer stopBackground()
	var behind errgroup.Group
	for _, l := range listeners {
		behind.Go(func() error {
			defer stop() // without it there is no webhook
			return l.serve(background)
		})
	}
	behind.Go(func() error { s.conv.Watch(background); return nil })
	behind.Go(func() error { s.conv.TellNews(ctx); return nil })
	behind.Go(func() error { return s.keepFresh(ctx) })
	behind.Go(func() error { s.beat(background); return nil })
	behind.Go(func() error {
		<-background.Done()
		s.replica.end() // before the conversation, which it tells of what is new
		return nil
	})
	err := s.runPlatforms(ctx)
	stop()
	stopBackground()
	return errors.Join(err, behind.Wait())
}

// runPlatforms returns when all platforms have ended, with why those that
// failed did. One that fails leaves the others serving: /readyz and the log
// tell.
func (s *server) runPlatforms(ctx context.Context) error {
	errs := make([]error, len(s.platforms))
	var g errgroup.Group
	for i, p := range s.platforms {
		g.Go(func() error {
			errs[i] = p.run(ctx)
			p.ended.Store(true)
			if errs[i] != nil {
				s.log.Error("platform stopped", "platform", p.name, "error", errs[i])
			}
			return nil
		})
	}
	_ = g.Wait() // the errors are in errs
	return errors.Join(errs...)
}

// alert brings a notice to an admin on the platform that the key names.
func (s *server) alert(ctx context.Context, admin bot.UserKey, r bot.Reply) {
	for _, p := range s.platforms {
		if !p.knows(admin) {
			continue
		}
		if err := p.notify(ctx, admin, r); err != nil {
			s.log.Warn("admin not alerted", "platform", p.name, "error", err)
		}
	}
}

// Tell brings news to a follower on the platform that the key names.
func (s *server) Tell(ctx context.Context, to bot.ChatKey, r bot.Reply) error {
	if l, ok := s.talk.(linked); ok {
		r = l.link(r)
	}
	for _, p := range s.platforms {
		if p.name == to.Platform() && p.teller != nil {
			if p.ended.Load() {
				return fmt.Errorf("tell on %s: %w: it has stopped", p.name, bot.ErrNotTold)
			}
			return p.teller.Tell(ctx, to, r)
		}
	}
	return fmt.Errorf("tell: %w: that platform is not served", bot.ErrNotTold)
}

// listen opens all listeners, so that one that cannot be opened fails at the
// start.
func (s *server) listen() ([]listener, error) {
	var list []listener
	if s.config.DataDir != "" {
		l, err := control.Listen(s.config.DataDir)
		switch {
		case errors.Is(err, control.ErrServing):
			return nil, cli.WithHint(err, "stop it, or set another ARTICLEBOT_DATA_DIR")
		case err != nil:
			s.log.Warn("articlebot reload cannot reach this process; send SIGHUP instead", "error", err)
		default:
			c := &control.Handler{Conversation: s.conv, Library: s.library, Now: s.app.Now, Log: s.log}
			list = append(list, listener{Listener: l, handler: c, slow: true})
		}
	}
	if s.config.HTTP.Addr != "" && !(s.triesOut() && s.hereOnly()) {
		l, err := listenHTTP(s.config.HTTP.Addr)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("listen on http.addr: %w", err), closeAll(list))
		}
		s.log.Info("listening", "addr", l.Addr().String())
		list = append(list, listener{Listener: l, handler: s.web(s.config.Web.Enabled)})
	}
	if s.triesOut() {
		l, err := s.listenHere()
		if err != nil {
			return nil, errors.Join(fmt.Errorf("listen for a browser: %w", err), closeAll(list))
		}
		list = append(list, listener{Listener: l, handler: s.web(true)})
	}
	return s.listenDebug(list)
}
