package outbox

import "time"

// Unmute lets the bot write again in a chat that had refused it the right to.
func (o *Outbox) Unmute(chat int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if q := o.queues[chat]; q != nil {
		q.muted, q.refused = time.Time{}, 0
	}
}
