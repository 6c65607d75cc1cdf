package telegramtest

import (
	"encoding/json"
	"strconv"
	"time"
)

// answerableFor is how long any bot may answer a person's press or ephemeral message
// by one that only they see,
// https://core.telegram.org/bots/api#ephemeral-messages-and-commands.
const answerableFor = 15 * time.Second

// whispers are what the bot showed to single people of groups, and what they did that
// it may answer so.
type whispers struct {
	sent   map[int64]*Message // by ephemeral id
	order  []int64
	admin  map[int64]bool       // chats that the bot is an administrator of
	acts   map[string]time.Time // by chat, person and press or ephemeral message
	nextID int64
}

func act(chat, person int64, what string) string { return itoa(chat) + " " + itoa(person) + " " + what }

// Promote makes the bot an administrator of a chat, or takes that back.
func (s *Server) Promote(chat int64, admin bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.whispers.admin[chat] = admin
}

// Whispers returns what the bot showed to one person of a chat alone and is still
// there, in order. The ids are ephemeral ones.
func (s *Server) Whispers(chat, person int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Message
	for _, id := range s.whispers.order {
		if m := s.whispers.sent[id]; m != nil && m.Chat == chat && m.Receiver == person {
			list = append(list, *m)
		}
	}
	return list
}

// Whisper injects a message of a group that only its sender and the bot see, and
// returns the ids of its update and of the message.
func (s *Server) Whisper(m Say) (update, id int64) {
	f, _ := s.Message(m)
	s.mu.Lock()
	s.whispers.nextID++
	id = s.whispers.nextID
	s.whispers.acts[act(m.Chat, m.From.ID, "m"+itoa(id))] = time.Now()
	s.mu.Unlock()
	f["message_id"], f["ephemeral_message_id"] = 0, id
	return s.Inject("message", f), id
}

// ephemeralParameters is what sendMessage says of who is to see a message.
type ephemeralParameters struct {
	Receiver int64  `json:"receiver_user_id"`
	Query    string `json:"callback_query_id"`
}

// whisper shows a message to one person of a group.
func (s *Server) whisper(chat int64, p map[string]string, m *Message) (any, error) {
	var to ephemeralParameters
	var reply struct {
		Message   int64 `json:"message_id"`
		Ephemeral int64 `json:"ephemeral_message_id"`
	}
	_ = json.Unmarshal([]byte(p["reply_parameters"]), &reply)
	if json.Unmarshal([]byte(p["ephemeral_message_parameters"]), &to) != nil || to.Receiver <= 0 || chat >= 0 {
		return nil, refuse(400, "Bad Request: PEER_ID_INVALID")
	}
	invited := func(what string) bool {
		at, ok := s.whispers.acts[act(chat, to.Receiver, what)]
		return ok && time.Since(at) <= answerableFor
	}
	switch {
	case to.Query != "" && !invited("q"+to.Query):
		return nil, refuse(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
	case reply.Ephemeral != 0 && !invited("m"+itoa(reply.Ephemeral)), to.Query == "" && reply.Ephemeral == 0 && !s.whispers.admin[chat]:
		return nil, refuse(400, "Bad Request: MESSAGE_NOT_COMMAND")
	}
	s.whispers.nextID++
	m.ID, m.Chat, m.Receiver, m.ReplyTo = s.whispers.nextID, chat, to.Receiver, reply.Message
	s.whispers.sent[m.ID] = m
	s.whispers.order = append(s.whispers.order, m.ID)
	answer := wire(m)
	answer["message_id"], answer["ephemeral_message_id"] = 0, m.ID
	answer["receiver_user"] = map[string]any{"id": to.Receiver, "is_bot": false, "first_name": "Reader"}
	return answer, nil
}

// whispered finds a message that the bot showed to one person.
func (s *Server) whispered(p map[string]string) (*Message, error) {
	id, _ := strconv.ParseInt(p["ephemeral_message_id"], 10, 64)
	m := s.whispers.sent[id]
	if m == nil || p["chat_id"] != itoa(m.Chat) || p["receiver_user_id"] != itoa(m.Receiver) {
		return nil, refuse(400, "Bad Request: MESSAGE_ID_INVALID")
	}
	return m, nil
}

func (s *Server) editWhisper(p map[string]string) (any, error) {
	old, err := s.whispered(p)
	if err != nil {
		return nil, err
	}
	m, err := s.content(p)
	if err != nil {
		return nil, err
	}
	if err := s.rate(old.Chat, false); err != nil {
		return nil, err
	}
	old.Text, old.HTML, old.Entities, old.Keyboard = m.Text, m.HTML, m.Entities, m.Keyboard
	old.Edits++
	return true, nil
}

func (s *Server) deleteWhisper(p map[string]string) (any, error) {
	m, err := s.whispered(p)
	if err != nil {
		return nil, err
	}
	delete(s.whispers.sent, m.ID)
	return true, nil
}

// newer is what the Bot API has had since 10.3 and the description may not tell yet,
// https://core.telegram.org/bots/api-changelog.
func (s *Schema) newer() {
	if _, known := s.Types["EphemeralMessageParameters"]; known {
		return
	}
	field := func(name string, required bool, types ...string) schemaField {
		return schemaField{Name: name, Types: types, Required: required}
	}
	s.Types["EphemeralMessageParameters"] = schemaType{Fields: []schemaField{
		field("receiver_user_id", true, "Integer"), field("callback_query_id", false, "String"), field("replace_callback_query_message", false, "Boolean"),
	}}
	command := s.Types["BotCommand"]
	command.Fields = append(command.Fields, field("is_ephemeral", false, "Boolean"))
	s.Types["BotCommand"] = command
	send := s.Methods["sendMessage"]
	send.Fields = append(send.Fields, field("ephemeral_message_parameters", false, "EphemeralMessageParameters"))
	s.Methods["sendMessage"] = send
	reply := s.Types["ReplyParameters"]
	reply.Fields = append([]schemaField{field("ephemeral_message_id", false, "Integer")}, reply.Fields...)
	for i := range reply.Fields {
		reply.Fields[i].Required = reply.Fields[i].Required && reply.Fields[i].Name != "message_id"
	}
	s.Types["ReplyParameters"] = reply
	of := []schemaField{field("chat_id", true, "Integer", "String"), field("receiver_user_id", true, "Integer"), field("ephemeral_message_id", true, "Integer")}
	s.Methods["deleteEphemeralMessage"] = schemaType{Fields: of}
	s.Methods["editEphemeralMessageText"] = schemaType{Fields: append([]schemaField{
		field("text", false, "String"), field("parse_mode", false, "String"), field("entities", false, "Array of MessageEntity"),
		field("link_preview_options", false, "LinkPreviewOptions"), field("reply_markup", false, "InlineKeyboardMarkup"),
	}, of...)}
}
