package telegram

import (
	"strconv"
	"time"
)

// class orders jobs of different chats: a person who waits comes first.
type class uint8

const (
	answering class = iota // the reply to a question
	editing                // a change of a message that is there
	alerting               // something nobody waits for
)

// slot is the place of a reply: the question it answers. A second reply in the
// same slot changes the first.
type slot struct{ chat, message int64 }

// job is something to deliver: a reply in its slot, the new content of one
// message, or an alert.
type job struct {
	to    target
	class class
	// slot is set for replies; inline or to.message with edit set for edits.
	slot   slot
	edit   bool
	inline string
	parts  []part
	keys   keyboard
	// once forbids to repeat a send that may have been done.
	once bool
	// broken is what to say, with a reference, where the message is refused for
	// a reason of our own; "" says nothing.
	broken string
	// notice may be queued where the lane is full.
	notice bool
	// done is called once when the job has been delivered or given up, never
	// for one that is still waiting at shutdown. It is called under the
	// outbox's lock and must not call the outbox. It may be nil.
	done func(outcome)

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

// outcome is how a job ended.
type outcome struct {
	ids []int64 // of the messages that now make up the reply
	err error   // nil if it was delivered or superseded by a newer one
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
func (j *job) plan(known []int64) {
	j.planned, j.steps, j.ids = true, nil, nil
	if j.edit {
		j.steps = []step{{method: "editMessageText", message: j.to.message}}
		return
	}
	for i := range j.parts {
		if i < len(known) {
			j.steps = append(j.steps, step{method: "editMessageText", message: known[i], part: i})
		} else {
			j.steps = append(j.steps, step{method: "sendMessage", part: i})
		}
	}
	for _, id := range known[min(len(known), len(j.parts)):] {
		j.steps = append(j.steps, step{method: "deleteMessage", message: id})
	}
}

// noPreview keeps links from drawing a page's picture under the answer,
// https://core.telegram.org/bots/api#linkpreviewoptions.
const noPreview = `{"is_disabled":true}`

// general is the thread id of a forum's General topic, which must not be
// named: "message thread not found".
const general = 1

// params are the fields of a step.
func (j *job) params(s step) params {
	p := params{}
	if j.inline != "" {
		p["inline_message_id"] = j.inline
	} else {
		p["chat_id"] = strconv.FormatInt(j.to.chat, 10)
	}
	if s.message != 0 && j.inline == "" {
		p["message_id"] = strconv.FormatInt(s.message, 10)
	}
	if s.method == "deleteMessage" {
		return p
	}
	if j.plain {
		p["text"] = j.parts[s.part].plain
	} else {
		p["text"] = j.parts[s.part].html
		p["parse_mode"] = "HTML"
	}
	p["link_preview_options"] = noPreview
	last := s.part == len(j.parts)-1
	switch {
	case s.sends() && last && len(j.keys) > 0, !s.sends() && last:
		p["reply_markup"] = j.keys.json()
	case !s.sends():
		p["reply_markup"] = keyboard(nil).json()
	}
	if !s.sends() {
		return p
	}
	if j.to.message != 0 {
		p["reply_parameters"] = `{"message_id":` + strconv.FormatInt(j.to.message, 10) + `,"allow_sending_without_reply":true}`
	}
	if j.to.thread > general {
		p["message_thread_id"] = strconv.FormatInt(j.to.thread, 10)
	}
	return p
}

// move sends the job to another chat.
func (j *job) move(chat int64) {
	j.to.chat = chat
	if j.slot.chat != 0 {
		j.slot.chat = chat
	}
}
