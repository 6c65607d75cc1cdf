package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"articlebot/bot/dialogue"
	"articlebot/bot/limit"
	"articlebot/bot/web"
)

// FuzzForms sends what no form of ours would: nothing may fail, and nothing that
// was written may stand in a page as code.
func FuzzForms(f *testing.F) {
	lib, err := library()
	must(f, err)
	conv, err := dialogue.New(dialogue.Config{Limits: limit.Limits{Person: limit.Rate{Burst: -1}, Press: limit.Rate{Burst: -1}}}, lib)
	must(f, err)
	w, err := web.New(web.Config{PerMinute: -1}, conv, lib)
	must(f, err)
	article := lib.Articles()[0].ID.Key()
	for _, action := range []string{"1|p|0", "1|a|" + article + ".0", "1|u|" + article + ".1", "1|s|" + article + ".1en", "1|l|vi", "1|t|1", "1|rb|x", "", "\x00"} {
		f.Add(wellKnown, action, "1", "en", article)
	}
	f.Add("<script>alert(1)</script>", "1|p|0", "-1", "\"><script>", "\xff")
	f.Fuzz(func(t *testing.T, question, action, turn, language, article string) {
		send := func(method, path, body string) *httptest.ResponseRecorder {
			r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			a := httptest.NewRecorder()
			w.Handler().ServeHTTP(a, r)
			if a.Code >= http.StatusInternalServerError {
				t.Fatalf("%s %s is answered %d", method, path, a.Code)
			}
			if strings.Count(a.Body.String(), "<script") > strings.Count(a.Body.String(), `<script src="/static/`) {
				t.Fatalf("a script came in:\n%s", a.Body)
			}
			return a
		}
		asked := send(http.MethodPost, "/c", form("q", question, "lang", language, "article", article))
		path, _, _ := strings.Cut(asked.Header().Get("Location"), "#")
		if path == "" {
			return // too large
		}
		send(http.MethodPost, "/c/press", form("s", strings.TrimPrefix(path, "/c/"), "a", action, "t", turn, "q", question, "lang", language))
		send(http.MethodGet, path, "")
	})
}
