package web_test

import (
	"net/http"
	"strings"
	"testing"

	"articlebot/bot/locale/localetest"
	"articlebot/bot/web"
)

// TestTheWebSpeaksALanguageThatIsAFile talks to it in a language that nothing but
// a file knows.
func TestTheWebSpeaksALanguageThatIsAFile(t *testing.T) {
	s := newStand(t, web.Config{Paper: "The Paper", Languages: localetest.Languages(), PerMinute: 3})
	for _, accepts := range []string{"hu-HU,hu;q=0.9,en;q=0.5", "hu"} {
		s.do(http.MethodGet, "/", "", "Accept-Language", accepts).has(t, `<html lang="qaa">`, "Askzu The Paper", "Welcomezu!")
	}
	s.do(http.MethodGet, "/", "", "Accept-Language", "fi").has(t, `<html lang="en">`)
	s.get("/?lang=qaa").has(t, `<html lang="qaa">`)
	s.do(http.MethodGet, "/nothing", "", "Accept-Language", "hu").has(t, "Therezu iszu nothingzu atzu thiszu addresszu.")

	asked := s.post("/c", "q", "/helpzu", "lang", "qaa")
	asked.has(t, `<html lang="qaa">`, "Askzu inzu yourzu ownzu wordszu", "Startzu againzu")
	api := s.do(http.MethodPost, "/api/ask", `{"question":"/help","language":"qaa"}`, "Content-Type", "application/json")
	api.has(t, `"language":"qaa"`, "Askzu inzu yourzu ownzu wordszu")
	api = s.do(http.MethodPost, "/api/ask", `{"question":"/help","language":"fi"}`, "Content-Type", "application/json")
	api.has(t, "language is not en, vi or qaa")
	refused := s.post("/c", "q", "/help", "lang", "qaa")
	refused.status(t, http.StatusTooManyRequests)
	refused.has(t, "againzu inzu 20 secondszu")
	if strings.Contains(refused.body, "One moment") {
		t.Errorf("refused in English:\n%s", refused.body)
	}
}
