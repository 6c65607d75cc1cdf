package outbox

import (
	"context"
	"strconv"
	"time"

	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/journal"
	"articlebot/bot/telegram/render"
)

// Class orders jobs of different chats: a person who waits comes first.
type Class uint8

// The classes of jobs, the first ones first.
const (
	Answering Class = iota // the reply to a question
	Editing                // a change of a message that is there
	Alerting               // something nobody waits for
)

// Job is something to deliver: a reply in its slot, the new content of one
// message, or an alert.
type Job struct {
	// To is where it goes; with Edit set, its Message is the one to edit.
	To    Target
	Class Class
	// Slot is set for replies, which take each other's place.
	Slot journal.Slot
	// Edit changes a message, Inline names one that was sent by way of the bot.
	Edit   bool
	Inline string
	// Parts are the messages, Keys the buttons under the last.
	Parts []render.Part
	Keys  render.Keyboard
	// Whisper shows it to To.Person alone, where the server can do that.
	Whisper bool
	// Once forbids to repeat a send that may have been done.
	Once bool
	// Broken makes what to say of an incident's reference where the message is
	// refused for a reason of our own, an edit's below the message; nil says
	// nothing.
	Broken func(ref string) string
	// Notice may be queued where the queue of its chat is full, once until that
	// is empty.
	Notice bool
	// Leaving is called before each call of the job leaves; an error ends the job
	// without it. It may be nil.
	Leaving func(ctx context.Context) error
	// Landed is called the moment that the last of the job's calls has succeeded,
	// before anything waits or is logged: whoever must remember that does it here.
	// Where another job takes the place of this one it is not called. It may be nil.
	Landed func()
	// Done is called once when the job has been delivered or given up, never
	// for one that is still waiting at shutdown. It is called under the
	// outbox's lock and must not call the outbox. It may be nil.
	Done func(Outcome)

	steps     []step // planned when the job's turn comes
	ids       []int64
	planned   bool
	started   bool // its first call has left
	plain     bool // send without markup: the server refused it
	doubtful  bool // a step was repeated after an ambiguous end
	tries     int
	since     time.Time // when it was queued
	heldSince time.Time // when the limits began to hold it back
	held      time.Duration
}

// Outcome is how a job ended.
type Outcome struct {
	ids []int64 // of the messages that now make up the reply
	Err error   // nil if it was delivered or superseded by a newer one
}

// step is one call of a job.
type step struct {
	method  string
	message int64 // to edit or delete
	part    int   // index into the job's parts
}

func (s step) sends() bool { return s.method == "sendMessage" }

// plan lays out the calls that bring the messages known (of the reply before)
// to the job's parts.
func (j *Job) plan(known []int64) {
	j.planned, j.steps, j.ids = true, nil, nil
	switch {
	case j.Edit && j.To.Ephemeral != 0:
		j.steps = []step{{method: editWhisper, message: j.To.Ephemeral}}
		return
	case j.Edit:
		j.steps = []step{{method: "editMessageText", message: j.To.Message}}
		return
	}
	for i := range j.Parts {
		if i < len(known) {
			j.steps = append(j.steps, j.change(known[i], i)...)
		} else {
			j.steps = append(j.steps, step{method: "sendMessage", part: i})
		}
	}
	for _, id := range known[min(len(known), len(j.Parts)):] {
		j.steps = append(j.steps, j.remove(id))
	}
}

// params are the fields of a step.
func (j *Job) params(s step) api.Params {
	p := api.Params{}
	if j.Inline != "" {
		p["inline_message_id"] = j.Inline
	} else {
		p["chat_id"] = strconv.FormatInt(j.To.Chat, 10)
	}
	if s.message != 0 && j.Inline == "" {
		p["message_id"] = strconv.FormatInt(s.message, 10)
	}
	if s.method == editWhisper || s.method == deleteWhisper {
		j.address(s, p)
	}
	if s.method == "deleteMessage" || s.method == deleteWhisper {
		return p
	}
	if j.plain {
		p["text"] = j.Parts[s.part].Plain
	} else {
		p["text"] = j.Parts[s.part].HTML
		p["parse_mode"] = "HTML"
	}
	p["link_preview_options"] = render.NoPreview
	last := s.part == len(j.Parts)-1
	switch {
	case s.sends() && last && len(j.Keys) > 0, !s.sends() && last:
		p["reply_markup"] = j.Keys.JSON()
	case !s.sends():
		p["reply_markup"] = render.Keyboard(nil).JSON()
	}
	if !s.sends() {
		return p
	}
	if j.To.Message != 0 {
		p["reply_parameters"] = `{"message_id":` + strconv.FormatInt(j.To.Message, 10) + `,"allow_sending_without_reply":true}`
	}
	if j.To.Thread > GeneralTopic {
		p["message_thread_id"] = strconv.FormatInt(j.To.Thread, 10)
	}
	if j.To.Direct != 0 {
		p["direct_messages_topic_id"] = strconv.FormatInt(j.To.Direct, 10)
	}
	if j.Whisper {
		j.address(s, p)
	}
	return p
}

// move sends the job to another chat.
func (j *Job) move(chat int64) {
	j.To.Chat = chat
	if j.Slot.Chat != 0 {
		j.Slot.Chat = chat
	}
}
