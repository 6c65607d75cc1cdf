// Package control lets a second process of the same machine and user steer the
// one that serves: it asks for a reload or a rollback over a socket in the data
// directory, and reads what an admin in a chat would read.
package control

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"articlebot/bot"
	"articlebot/retrieval"
)

// socketName is the local control address in the data directory. Only who may
// write there, and is this user, can reach it.
const socketName = "control.sock"

// User is the admin who speaks through the control address.
func User() bot.UserKey { return bot.NewUserKey(bot.Console, "control") }

// Line is one line of the answer to a request: preliminary replies, then one
// that is Done.
type Line struct {
	Reply  bot.Reply         `json:"reply"`
	Done   bool              `json:"done"`
	Report *retrieval.Report `json:"report,omitempty"` // when done, unless it did not come to a reload
}

// Handler answers what a second process asks for, which goes the way of an
// admin's message in a chat, so both do and read the same. All its fields must
// be set.
type Handler struct {
	Conversation bot.Conversation
	Library      bot.Library
	Now          func() time.Time
	Log          *slog.Logger
}

// ServeHTTP takes POST /reload and /rollback, the words that a chat's command
// takes in the parameter arg, and GET /healthz.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && r.URL.Path == healthPath {
		h.serveHealth(w, r)
		return
	}
	command := map[string]string{"/reload": "reload", "/rollback": "rollback"}[r.URL.Path]
	if r.Method != http.MethodPost || command == "" {
		http.NotFound(w, r)
		return
	}
	h.Log.Info("control", "command", command, "arg", r.FormValue("arg"))
	w.Header().Set("Content-Type", "application/jsonl")
	send := lineSender(w)
	m := bot.Message{
		Platform: bot.Console, ID: "control", Private: true, Command: command, Text: r.FormValue("arg"),
		Chat: bot.NewChatKey(bot.Console, "control", ""), User: User(), Sent: h.Now(),
		Progress: func(p bot.Reply) { send(Line{Reply: p}) },
	}
	before := h.Library.Status().LastReload
	done := Line{Reply: h.Conversation.Handle(r.Context(), m), Done: true, Report: h.Library.Status().LastReload}
	if done.Report == before {
		done.Report = nil
	}
	send(done)
}

// lineSender returns a function that writes JSON lines and flushes each. Who
// has hung up misses them.
func lineSender(w http.ResponseWriter) func(Line) {
	var mu sync.Mutex
	return func(l Line) {
		mu.Lock()
		defer mu.Unlock()
		if json.NewEncoder(w).Encode(l) == nil {
			_ = http.NewResponseController(w).Flush()
		}
	}
}
