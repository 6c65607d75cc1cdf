package web

import (
	"cmp"
	"net/http"
	"strings"

	"articlebot/bot/locale"
	"articlebot/retrieval/text"

	xlanguage "golang.org/x/text/language"
)

// spoken chooses among the languages that the pages speak; the default where
// none fits.
type spoken struct {
	languages *locale.Set
	matcher   xlanguage.Matcher
	of        []text.Language // in the matcher's order
}

func newSpoken(languages *locale.Set) *spoken {
	s := &spoken{languages: languages}
	var tags []xlanguage.Tag
	for _, l := range languages.All() {
		for _, name := range l.Tags() {
			if tag, err := xlanguage.Parse(name); err == nil { // browsers ask for none that is not registered
				tags, s.of = append(tags, tag), append(s.of, l.Tag)
			}
		}
	}
	s.matcher = xlanguage.NewMatcher(tags)
	return s
}

// accepted is the language to speak to a browser that accepts some.
func (s *spoken) accepted(header string) text.Language {
	if len(s.of) == 0 {
		return s.languages.Default()
	}
	_, i := xlanguage.MatchStrings(s.matcher, header)
	return s.of[i]
}

// list names the languages: "en, vi or qaa".
func (s *spoken) list() string {
	var tags []string
	for _, l := range s.languages.All() {
		tags = append(tags, string(l.Tag))
	}
	last := len(tags) - 1
	if last == 0 {
		return tags[0]
	}
	return strings.Join(tags[:last], ", ") + " or " + tags[last]
}

// chosen is the language that a form or an address names, "" for none of ours.
func (w *Web) chosen(name string) text.Language {
	if l := text.Language(name); w.config.Languages.Has(l) {
		return l
	}
	return ""
}

// languageOf is the language to speak in a reply to a request: the one that it
// names, else the one chosen before, else the browser's.
func (w *Web) languageOf(r *http.Request, before text.Language) text.Language {
	if l := cmp.Or(w.chosen(r.FormValue("lang")), before); l != "" {
		return l
	}
	return w.spoken.accepted(r.Header.Get("Accept-Language"))
}

// words are those of a request that belongs to no session.
func (w *Web) words(r *http.Request) *locale.Texts {
	return w.config.Languages.Of(w.languageOf(r, ""))
}
