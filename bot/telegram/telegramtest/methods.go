package telegramtest

import (
	"cmp"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func (s *Server) do(r *http.Request, method string, p map[string]string) (any, error) {
	if method == "getUpdates" {
		return s.getUpdates(r, p)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch method {
	case "getMe":
		return s.me, nil
	case "setWebhook", "deleteWebhook":
		return s.setWebhook(p, method)
	case "sendMessage":
		return s.sendMessage(p)
	case "editMessageText":
		return s.editMessage(p)
	case "deleteMessage":
		return s.deleteMessage(p)
	case "editEphemeralMessageText", "deleteEphemeralMessage":
		switch {
		case s.options.Old:
			return nil, refuse(404, "Not Found: method not found")
		case method == "deleteEphemeralMessage":
			return s.deleteWhisper(p)
		}
		return s.editWhisper(p)
	case "setMessageReaction":
		return s.react(p)
	case "answerInlineQuery":
		return s.answerInline(p)
	case "answerGuestQuery":
		var result json.RawMessage
		if json.Unmarshal([]byte(p["result"]), &result) != nil {
			return nil, refuse(400, "Bad Request: can't parse result")
		}
		if err := s.checkResult(result); err != nil {
			return nil, err
		}
		return map[string]any{"inline_message_id": "guest-" + p["guest_query_id"]}, nil
	case "answerCallbackQuery":
		if n := utf8.RuneCountInString(p["text"]); n > 200 {
			return nil, refuse(400, "Bad Request: MESSAGE_TOO_LONG")
		}
		return true, nil
	case "setMyCommands", "setMyDescription", "setMyShortDescription", "sendChatAction":
		if p["message_thread_id"] == "1" {
			return nil, refuse(400, "Bad Request: message thread not found")
		}
		return true, nil
	default:
		return nil, refuse(404, "Not Found: method not found")
	}
}

// content reads and checks the text and buttons of a message.
func (s *Server) content(p map[string]string) (*Message, error) {
	raw := p["text"]
	if len(raw) > maxRaw {
		return nil, refuse(400, "Bad Request: text is too long")
	}
	m := &Message{HTML: raw, Text: raw, At: time.Now()}
	if p["parse_mode"] == "HTML" {
		var err error
		if m.Text, m.Entities, err = ParseHTML(raw); err != nil {
			return nil, refuse(400, "Bad Request: can't parse entities: %v", err)
		}
	}
	switch n := utf8.RuneCountInString(m.Text); {
	case n == 0 || !utf8.ValidString(raw):
		return nil, refuse(400, "Bad Request: message text is empty")
	case n > maxText:
		return nil, refuse(400, "Bad Request: message is too long")
	}
	if v := p["reply_markup"]; v != "" {
		k, err := parseKeyboard(v)
		if err != nil {
			return nil, err
		}
		m.Keyboard = k
	}
	return m, nil
}

func parseKeyboard(v string) ([][]Button, error) {
	var markup struct {
		Rows [][]Button `json:"inline_keyboard"`
	}
	if json.Unmarshal([]byte(v), &markup) != nil {
		return nil, refuse(400, "Bad Request: object expected as reply markup")
	}
	for _, row := range markup.Rows {
		for _, b := range row {
			switch {
			case b.Text == "":
				return nil, refuse(400, "Bad Request: text buttons are unallowed in the inline keyboard")
			case len(b.Data) > maxCallbackData:
				return nil, refuse(400, "Bad Request: BUTTON_DATA_INVALID")
			case b.URL != "" && !linkable(b.URL):
				return nil, refuse(400, "Bad Request: inline keyboard button URL '%s' is invalid: Wrong HTTP URL", b.URL)
			case (b.Data == "") == (b.URL == ""):
				return nil, refuse(400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
			}
		}
	}
	return markup.Rows, nil
}

// linkable tells what TDLib takes as an address of the web.
func linkable(s string) bool {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	port, err := strconv.Atoi(cmp.Or(u.Port(), "80"))
	return err == nil && port > 0 && port < 1<<16 && (strings.Contains(u.Hostname(), ".") || strings.HasPrefix(u.Host, "["))
}

func (s *Server) chat(id int64) *chatState {
	c := s.chats[id]
	if c == nil {
		c = &chatState{messages: map[int64]*Message{}}
		s.chats[id] = c
	}
	return c
}

func (s *Server) sendMessage(p map[string]string) (any, error) {
	id, err := strconv.ParseInt(p["chat_id"], 10, 64)
	if err != nil {
		return nil, refuse(400, "Bad Request: chat not found")
	}
	m, err := s.content(p)
	if err != nil {
		return nil, err
	}
	if p["message_thread_id"] == "1" {
		return nil, refuse(400, "Bad Request: message thread not found")
	}
	if err := s.inDirect(id, p["direct_messages_topic_id"]); err != nil {
		return nil, err
	}
	if err := s.rate(id, true); err != nil {
		return nil, err
	}
	if p["ephemeral_message_parameters"] != "" && !s.options.Old {
		return s.whisper(id, p, m)
	}
	var reply struct {
		ID int64 `json:"message_id"`
	}
	_ = json.Unmarshal([]byte(p["reply_parameters"]), &reply)
	s.nextMsg++
	m.ID, m.Chat, m.ReplyTo = s.nextMsg, id, reply.ID
	m.Thread, _ = strconv.ParseInt(p["message_thread_id"], 10, 64)
	m.Direct, _ = strconv.ParseInt(p["direct_messages_topic_id"], 10, 64)
	c := s.chat(id)
	c.messages[m.ID] = m
	c.order = append(c.order, m.ID)
	return wire(m), nil
}

// inDirect refuses a message to a channel's direct messages that names none of their
// topics: the identifier is required there, https://core.telegram.org/bots/api#sendmessage.
func (s *Server) inDirect(chat int64, topic string) error {
	topics := s.direct[chat]
	if len(topics) == 0 {
		return nil
	}
	if id, err := strconv.ParseInt(topic, 10, 64); err != nil || !topics[id] {
		return refuse(400, "Bad Request: direct messages topic must be specified")
	}
	return nil
}

func wire(m *Message) map[string]any {
	return map[string]any{"message_id": m.ID, "date": m.At.Unix(), "chat": map[string]any{"id": m.Chat, "type": "private"}, "text": m.Text}
}

func (s *Server) editMessage(p map[string]string) (any, error) {
	m, err := s.content(p)
	if err != nil {
		return nil, err
	}
	if p["inline_message_id"] != "" {
		return true, nil
	}
	id, _ := strconv.ParseInt(p["chat_id"], 10, 64)
	msg, _ := strconv.ParseInt(p["message_id"], 10, 64)
	old := s.chat(id).messages[msg]
	if old == nil {
		return nil, refuse(400, "Bad Request: message to edit not found")
	}
	if err := s.rate(id, false); err != nil {
		return nil, err
	}
	was, _ := json.Marshal([]any{old.Text, old.Entities, old.Keyboard})
	is, _ := json.Marshal([]any{m.Text, m.Entities, m.Keyboard})
	if string(was) == string(is) {
		return nil, refuse(400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	old.Text, old.HTML, old.Entities, old.Keyboard = m.Text, m.HTML, m.Entities, m.Keyboard
	old.Edits++
	return wire(old), nil
}

func (s *Server) deleteMessage(p map[string]string) (any, error) {
	id, _ := strconv.ParseInt(p["chat_id"], 10, 64)
	msg, _ := strconv.ParseInt(p["message_id"], 10, 64)
	c := s.chat(id)
	if c.messages[msg] == nil {
		return nil, refuse(400, "Bad Request: message to delete not found")
	}
	delete(c.messages, msg)
	return true, nil
}

func (s *Server) answerInline(p map[string]string) (any, error) {
	var results []json.RawMessage
	if json.Unmarshal([]byte(p["results"]), &results) != nil || len(results) > 50 {
		return nil, refuse(400, "Bad Request: RESULTS_TOO_MUCH")
	}
	ids := map[string]bool{}
	for _, raw := range results {
		var r struct {
			ID string `json:"id"`
		}
		_ = json.Unmarshal(raw, &r)
		if r.ID == "" || len(r.ID) > 64 || ids[r.ID] {
			return nil, refuse(400, "Bad Request: RESULT_ID_DUPLICATE")
		}
		ids[r.ID] = true
		if err := s.checkResult(raw); err != nil {
			return nil, err
		}
	}
	return true, nil
}

// checkResult checks an InlineQueryResultArticle.
func (s *Server) checkResult(raw json.RawMessage) error {
	var r struct {
		Title   string `json:"title"`
		Content struct {
			Text string `json:"message_text"`
			Mode string `json:"parse_mode"`
		} `json:"input_message_content"`
		Markup json.RawMessage `json:"reply_markup"`
	}
	if json.Unmarshal(raw, &r) != nil || r.Title == "" {
		return refuse(400, "Bad Request: can't parse inline query result")
	}
	p := map[string]string{"text": r.Content.Text, "parse_mode": r.Content.Mode}
	if len(r.Markup) > 0 {
		p["reply_markup"] = string(r.Markup)
	}
	_, err := s.content(p)
	return err
}
