package follow

import "time"

// Quiet are the hours in which nobody is told anything, as times since midnight
// on the paper's clock; From is in, To is not, and they may go past midnight.
// The zero value has none.
type Quiet struct{ From, To time.Duration }

// At tells whether a moment is in them, on the clock that it carries.
func (q Quiet) At(now time.Time) bool {
	hour, minute, second := now.Clock()
	at := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second
	if q.From <= q.To {
		return q.From <= at && at < q.To
	}
	return at >= q.From || at < q.To
}
