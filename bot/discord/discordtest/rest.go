package discordtest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// The windows of an interaction,
// https://discord.com/developers/docs/interactions/receiving-and-responding.
const (
	respondWithin = 3 * time.Second
	tokenLives    = 15 * time.Minute
)

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if websocket.IsWebSocketUpgrade(r) {
		s.gateway(w, r)
		return
	}
	raw, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	knobs := s.knobs
	s.mu.Unlock()
	time.Sleep(knobs.Latency)
	rec := &recording{ResponseWriter: w, status: http.StatusOK}
	path := strings.TrimPrefix(r.URL.Path, "/api/v10")
	if knobs.OnREST == nil || !knobs.OnREST(rec, r, raw) {
		s.route(rec, r, path, raw)
	}
	call := Call{Method: r.Method, Path: path, Raw: raw, Status: rec.status, At: time.Now()}
	_ = json.Unmarshal(raw, &call.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, call)
	s.wake()
}

type recording struct {
	http.ResponseWriter
	status int
}

// WriteHeader notes the status.
func (r *recording) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

func (s *Server) route(w http.ResponseWriter, r *http.Request, path string, raw []byte) {
	seg := strings.Split(strings.Trim(path, "/"), "/")
	last := seg[len(seg)-1]
	// Of the callback the token is the proof, as it is for webhooks.
	if seg[0] != "interactions" && seg[0] != "webhooks" && r.Header.Get("Authorization") != "Bot "+Token {
		refuse(w, http.StatusUnauthorized, 0, "401: Unauthorized")
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case path == "/gateway/bot":
		s.info(w)
	case path == "/applications/@me":
		respond(w, map[string]any{"id": AppID, "bot": map[string]any{"id": BotID, "username": "articlebot", "bot": true}})
	case seg[0] == "applications" && last == "commands":
		s.setCommands(w, r.Method, seg, raw)
	case seg[0] == "interactions" && last == "callback":
		s.callback(w, seg[2], raw)
	case seg[0] == "webhooks":
		s.webhook(w, r.Method, seg, raw)
	case path == "/users/@me/channels":
		respond(w, map[string]any{"id": DMID, "type": 1})
	case seg[0] == "guilds" && last == "roles":
		respond(w, []any{map[string]any{"id": GuildID, "name": "@everyone"}, map[string]any{"id": RoleID, "name": "articlebot", "tags": map[string]any{"bot_id": BotID}}})
	case seg[0] == "channels" && last == "typing":
		w.WriteHeader(http.StatusNoContent)
	case seg[0] == "channels" && len(seg) == 7 && seg[4] == "reactions" && last == "@me":
		if s.reactions == nil {
			s.reactions = map[string]string{}
		}
		s.reactions[seg[3]] = seg[5]
		s.wake()
		w.WriteHeader(http.StatusNoContent)
	case seg[0] == "channels" && len(seg) == 2:
		respond(w, map[string]any{"id": seg[1], "type": 0, "guild_id": GuildID})
	case seg[0] == "channels" && seg[2] == "messages":
		s.channelMessages(w, r, seg, raw)
	default:
		refuse(w, http.StatusNotFound, 0, "404: Not Found")
	}
}

func (s *Server) info(w http.ResponseWriter) {
	remaining := s.knobs.Remaining
	switch remaining {
	case 0:
		remaining = 999
	case -1:
		remaining = 0
	}
	respond(w, map[string]any{"url": s.wsURL(), "shards": 1, "session_start_limit": map[string]any{
		"total": 1000, "remaining": remaining, "reset_after": 60000, "max_concurrency": 1}})
}

func (s *Server) setCommands(w http.ResponseWriter, method string, seg []string, raw []byte) {
	guild := ""
	if len(seg) == 5 {
		guild = seg[3]
	}
	list := s.commands[guild]
	if list == nil && guild == "" {
		list = s.knobs.Commands
	}
	if method == http.MethodPut {
		list = nil
		if err := json.Unmarshal(raw, &list); err != nil {
			refuse(w, http.StatusBadRequest, 50035, "Invalid Form Body")
			return
		}
		for _, c := range list {
			c["id"], c["version"], c["application_id"] = s.newID(), "1", AppID
		}
		s.commands[guild] = list
	}
	if list == nil {
		list = []map[string]any{}
	}
	respond(w, list)
}

func (s *Server) callback(w http.ResponseWriter, token string, raw []byte) {
	var body struct {
		Type int            `json:"type"`
		Data map[string]any `json:"data"`
	}
	if err := json.Unmarshal(raw, &body); err != nil {
		refuse(w, http.StatusBadRequest, 50035, "Invalid Form Body")
		return
	}
	i := s.interactions[token]
	switch {
	case i == nil || i.response == 0 && s.now().Sub(i.born) > respondWithin:
		refuse(w, http.StatusNotFound, 10062, "Unknown interaction")
		return
	case i.response != 0:
		refuse(w, http.StatusBadRequest, 40060, "Interaction has already been acknowledged.")
		return
	}
	if problem := invalid(body.Data); problem != "" {
		refuse(w, http.StatusBadRequest, 50035, problem)
		return
	}
	i.response, i.responded = body.Type, s.now()
	switch body.Type {
	case 7:
		if i.under != "" {
			s.replace(i.under, body.Data)
		}
		i.original = body.Data
	case 4, 8, 9:
		i.original, i.answered = body.Data, i.responded
	}
	i.Ephemeral = flags(body.Data)&64 != 0
	s.wake()
	w.WriteHeader(http.StatusNoContent)
}

func flags(data map[string]any) int {
	f, _ := data["flags"].(float64)
	return int(f)
}

func (s *Server) webhook(w http.ResponseWriter, method string, seg []string, raw []byte) {
	i := s.interactions[seg[2]]
	if i == nil || i.response == 0 || s.now().Sub(i.born) > tokenLives {
		refuse(w, http.StatusNotFound, 10015, "Unknown Webhook")
		return
	}
	body := object(raw)
	if problem := invalid(body); problem != "" {
		refuse(w, http.StatusBadRequest, 50035, problem)
		return
	}
	body["id"], body["author"] = s.newID(), map[string]any{"id": BotID, "bot": true}
	if method == http.MethodPatch {
		i.original, i.answered = body, s.now()
		i.Edits++
		if i.under != "" && (i.response == 6 || i.response == 7) {
			s.replace(i.under, body)
		}
	} else {
		i.FollowUps = append(i.FollowUps, body)
	}
	s.wake()
	respond(w, body)
}

func (s *Server) channelMessages(w http.ResponseWriter, r *http.Request, seg []string, raw []byte) {
	if len(seg) == 4 {
		s.oneMessage(w, r.Method, seg[3], raw)
		return
	}
	if r.Method == http.MethodGet {
		list := []map[string]any{}
		for id, m := range s.messages {
			if m["channel_id"] == seg[1] && id > r.URL.Query().Get("after") {
				list = append(list, m)
			}
		}
		respond(w, list)
		return
	}
	body := object(raw)
	if problem := invalid(body); problem != "" {
		refuse(w, http.StatusBadRequest, 50035, problem)
		return
	}
	if nonce, _ := body["nonce"].(string); nonce != "" && body["enforce_nonce"] == true {
		if first := s.nonces[nonce]; first != nil {
			respond(w, first)
			return
		}
		s.nonces[nonce] = body
	}
	id := s.newID()
	body["id"], body["channel_id"], body["author"] = id, seg[1], map[string]any{"id": BotID, "bot": true}
	s.messages[id] = body
	s.wake()
	respond(w, body)
}

func (s *Server) oneMessage(w http.ResponseWriter, method, id string, raw []byte) {
	if s.messages[id] == nil {
		refuse(w, http.StatusNotFound, 10008, "Unknown Message")
		return
	}
	if method == http.MethodDelete {
		delete(s.messages, id)
		s.wake()
		w.WriteHeader(http.StatusNoContent)
		return
	}
	body := object(raw)
	if problem := invalid(body); problem != "" {
		refuse(w, http.StatusBadRequest, 50035, problem)
		return
	}
	s.replace(id, body)
	s.wake()
	respond(w, s.messages[id])
}

// replace edits a message.
func (s *Server) replace(id string, body map[string]any) {
	m := map[string]any{}
	for k, v := range s.messages[id] {
		m[k] = v
	}
	for k, v := range body {
		if k != "id" {
			m[k] = v
		}
	}
	s.messages[id] = m
}

func object(raw []byte) map[string]any {
	m := map[string]any{}
	_ = json.NewDecoder(bytes.NewReader(raw)).Decode(&m)
	return m
}

func respond(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func refuse(w http.ResponseWriter, status, code int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"code": code, "message": message})
}
