package discordtest

import (
	"maps"
	"time"
)

// Interaction is one that the server dispatched, and what became of it.
type Interaction struct {
	ID, Token string
	born      time.Time
	under     string // the message under the pressed button

	response  int // the type of the first response, 0 before it
	responded time.Time
	answered  time.Time
	original  map[string]any
	Ephemeral bool
	Edits     int
	FollowUps []map[string]any
}

// Interact dispatches an interaction with the given fields over the usual
// ones and returns its token.
func (s *Server) Interact(typ int, data map[string]any, fields map[string]any) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := &Interaction{ID: s.newID(), born: s.now()}
	i.Token = "canarytoken" + i.ID
	event := map[string]any{
		"id": i.ID, "application_id": AppID, "type": typ, "token": i.Token, "version": 1,
		"guild_id": GuildID, "channel_id": ChannelID, "locale": "en-US", "data": data,
		"channel": map[string]any{"id": ChannelID, "type": 0},
		"member":  map[string]any{"user": map[string]any{"id": "77", "username": "lan"}, "permissions": "0"},
	}
	maps.Copy(event, fields)
	if m, ok := event["message"].(map[string]any); ok {
		i.under, _ = m["id"].(string)
	}
	s.interactions[i.Token] = i
	for _, st := range s.sessions {
		s.emit(st, "INTERACTION_CREATE", event)
	}
	return i.Token
}

// Command is the data of a slash command with text options.
func Command(name string, options ...map[string]any) map[string]any {
	list := make([]any, len(options))
	for i, o := range options {
		list[i] = o
	}
	return map[string]any{"id": "1", "name": name, "type": 1, "options": list}
}

// Option is a filled-in option of a command.
func Option(name string, value any) map[string]any {
	typ := 3
	if _, ok := value.(bool); ok {
		typ = 5
	}
	return map[string]any{"name": name, "type": typ, "value": value}
}

// Ask dispatches /ask and returns the interaction's token.
func (s *Server) Ask(question string) string {
	return s.Interact(2, Command("ask", Option("question", question)), nil)
}

// Say dispatches a message of a person in a channel and returns its id.
func (s *Server) Say(content string, fields map[string]any) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.newID()
	m := map[string]any{"id": id, "channel_id": ChannelID, "guild_id": GuildID, "type": 0, "content": content,
		"author": map[string]any{"id": "77", "username": "lan"}, "mentions": []any{}, "embeds": []any{}}
	maps.Copy(m, fields)
	for _, st := range s.sessions {
		s.emit(st, "MESSAGE_CREATE", m)
	}
	return id
}

// Mentioned are the fields of a message that mentions the bot.
func Mentioned() map[string]any {
	return map[string]any{"mentions": []any{map[string]any{"id": BotID, "username": "articlebot", "bot": true}}}
}

// Outcome returns a copy of what became of an interaction.
func (s *Server) Outcome(token string) Interaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	return *s.interactions[token]
}

// Response is the type of the first response, 0 before it.
func (i Interaction) Response() int { return i.response }

// Delay is how long the first response took.
func (i Interaction) Delay() time.Duration { return i.responded.Sub(i.born) }

// Answered is how long the answer took: the first response, or the edit of a
// deferral.
func (i Interaction) Answered() time.Duration { return i.answered.Sub(i.born) }

// Original is the first response, edits included; nil while only deferred.
func (i Interaction) Original() map[string]any { return i.original }

// Replies returns the messages of the bot's in channels that reply to the
// message.
func (s *Server) Replies(to string) []map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []map[string]any
	for _, m := range s.messages {
		ref := object2(m["message_reference"])
		if ref["message_id"] == to {
			out = append(out, m)
		}
	}
	return out
}
