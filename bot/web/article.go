package web

import (
	"net/http"
	"strconv"
	"strings"

	"articlebot/bot/web/page"
	"articlebot/retrieval"
)

// articleAge is how long a browser may show an article without asking again.
const articleAge = "private, max-age=60"

// serveArticle is the reader's page. Only keys are addresses: an article's id
// may be long, or another address.
func (w *Web) serveArticle(rw http.ResponseWriter, r *http.Request) {
	key := r.PathValue("key")
	a, ok := w.articles.Article(key)
	if !ok || len(key) != retrieval.KeyLen || a.ID.Key() != key {
		w.say(rw, r, http.StatusNotFound, string(w.words(r).Web.NoSuchArticle))
		return
	}
	rw.Header().Set("Content-Type", htmlType)
	rw.Header().Set("Cache-Control", articleAge)
	rw.Header().Set("Vary", "Accept-Language")
	w.note(r, w.pages().Article(rw, w.languageOf(r, ""), a, markOf(r.FormValue("s"))))
}

// markOf reads which sentence to mark: "8.3" is the third of the eighth
// passage.
func markOf(s string) page.Mark {
	first, second, _ := strings.Cut(s, ".")
	p, err := strconv.Atoi(first)
	q, err2 := strconv.Atoi(second)
	if err != nil || err2 != nil {
		return page.Mark{}
	}
	return page.Mark{Passage: p, Sentence: q}
}

// Ages of what never changes under its address, and of what seldom does.
const (
	assetAge    = "public, max-age=31536000, immutable"
	launcherAge = "public, max-age=300"
)

func (w *Web) serveAsset(rw http.ResponseWriter, r *http.Request) {
	a, ok := w.pages().Asset(r.PathValue("version"), r.PathValue("name"))
	if !ok {
		w.serveNothing(rw, r)
		return
	}
	rw.Header().Set("Content-Type", a.Type)
	rw.Header().Set("Cache-Control", assetAge)
	_, _ = rw.Write(a.Data) // a browser that has gone
}

// serveLauncher is the one line of script that other sites take in.
func (w *Web) serveLauncher(rw http.ResponseWriter, _ *http.Request) {
	rw.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	rw.Header().Set("Cache-Control", launcherAge)
	rw.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	_, _ = rw.Write(w.shown.Load().launcher) // a browser that has gone
}
