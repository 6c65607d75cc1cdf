package retrieval

import "time"

// stride is how long a build works without a rest while people are answered:
// shorter than the time slice after which the scheduler would let a question
// in, so that none waits for a slice to end.
const stride = 2 * time.Millisecond

// restShare is how long a build rests for the time it has worked.
const restShare = 2

// pace makes a build rest, so that questions find a free processor where there
// are few. A hurried one never rests.
type pace struct {
	hurried bool
	since   time.Time
}

func newPace(hurried bool) *pace { return &pace{hurried, time.Now()} }

// rest sleeps if a stride has passed since the last rest.
func (p *pace) rest() {
	if p.hurried {
		return
	}
	worked := time.Since(p.since)
	if worked < stride {
		return
	}
	time.Sleep(restShare * worked)
	p.since = time.Now()
}
