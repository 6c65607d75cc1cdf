package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"articlebot/bot"
	"articlebot/bot/limit"
	"articlebot/bot/web/page"
)

// Web is the adapter. Make it with New, serve its Handler, and Run it while
// that is served. It is safe for concurrent use.
type Web struct {
	config   Config
	conv     bot.Conversation
	articles page.Articles
	shown    atomic.Pointer[look]
	sessions *sessions
	limiter  *limit.Limiter
	welcomes welcomes
	spoken   *spoken
	tally    tally
	handler  http.Handler
}

// look is what pages are made with: another name of the paper makes another.
type look struct {
	pages    *page.Pages
	launcher []byte
}

// New returns the adapter. Articles are what its readers' pages show.
func New(c Config, conv bot.Conversation, articles page.Articles) (*Web, error) {
	c, err := c.withDefaults()
	if err != nil {
		return nil, fmt.Errorf("configure web: %w", err)
	}
	w := &Web{
		config: c, conv: conv, articles: articles,
		sessions: newSessions(c.NewID), limiter: limit.NewLimiter(c.rate()), spoken: newSpoken(c.Languages),
	}
	if err := w.Rename(c.Paper); err != nil {
		return nil, fmt.Errorf("configure web: %w", err)
	}
	w.handler, err = w.routes()
	if err != nil {
		return nil, fmt.Errorf("configure web: %w", err)
	}
	return w, nil
}

// Rename gives the paper another name while the pages are served.
func (w *Web) Rename(paper string) error {
	pages, err := page.New(page.Site{Base: w.config.base(), Paper: paper, Color: w.config.Color, Languages: w.config.Languages, Samples: w.config.Samples}, w.articles)
	if err != nil {
		return fmt.Errorf("make pages: %w", err)
	}
	launcher, err := pages.Launcher()
	if err != nil {
		return fmt.Errorf("make pages: %w", err)
	}
	w.shown.Store(&look{pages, launcher})
	return nil
}

// pages are the ones that are shown now.
func (w *Web) pages() *page.Pages { return w.shown.Load().pages }

// Handler serves the pages.
func (w *Web) Handler() http.Handler { return w.handler }

// sweepEvery is how often sessions that are over are looked for.
const sweepEvery = time.Minute

// Run forgets people whose session is over, until the context ends, and then
// all of them.
func (w *Web) Run(ctx context.Context) error {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			w.forget(ctx, w.sessions.sweep(w.config.Now()))
		case <-ctx.Done():
			w.forget(ctx, w.sessions.clear())
			return nil
		}
	}
}

// forget has the conversation forget people too: they cannot come back, and
// what is kept of them would stay for ever.
func (w *Web) forget(ctx context.Context, ended []*session) {
	ctx = context.WithoutCancel(ctx) // whoever asks now may go before that is done
	for _, s := range ended {
		w.conv.Handle(ctx, bot.Message{Platform: bot.Web, ID: "forget", Chat: s.chat(), User: s.user(), Private: true, Command: "forget", Sent: w.config.Now()})
	}
}

// routes are all addresses there are.
func (w *Web) routes() (http.Handler, error) {
	mux := http.NewServeMux()
	forms, err := w.ownForms()
	if err != nil {
		return nil, err
	}
	own := place{root: "/c"}
	mux.HandleFunc("GET /{$}", w.home(own))
	mux.Handle("GET "+own.root, http.RedirectHandler(w.config.base()+"/", http.StatusSeeOther))
	w.chatRoutes(mux, own, forms)
	if len(w.config.Origins) > 0 {
		inside := place{root: "/embed", embedded: true}
		mux.Handle("GET /embed", w.framed(w.home(inside)))
		w.chatRoutes(mux, inside, func(h http.Handler) http.Handler { return w.framed(forms(h)) })
		mux.HandleFunc("GET /embed.js", w.serveLauncher)
	}
	mux.HandleFunc("GET /a/{key}", w.serveArticle)
	mux.HandleFunc("GET "+page.StaticPath+"{version}/{name}", w.serveAsset)
	mux.HandleFunc("POST /api/ask", w.serveAPI)
	mux.HandleFunc("OPTIONS /api/ask", w.servePreflight)
	mux.HandleFunc("/api/ask", w.serveOtherMethod)
	mux.HandleFunc("/", w.serveNothing)
	base, err := url.PathUnescape(w.config.base())
	if err != nil {
		return nil, fmt.Errorf("read public address: %w", err)
	}
	if base == "" {
		return w.guard(mux), nil
	}
	outer := http.NewServeMux()
	outer.Handle(base+"/", http.StripPrefix(base, mux))
	outer.HandleFunc("/", w.serveNothing)
	return w.guard(outer), nil
}

// chatRoutes are those of a conversation in one place.
func (w *Web) chatRoutes(mux *http.ServeMux, p place, wrap func(http.Handler) http.Handler) {
	mux.Handle("GET "+p.root+"/{session}", wrap(w.talk(p)))
	mux.Handle("POST "+p.root, wrap(w.ask(p)))
	mux.Handle("POST "+p.root+"/press", wrap(w.press(p)))
	mux.Handle("POST "+p.root+"/clear", wrap(w.clear(p)))
}

// ownForms returns what lets only our own pages post forms. Browsers say where
// a request comes from; other programs are no danger to anybody's session.
func (w *Web) ownForms() (func(http.Handler) http.Handler, error) {
	p := http.NewCrossOriginProtection()
	if u, err := url.Parse(w.config.PublicURL); err == nil && u.Host != "" {
		if err := p.AddTrustedOrigin(u.Scheme + "://" + u.Host); err != nil {
			return nil, fmt.Errorf("trust public address: %w", err)
		}
	}
	p.SetDenyHandler(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.say(rw, r, http.StatusForbidden, string(w.words(r).Web.Unreadable))
	}))
	return p.Handler, nil
}

// PageURL returns the public address of the reader's page that shows a card, ""
// where no public address is configured.
func (w *Web) PageURL(c bot.Card) string {
	if w.config.PublicURL == "" {
		return ""
	}
	return w.config.PublicURL + strings.TrimPrefix(w.pages().CardPath(c), w.config.base())
}
