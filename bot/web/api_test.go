package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"articlebot/bot/web"
)

// reply is what a program reads of an answer.
type reply struct {
	Kind, Session, Text string
	Passages            []struct {
		Text, Page, Place string
		Sentence          [2]int
		Highlights        [][2]int
	}
	Titles    []struct{ Page string }
	Questions []string
}

// call asks the API and holds what comes back to the schema.
func (s *stand) call(question map[string]any) reply {
	s.Helper()
	body, err := json.Marshal(question)
	must(s, err)
	valid(s.T, "request", string(body))
	a := s.do(http.MethodPost, "/api/ask", string(body), "Content-Type", "application/json; charset=utf-8")
	a.status(s.T, http.StatusOK)
	valid(s.T, "reply", a.body)
	var r reply
	must(s, json.Unmarshal([]byte(a.body), &r))
	return r
}

// valid holds a text to a part of the schema.
func valid(t *testing.T, part, text string) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("testdata/ask.schema.json#/$defs/" + part)
	must(t, err)
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	must(t, err)
	if err := schema.Validate(value); err != nil {
		t.Errorf("no %s of the schema: %v\n%s", part, err, text)
	}
}

func TestTheAPIAnswersByItsSchema(t *testing.T) {
	s := newStand(t, web.Config{})
	r := s.call(map[string]any{"question": wellKnown})
	if r.Kind != "answer" || r.Session != "" || len(r.Passages) != 1 {
		t.Fatalf("got %+v", r)
	}
	p := r.Passages[0]
	if got := p.Text[p.Sentence[0]:p.Sentence[1]]; !strings.Contains(got, "918 files were resolved ahead of schedule") {
		t.Errorf("the sentence is %q", got)
	}
	for _, h := range p.Highlights {
		if !utf8.ValidString(p.Text[h[0]:h[1]]) {
			t.Errorf("the span %v parts a letter", h)
		}
	}
	_, at, _ := strings.Cut(p.Page, "#p")
	if !strings.HasPrefix(p.Page, s.URL+"/a/") || at == "" || !strings.HasPrefix(p.Place, "passage "+at+" ") {
		t.Errorf("the page is %s", p.Page)
	}
	for _, odd := range []string{"hello", "articles", "qwertz uiop", "/reload", "/help", "more", "\u0000", "<script>", strings.Repeat("files ", 200), "xin chào", "1"} {
		s.call(map[string]any{"question": odd, "language": "vi"})
	}
}

func TestTheAPIHoldsAConversationWhereOneIsWanted(t *testing.T) {
	s := newStand(t, web.Config{})
	first := s.call(map[string]any{"question": wellKnown, "session": "new"})
	if first.Session == "" {
		t.Fatal("no session")
	}
	more := s.call(map[string]any{"question": "more", "session": first.Session})
	if len(more.Passages) != 1 || more.Passages[0].Place == first.Passages[0].Place {
		t.Errorf("more shows %+v", more)
	}
	if alone := s.call(map[string]any{"question": "more"}); alone.Kind == "answer" {
		t.Errorf("a question that stands alone was read with another's: %+v", alone)
	}
}

func TestTheAPIRefuses(t *testing.T) {
	s := newStand(t, web.Config{Origins: []string{paperOrigin}})
	for _, c := range []struct {
		name, body string
		header     []string
		want       int
	}{
		{"no JSON", "question=x", []string{"Content-Type", "application/x-www-form-urlencoded"}, http.StatusUnsupportedMediaType},
		{"no type", `{"question":"x"}`, nil, http.StatusUnsupportedMediaType},
		{"half an object", `{"question":`, []string{"Content-Type", "application/json"}, http.StatusBadRequest},
		{"two objects", `{"question":"x"}{}`, []string{"Content-Type", "application/json"}, http.StatusBadRequest},
		{"a key that is none", `{"question":"x","admin":true}`, []string{"Content-Type", "application/json"}, http.StatusBadRequest},
		{"nothing asked", `{"question":" "}`, []string{"Content-Type", "application/json"}, http.StatusBadRequest},
		{"another language", `{"question":"x","language":"fr"}`, []string{"Content-Type", "application/json"}, http.StatusBadRequest},
		{"a session that is over", `{"question":"x","session":"AAAA"}`, []string{"Content-Type", "application/json"}, http.StatusNotFound},
		{"an origin that is not allowed", `{"question":"x"}`, []string{"Content-Type", "application/json", "Origin", "https://evil.example"}, http.StatusForbidden},
		{"no origin at all", `{"question":"x"}`, []string{"Content-Type", "application/json", "Origin", "null"}, http.StatusForbidden},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := s.do(http.MethodPost, "/api/ask", c.body, c.header...)
			a.status(t, c.want)
			valid(t, "error", a.body)
			if a.Header.Get("Access-Control-Allow-Origin") != "" {
				t.Error("the origin is let in")
			}
		})
	}
}

func TestAllowedOriginsMayCallTheAPI(t *testing.T) {
	s := newStand(t, web.Config{Origins: []string{paperOrigin}})
	for _, c := range []struct {
		origin string
		want   int
	}{{paperOrigin, http.StatusNoContent}, {"https://evil.example", http.StatusForbidden}, {"https://paper.example.evil.example", http.StatusForbidden}} {
		a := s.do(http.MethodOptions, "/api/ask", "", "Origin", c.origin, "Access-Control-Request-Method", "POST")
		a.status(t, c.want)
		allowed := a.Header.Get("Access-Control-Allow-Origin")
		if (c.want == http.StatusNoContent) != (allowed == c.origin) {
			t.Errorf("%s: allowed is %q", c.origin, allowed)
		}
	}
	a := s.do(http.MethodPost, "/api/ask", `{"question":"`+wellKnown+`"}`, "Content-Type", "application/json", "Origin", paperOrigin)
	a.status(t, http.StatusOK)
	if a.Header.Get("Access-Control-Allow-Origin") != paperOrigin || a.Header.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("headers %v", a.Header)
	}
	own := s.do(http.MethodPost, "/api/ask", `{"question":"x"}`, "Content-Type", "application/json", "Origin", s.URL)
	own.status(t, http.StatusOK)
}
