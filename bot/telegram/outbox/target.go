package outbox

// Target is where a reply goes.
type Target struct {
	Chat    int64
	Thread  int64 // topic, 0 for none
	Direct  int64 // topic of a channel's direct messages, 0 for none
	Message int64 // the message to reply to, or that a button is under
	// Person is who is answered, 0 where that is nobody whom a message can be shown
	// alone: a channel, an admin without a name.
	Person int64
	// Ephemeral is such a message of Person, or one to them that a button is under,
	// in the place of Message; 0 for none. Query is the press of that button.
	Ephemeral int64
	Query     string
}

// GeneralTopic is the thread id of a forum's General topic, which must not be
// named: "message thread not found".
const GeneralTopic = 1
