package outbox

import (
	"encoding/json"
	"strconv"
	"time"

	"articlebot/bot/telegram/api"
)

// In a group a message may be shown to one person alone: at any time by a bot that is
// an administrator there, and within 15 seconds by any bot to which that person has
// sent such a message or pressed a button,
// https://core.telegram.org/bots/api#ephemeral-messages-and-commands. What the server
// refuses to show so is shown to all.

// loudFor is how long nothing is whispered in a chat whose server refused it to a bot
// that has nothing to answer by.
const loudFor = time.Hour

// The calls for messages that one person sees.
const (
	editWhisper   = "editEphemeralMessageText"
	deleteWhisper = "deleteEphemeralMessage"
)

// ephemeral is an EphemeralMessageParameters,
// https://core.telegram.org/bots/api#ephemeralmessageparameters.
type ephemeral struct {
	Receiver int64  `json:"receiver_user_id"`
	Query    string `json:"callback_query_id,omitempty"`
}

// invited tells whether the person has done something that any bot may answer by.
func (t Target) invited() bool { return t.Query != "" || t.Ephemeral != 0 }

// change plans the calls that bring one of the messages known to a part. The ids of
// those that one person sees are kept as negative numbers: they are counted apart.
func (j *Job) change(known int64, part int) []step {
	switch {
	case known > 0:
		return []step{{method: "editMessageText", message: known, part: part}}
	case j.Whisper:
		return []step{{method: editWhisper, message: -known, part: part}}
	}
	return []step{{method: deleteWhisper, message: -known}, {method: "sendMessage", part: part}}
}

// remove plans the call that takes a message away.
func (j *Job) remove(known int64) step {
	if known < 0 {
		return step{method: deleteWhisper, message: -known}
	}
	return step{method: "deleteMessage", message: known}
}

// address names the one who sees a message, and what it answers.
func (j *Job) address(s step, p api.Params) {
	if !s.sends() {
		delete(p, "message_id")
		p["receiver_user_id"] = strconv.FormatInt(j.To.Person, 10)
		p["ephemeral_message_id"] = strconv.FormatInt(s.message, 10)
		return
	}
	to, _ := json.Marshal(ephemeral{j.To.Person, j.To.Query}) // numbers and strings always encode
	p["ephemeral_message_parameters"] = string(to)
	if j.To.Ephemeral != 0 && j.To.Query == "" {
		p["reply_parameters"] = `{"ephemeral_message_id":` + strconv.FormatInt(j.To.Ephemeral, 10) + `}`
	}
}

// aloud takes from a message that was refused what only one person should have seen:
// the press that it answers, which may be too old, then that it is for them alone. It
// reports false where that was not why.
func (o *Outbox) aloud(q *chatQueue, j *Job, s step, e *api.Error, now time.Time) bool {
	refused := e.Kind == api.Refused || e.Kind == api.NoRights || e.Kind == api.ChatGone || e.Kind == api.QueryExpired
	if !refused || !s.sends() || !j.Whisper {
		return false
	}
	if j.To.invited() {
		j.To.Query, j.To.Ephemeral = "", 0
		return true
	}
	j.Whisper = false
	q.loud = now.Add(loudFor)
	o.log.Info("message may not be shown to one person alone, sent to the chat", "chat", j.To.Chat, "error", e)
	return true
}

// Whispers tells that the bot's standing in a chat has changed: what it was refused
// there may be tried again.
func (o *Outbox) Whispers(chat int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if q := o.queues[chat]; q != nil {
		q.loud = time.Time{}
	}
}
