package web

import (
	"cmp"
	"net/http"

	"articlebot/bot/web/page"
	"articlebot/retrieval/text"

	xlanguage "golang.org/x/text/language"
)

// matcher chooses among the languages that the pages speak; the first where
// none fits.
var matcher = xlanguage.NewMatcher([]xlanguage.Tag{xlanguage.English, xlanguage.Vietnamese})

// spoken are the languages in the matcher's order.
var spoken = []text.Language{text.English, text.Vietnamese}

// chosen is the language that a form or an address names, "" for none of ours.
func chosen(name string) text.Language {
	switch l := text.Language(name); l {
	case text.English, text.Vietnamese:
		return l
	}
	return ""
}

// languageOf is the language to speak in a reply to a request: the one that it
// names, else the one chosen before, else the browser's.
func languageOf(r *http.Request, before text.Language) text.Language {
	if l := cmp.Or(chosen(r.FormValue("lang")), before); l != "" {
		return l
	}
	_, i := xlanguage.MatchStrings(matcher, r.Header.Get("Accept-Language"))
	return spoken[i]
}

// words are those of a request that belongs to no session.
func (w *Web) words(r *http.Request) *page.Words { return page.WordsFor(languageOf(r, "")) }
