package outbox

// Target is where a reply goes.
type Target struct {
	Chat    int64
	Thread  int64 // topic, 0 for none
	Direct  int64 // topic of a channel's direct messages, 0 for none
	Message int64 // the message to reply to, or that a button is under
}

// GeneralTopic is the thread id of a forum's General topic, which must not be
// named: "message thread not found".
const GeneralTopic = 1
