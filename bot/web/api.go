package web

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"articlebot/bot"
	"articlebot/bot/internal/trace"
	"articlebot/retrieval/text"
)

// apiQuestion is what programs send.
type apiQuestion struct {
	Question string `json:"question"`
	Language string `json:"language"` // one that the pages speak, for what stands around the paper's words
	Article  string `json:"article"`  // restricts the question to one, by its key
	// Session is "new" to begin a conversation, or the id of one; without it the
	// question stands alone.
	Session string `json:"session"`
}

// newSessionName asks for a session.
const newSessionName = "new"

// apiReply is what they get. Its keys are a promise: none is ever renamed or
// left out, and spans are half-open byte offsets into text.
type apiReply struct {
	Kind      string       `json:"kind"`
	Language  string       `json:"language"`
	Text      string       `json:"text"`
	Question  string       `json:"question"` // as searched
	Passages  []apiPassage `json:"passages"`
	Titles    []apiTitle   `json:"titles"`
	Questions []string     `json:"questions"` // that can be asked instead
	Session   string       `json:"session"`   // "" where none was asked for
}

type apiPassage struct {
	Article    string   `json:"article"` // its key
	Title      string   `json:"title"`
	URL        string   `json:"url"`  // at the paper, "" if unknown
	Page       string   `json:"page"` // the reader's page, at the passage
	Label      string   `json:"label"`
	Published  string   `json:"published"` // a day, "" if unknown
	Place      string   `json:"place"`
	Text       string   `json:"text"`
	Sentence   [2]int   `json:"sentence"`
	Highlights [][2]int `json:"highlights"`
	AlsoIn     string   `json:"also_in"`
	Generation string   `json:"generation"`
}

type apiTitle struct {
	Number  int    `json:"number"`
	Title   string `json:"title"`
	Section string `json:"section"`
	Article string `json:"article"`
	Page    string `json:"page"`
}

// apiError is what they get instead.
type apiError struct {
	Error   string `json:"error"`
	Request string `json:"request"`
}

// serveAPI answers POST /api/ask.
func (w *Web) serveAPI(rw http.ResponseWriter, r *http.Request) {
	if !w.shareWith(rw, r) {
		w.sendError(rw, r, http.StatusForbidden, "this origin is not allowed")
		return
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		w.sendError(rw, r, http.StatusUnsupportedMediaType, "send application/json")
		return
	}
	if wait, ok := w.pass(r); !ok {
		rw.Header().Set("Retry-After", seconds(wait))
		w.sendError(rw, r, http.StatusTooManyRequests, "too many questions from this address")
		return
	}
	q, status, fault := w.readQuestion(r.Body)
	if fault != "" {
		w.sendError(rw, r, status, fault)
		return
	}
	s, kept, ok := w.apiSession(r, q)
	if !ok {
		w.sendError(rw, r, http.StatusNotFound, "this session is over; send \"new\" to begin one")
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.language = text.Language(q.Language)
	reply := w.conv.Handle(r.Context(), s.message(q.Question, q.Article, w.config.Now()))
	s.said++
	if !kept {
		w.forget(r.Context(), []*session{s})
	}
	if reply.Kind == bot.Silent {
		w.sendError(rw, r, http.StatusTooManyRequests, "too many questions in this session")
		return
	}
	out := w.apiReply(reply, r)
	if kept {
		out.Session = s.id
	}
	w.send(rw, r, http.StatusOK, out)
}

// readQuestion reads the body, or says what is wrong with it.
func (w *Web) readQuestion(body io.Reader) (q apiQuestion, status int, fault string) {
	d := json.NewDecoder(body)
	d.DisallowUnknownFields()
	err := d.Decode(&q)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("more than one object")
		}
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return q, http.StatusRequestEntityTooLarge, "the request is too large"
	case err != nil:
		return q, http.StatusBadRequest, "the body is not an object of the schema"
	case strings.TrimSpace(q.Question) == "":
		return q, http.StatusBadRequest, "question is empty"
	case q.Language != "" && w.chosen(q.Language) == "":
		return q, http.StatusBadRequest, "language is not " + w.spoken.list()
	}
	return q, 0, ""
}

// apiSession finds the session of a question, begins one, or makes one that is
// forgotten at once.
func (w *Web) apiSession(r *http.Request, q apiQuestion) (s *session, kept, ok bool) {
	switch q.Session {
	case "":
		return &session{id: w.config.NewID()}, false, true
	case newSessionName:
		s, ended := w.sessions.begin(w.config.Now())
		w.forget(r.Context(), ended)
		return s, true, true
	}
	s, ok = w.sessions.find(q.Session, w.config.Now())
	return s, true, ok
}

// apiReply is a reply as programs read it.
func (w *Web) apiReply(r bot.Reply, req *http.Request) apiReply {
	out := apiReply{
		Kind: string(r.Kind), Language: string(r.Language), Text: r.Text, Question: r.Question,
		Passages: []apiPassage{}, Titles: []apiTitle{}, Questions: []string{},
	}
	for _, c := range r.Cards {
		p := apiPassage{
			Article: c.Article.Key(), Title: c.Title, URL: c.URL, Page: w.absolute(req, w.pages().CardPath(c)), Label: c.Label, Place: c.Place,
			Text: c.Text, Sentence: [2]int{c.Sentence.Start, c.Sentence.End}, Highlights: [][2]int{}, AlsoIn: c.AlsoIn, Generation: string(c.Generation),
		}
		if !c.Published.IsZero() {
			p.Published = c.Published.Format("2006-01-02")
		}
		for _, h := range c.Highlights {
			p.Highlights = append(p.Highlights, [2]int{h.Start, h.End})
		}
		out.Passages = append(out.Passages, p)
	}
	for _, t := range r.Titles {
		key, _, _ := strings.Cut(t.Action.Arg, ".")
		out.Titles = append(out.Titles, apiTitle{Number: t.Number, Title: t.Text, Section: t.Section, Article: key, Page: w.absolute(req, w.pages().ArticlePath(key, 0, 0))})
	}
	for _, row := range r.Buttons {
		for _, b := range row {
			if b.Action.Verb == bot.AskSample {
				out.Questions = append(out.Questions, b.Label)
			}
		}
	}
	return out
}

// absolute is the whole address of a path: the public one, else the one that
// was asked.
func (w *Web) absolute(r *http.Request, path string) string {
	u := url.URL{Scheme: "http", Host: r.Host}
	if public, err := url.Parse(w.config.PublicURL); err == nil && public.Host != "" {
		u = url.URL{Scheme: public.Scheme, Host: public.Host}
	}
	return u.String() + path
}

func (w *Web) send(rw http.ResponseWriter, r *http.Request, status int, value any) {
	rw.Header().Set("Content-Type", "application/json")
	rw.WriteHeader(status)
	e := json.NewEncoder(rw)
	e.SetEscapeHTML(true) // whoever puts it into a page by mistake harms nobody
	w.note(r, e.Encode(value))
}

func (w *Web) sendError(rw http.ResponseWriter, r *http.Request, status int, said string) {
	w.send(rw, r, status, apiError{said, trace.Name(r.Context())})
}

// shareWith tells whether a request may be answered where it comes from, and
// lets the browser pass the answer on to an allowed site. Requests of our own
// pages and those of other programs name no origin or ours.
func (w *Web) shareWith(rw http.ResponseWriter, r *http.Request) bool {
	rw.Header().Add("Vary", "Origin")
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	if slices.Contains(w.config.Origins, origin) {
		rw.Header().Set("Access-Control-Allow-Origin", origin)
		rw.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
		return true
	}
	u, err := url.Parse(origin)
	if err != nil {
		return false
	}
	public, err := url.Parse(w.config.PublicURL)
	return err == nil && (u.Host == r.Host && w.config.PublicURL == "" || public.Host != "" && origin == public.Scheme+"://"+public.Host)
}

// serveOtherMethod tells how the address is to be used.
func (w *Web) serveOtherMethod(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Allow", http.MethodPost)
	w.sendError(rw, r, http.StatusMethodNotAllowed, "send a POST")
}

// preflightAge is how long a browser may remember that an origin is allowed.
const preflightAge = "600"

// servePreflight answers browsers that ask before they send JSON from another
// site, https://fetch.spec.whatwg.org/#cors-preflight-fetch.
func (w *Web) servePreflight(rw http.ResponseWriter, r *http.Request) {
	if !w.shareWith(rw, r) {
		w.sendError(rw, r, http.StatusForbidden, "this origin is not allowed")
		return
	}
	rw.Header().Set("Access-Control-Allow-Methods", http.MethodPost)
	rw.Header().Set("Access-Control-Allow-Headers", "Content-Type")
	rw.Header().Set("Access-Control-Max-Age", preflightAge)
	rw.WriteHeader(http.StatusNoContent)
}
