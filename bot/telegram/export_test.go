package telegram

import "time"

// OnDispatch has every call of the outbox reported before it leaves: the
// message it replies to, and how long the limits held it back. It must be set
// before Run.
func (a *Adapter) OnDispatch(f func(chat, question int64, held time.Duration)) {
	a.outbox.Dispatched = f
}
