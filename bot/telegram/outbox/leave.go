package outbox

// maxMoved bounds the remembered migrations of groups.
const maxMoved = 1000

// dropQueue gives up everything that waits for a chat.
func (o *Outbox) dropQueue(q *chatQueue, why error) {
	for len(q.jobs) > 0 {
		o.remove(q, Outcome{Err: why})
	}
}

// Forget gives up what waits for a chat that the bot was thrown out of.
func (o *Outbox) Forget(chat int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if q := o.queues[chat]; q != nil {
		o.dropQueue(q, ErrGone)
		o.changed.Broadcast()
	}
}

// Migrated remembers that a group has become a supergroup.
func (o *Outbox) Migrated(from, to int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.remember(from, to)
	if q := o.queues[from]; q != nil && !q.busy {
		o.migrateQueue(q, to)
		o.signal()
	}
}

func (o *Outbox) remember(from, to int64) {
	if len(o.moved) >= maxMoved {
		clear(o.moved)
	}
	o.moved[from] = to
}

// migrateQueue moves what waits for a group to the supergroup that it became.
func (o *Outbox) migrateQueue(q *chatQueue, to int64) {
	o.remember(q.chat, to)
	jobs := q.jobs
	q.jobs = nil
	o.leave(q)
	next := o.queue(to)
	if len(jobs) > 0 && len(next.jobs) == 0 {
		o.turn = append(o.turn, next)
	}
	for _, j := range jobs {
		j.move(to)
		// The old messages are not there: what is left is sent anew.
		j.To.Message, j.To.Ephemeral = 0, 0
		if !j.Edit {
			j.plan(nil)
		}
	}
	next.jobs = append(next.jobs, jobs...)
}
