package web_test

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"articlebot/bot/web"
)

// marked finds the sentence that is marked, without the marks of words.
func (a answer) marked() string {
	m := regexp.MustCompile(`(?s)<mark[^>]*>(.*?)</mark>`).FindStringSubmatch(a.body)
	if m == nil {
		return ""
	}
	return regexp.MustCompile(`</?b>`).ReplaceAllString(m[1], "")
}

// place finds which passage of its article the last answer shows.
func (a answer) place() string {
	return regexp.MustCompile(`passage [0-9]+ of [0-9]+`).FindString(a.body)
}

// TestAConversationWithoutScript holds one as a browser does that runs none:
// forms, redirects and links.
func TestAConversationWithoutScript(t *testing.T) {
	s := newStand(t, web.Config{Paper: "The Paper"})
	start := s.start()
	start.has(t, "Ask The Paper", "Welcome!", `action="/c"`)

	a := s.post("/c", "q", wellKnown, "s", "", "lang", "en")
	a.status(t, http.StatusOK)
	if got := a.marked(); !strings.Contains(got, "918 files were resolved ahead of schedule.") {
		t.Errorf("marked is %q", got)
	}
	id := a.session(t)
	if want := "/c/" + id; a.Request.URL.Path != want || a.Request.URL.Fragment != "t1" {
		t.Errorf("the answer stands at %s, want %s#t1", a.Request.URL, want)
	}
	first := a.place()
	if first == "" {
		t.Error("no place is named")
	}
	a.has(t, "Close to the people, for the people", `<a class="link" href="/a/`, `aria-label="This answer helped"`)

	more := s.post("/c/press", "s", id, "t", "1", "q", wellKnown, "a", a.button(t, "more"))
	more.has(t, " / 3", `id="t1"`)
	more.lacks(t, `id="t2"`, first+"<")
	more.button(t, "back")

	thanked := s.post("/c/press", "s", id, "t", "1", "q", wellKnown, "a", more.button(t, "good"))
	thanked.has(t, `<p class="confirmed" role="status">Thank you`)

	s.post("/c", "s", id, "q", "the whole article").has(t, `class="turn article"`, "Next page")
	s.post("/c", "s", id, "q", "articles").has(t, `<ol class="titles" start="1">`, "Local leadership reforms")
	s.post("/c", "s", id, "q", "qwertz uiop asdf").has(t, "The articles do not say.")
	sample := s.post("/c/press", "s", id, "t", "0", "a", start.button(t, "sample"))
	if got := strings.Count(sample.body, `<h2 class="asked">`); got != 5 {
		t.Errorf("%d questions are shown, want 5:\n%s", got, sample.body)
	}
	s.get("/c/"+id).has(t, wellKnown, "articles")
}

func TestTheLanguageIsTheReaders(t *testing.T) {
	s := newStand(t, web.Config{})
	for _, c := range []struct{ query, accept, want string }{
		{"", "vi-VN,vi;q=0.9,en;q=0.5", `<html lang="vi"`},
		{"", "fr", `<html lang="en"`},
		{"", "", `<html lang="en"`},
		{"?lang=vi", "en", `<html lang="vi"`},
		{"?lang=xx", "vi", `<html lang="vi"`},
	} {
		s.get("/"+c.query, "Accept-Language", c.accept).has(t, c.want)
	}
	a := s.post("/c", "q", "xã Nà Hỳ đã giải quyết bao nhiêu hồ sơ trước hạn", "lang", "vi")
	a.has(t, `<html lang="vi"`, "đoạn ", "Cả bài", `<blockquote lang="en">`)
	// The page can be turned to the other language, replies stay as they were.
	s.get(a.Request.URL.Path+"?lang=en").has(t, `<html lang="en"`, "Your question", "Cả bài")
	s.get(a.Request.URL.Path).has(t, `<html lang="en"`)
}

func TestAButtonOfAConversationThatIsOverStillWorks(t *testing.T) {
	s := newStand(t, web.Config{})
	a := s.post("/c", "q", wellKnown)
	id := a.session(t)
	s.now.Add(web.SessionTTL + time.Second)
	over := s.get("/c/" + id)
	over.status(t, http.StatusNotFound)
	over.has(t, "That conversation is over", `name="q"`)
	over.lacks(t, wellKnown)

	next := s.post("/c/press", "s", id, "t", "1", "q", wellKnown, "a", a.button(t, "more"))
	next.has(t, wellKnown, "2 / 3")
	if next.session(t) == id {
		t.Error("a session that is over was taken up again")
	}
}

func TestNobodyIsLuredIntoASessionThatSomebodyElseKnows(t *testing.T) {
	s := newStand(t, web.Config{})
	const chosen = "AAAAAAAAAAAAAAAAAAAAAAAAAA"
	a := s.post("/c", "q", wellKnown, "s", chosen)
	if a.session(t) == chosen {
		t.Error("a session has the id that a form made up")
	}
	s.get("/c/"+chosen).status(t, http.StatusNotFound)
}

func TestStartingAgainForgets(t *testing.T) {
	s := newStand(t, web.Config{})
	id := s.post("/c", "q", wellKnown).session(t)
	s.post("/c/clear", "s", id, "lang", "en").has(t, "Welcome!")
	s.get("/c/"+id).status(t, http.StatusNotFound)

	id = s.post("/c", "q", wellKnown).session(t)
	for _, said := range []string{"/forget", "/quên-tôi", "forget everything", "xóa dữ liệu của tôi"} {
		s.post("/c", "s", id, "q", wellKnown)
		s.post("/c", "s", id, "q", said).lacks(t, wellKnown)
	}
}

// TestAConversationStaysSmall holds that an endless one keeps its last turns.
func TestAConversationStaysSmall(t *testing.T) {
	s := newStand(t, web.Config{})
	id := ""
	var last answer
	for i := range 15 {
		last = s.post("/c", "s", id, "q", fmt.Sprintf("question number %d about files", i))
		id = last.session(t)
	}
	last.has(t, "question number 14", "question number 3 ")
	last.lacks(t, "question number 2 ")
}

func TestPeopleWhoAreGoneAreForgottenEverywhere(t *testing.T) {
	s := newStand(t, web.Config{})
	id := s.post("/c", "q", "/language vi").session(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	must(t, s.web.Run(ctx)) // ends all sessions
	s.get("/c/"+id).status(t, http.StatusNotFound)
	if said := s.conv.Handle(t.Context(), message(id, "forget")); !strings.Contains(said.Text, "Nothing") && !strings.Contains(said.Text, "nothing") {
		t.Errorf("after the session the conversation still kept: %s", said.Text)
	}
}

func TestAnArticleHasAPageAtAStableAddress(t *testing.T) {
	s := newStand(t, web.Config{})
	a := s.post("/c", "q", wellKnown)
	link := regexp.MustCompile(`<a class="link" href="(/a/([A-Z0-9]{13}))(\?s=[0-9.]+)#p([0-9]+)"`).FindStringSubmatch(a.body)
	if link == nil || !strings.HasPrefix(a.place(), "passage "+link[4]+" ") {
		t.Fatalf("no link to the marked passage in\n%s", a.body)
	}
	read := s.get(link[1] + link[3])
	read.status(t, http.StatusOK)
	if got := read.marked(); got != a.marked() {
		t.Errorf("the page marks %q, the answer %q", got, a.marked())
	}
	read.has(t, `id="p1"`, `id="p`+link[4]+`"`, "<h1>Close to the people, for the people</h1>", `name="article" value="`+link[2]+`"`)
	plain := s.get(link[1])
	if plain.marked() != "" {
		t.Error("the page marks a sentence that nobody named")
	}
	for _, odd := range []string{"?s=8", "?s=8.99", "?s=-1.-1", "?s=99999999999999999999.1", "?s=8.%00"} {
		s.get(link[1]+odd).status(t, http.StatusOK)
	}
	asked := s.post("/c", "q", "how many files were submitted online", "article", link[2])
	asked.has(t, "Close to the people, for the people")
}

func TestUnknownAddresses(t *testing.T) {
	s := newStand(t, web.Config{})
	for _, path := range []string{
		"/a/AAAAAAAAAAAAA", "/a/x", "/a/" + strings.Repeat("A", 4000), "/a/%2e%2e%2fetc", "/a/<script>", "/c/nobody", "/embed", "/embed.js", "/embed/x",
		"/static/x/page.css", "/nothing", "/status", "/metrics", "/reload",
	} {
		s.get(path).status(t, http.StatusNotFound)
	}
	s.get("/api/ask").status(t, http.StatusMethodNotAllowed)
	if again := s.get("/c"); again.Request.URL.Path != "/" {
		t.Errorf("/c leads to %s", again.Request.URL)
	}
}
