package telegramtest

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Person is somebody who writes.
type Person struct {
	ID       int64
	Language string
}

// Say describes a message to inject. Chat 0 is the private chat with From.
type Say struct {
	From    Person
	Chat    int64
	Text    string
	ReplyTo map[string]any // a whole message
	Thread  int64
	Direct  int64 // topic of a channel's direct messages
	Topic   bool
	// More are further fields, which win over the others.
	More map[string]any
}

// Message returns the fields of a message as Telegram would send them, with
// the entities of commands and mentions, and its id.
func (s *Server) Message(m Say) (map[string]any, int64) {
	s.mu.Lock()
	s.nextMsg++
	id := s.nextMsg
	s.mu.Unlock()
	chat := map[string]any{"id": m.Chat, "type": "supergroup", "title": "Readers"}
	if m.Chat == 0 {
		chat = map[string]any{"id": m.From.ID, "type": "private", "first_name": "Reader"}
	}
	f := map[string]any{
		"message_id": id, "date": time.Now().Unix(), "chat": chat, "text": m.Text,
		"from": map[string]any{"id": m.From.ID, "is_bot": false, "first_name": "Reader", "language_code": m.From.Language},
	}
	if e := entities(m.Text); len(e) > 0 {
		f["entities"] = e
	}
	if m.ReplyTo != nil {
		f["reply_to_message"] = m.ReplyTo
	}
	if m.Thread != 0 {
		f["message_thread_id"] = m.Thread
	}
	if m.Direct != 0 {
		f["direct_messages_topic"] = map[string]any{"topic_id": m.Direct, "user": f["from"]}
		chat["is_direct_messages"] = true
		s.mu.Lock()
		if s.direct[m.Chat] == nil {
			s.direct[m.Chat] = make(map[int64]bool)
		}
		s.direct[m.Chat][m.Direct] = true
		s.mu.Unlock()
	}
	if m.Topic {
		f["is_topic_message"] = true
	}
	for k, v := range m.More {
		f[k] = v
	}
	return f, id
}

// Says injects a message and returns its update's id and its own.
func (s *Server) Says(m Say) (update, id int64) {
	f, id := s.Message(m)
	return s.Inject("message", f), id
}

// marks are what Telegram finds in a text by itself (match_bot_commands,
// match_mentions and match_urls in MessageEntity.cpp of https://github.com/tdlib/td),
// as far as tests need it.
var marks = regexp.MustCompile(`(?:^|[^\w/])(/\w{1,64}(?:@\w{3,32})?)|(?:^|[^\w/@])(@\w{2,32})|((?:https?://|t\.me/)\S*[\w/])`)

// entities finds commands, mentions and links, in UTF-16 units.
func entities(text string) []map[string]any {
	var list []map[string]any
	for _, m := range marks.FindAllStringSubmatchIndex(text, -1) {
		for i, kind := range []string{"bot_command", "mention", "url"} {
			from, to := m[2*i+2], m[2*i+3]
			next, _ := utf8.DecodeRuneInString(text[max(0, to):])
			if from >= 0 && (kind == "url" || !unicode.IsLetter(next) && !strings.ContainsRune("/<>", next)) {
				list = append(list, map[string]any{"type": kind, "offset": units16(text[:from]), "length": units16(text[from:to])})
			}
		}
	}
	return list
}

func units16(s string) int { return len(utf16.Encode([]rune(s))) }

// Written returns a message of the bot in the form that updates carry it in,
// with the message that it replies to.
func (s *Server) Written(m Message, private bool, replyTo map[string]any) map[string]any {
	kind := "supergroup"
	if private {
		kind = "private"
	}
	f := map[string]any{
		"message_id": m.ID, "date": m.At.Unix(), "text": m.Text, "entities": m.Entities,
		"chat": map[string]any{"id": m.Chat, "type": kind},
		"from": map[string]any{"id": BotID, "is_bot": true, "first_name": "Paper", "username": Username},
	}
	if replyTo != nil {
		f["reply_to_message"] = replyTo
	}
	if m.Receiver != 0 {
		f["message_id"], f["ephemeral_message_id"] = 0, m.ID
		f["receiver_user"] = map[string]any{"id": m.Receiver, "is_bot": false, "first_name": "Reader"}
	}
	return f
}

// Press injects the press of a button under a message and returns the ids of
// its update and of the query.
func (s *Server) Press(by Person, data string, message map[string]any) (update int64, query string) {
	s.mu.Lock()
	s.nextMsg++
	query = "q" + itoa(s.nextMsg)
	if chat, ok := message["chat"].(map[string]any); ok {
		id, _ := chat["id"].(int64)
		s.whispers.acts[act(id, by.ID, "q"+query)] = time.Now()
	}
	s.mu.Unlock()
	return s.Inject("callback_query", map[string]any{
		"id": query, "chat_instance": "c1", "data": data, "message": message,
		"from": map[string]any{"id": by.ID, "is_bot": false, "first_name": "Reader", "language_code": by.Language},
	}), query
}
