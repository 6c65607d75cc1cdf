package telegramtest

import (
	"encoding/json"
	"strconv"
	"strings"
)

// allowedReactions are some of the emoji that a bot may react with,
// https://core.telegram.org/bots/api#reactiontypeemoji.
const allowedReactions = "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🎉 🙏 👌 🕊 🤝 ✍ 🤗 🫡 👀"

// react puts an emoji to a person's message.
func (s *Server) react(p map[string]string) (any, error) {
	var list []struct {
		Emoji string `json:"emoji"`
	}
	if json.Unmarshal([]byte(p["reaction"]), &list) != nil || len(list) > 1 {
		return nil, refuse(400, "Bad Request: can't parse reaction")
	}
	chat, _ := strconv.ParseInt(p["chat_id"], 10, 64)
	id, _ := strconv.ParseInt(p["message_id"], 10, 64)
	if s.reactions == nil {
		s.reactions = map[[2]int64]string{}
	}
	delete(s.reactions, [2]int64{chat, id})
	for _, r := range list {
		if !strings.Contains(allowedReactions, r.Emoji) {
			return nil, refuse(400, "Bad Request: REACTION_INVALID")
		}
		s.reactions[[2]int64{chat, id}] = r.Emoji
	}
	return true, nil
}

// Reaction is the emoji that the bot put to a message, "" for none.
func (s *Server) Reaction(chat, id int64) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reactions[[2]int64{chat, id}]
}
