package retrieval

import (
	"sync/atomic"
	"time"
)

const (
	// stride is how long a build works without a rest while people ask: shorter
	// than the time slice after which the scheduler would let a question in.
	stride = 2 * time.Millisecond
	// shortStride is the same while a question is under way.
	shortStride = 500 * time.Microsecond
	// restShare is how long a build rests for the time it has worked: it comes to
	// its end however much is asked.
	restShare = 2
	// quiet is after how long without a question a build need not rest.
	quiet = 5 * time.Second
)

// traffic tells whether people are asking.
type traffic struct {
	underWay atomic.Int64
	last     atomic.Int64 // when a question was asked, in nanoseconds since start
	start    time.Time
}

func newTraffic() *traffic {
	t := &traffic{start: time.Now()}
	t.last.Store(-int64(quiet))
	return t
}

// ask counts a question until the returned function is called.
func (t *traffic) ask() (answered func()) {
	t.last.Store(int64(time.Since(t.start)))
	t.underWay.Add(1)
	return func() { t.underWay.Add(-1) }
}

func (t *traffic) calm() bool { return time.Since(t.start)-time.Duration(t.last.Load()) > quiet }

// pace lets questions go before a build where processors are few: it rests most
// while one is under way, and between them so that the collector of garbage
// does not run all the time. One in a hurry never rests.
type pace struct {
	traffic *traffic // nil: hurry
	since   time.Time
}

func newPace(t *traffic) *pace { return &pace{t, time.Now()} }

// rest is called between small pieces of work.
func (p *pace) rest() {
	if p.traffic == nil {
		return
	}
	worked := time.Since(p.since)
	if worked < shortStride || p.traffic.underWay.Load() == 0 && (worked < stride || p.traffic.calm()) {
		return
	}
	time.Sleep(restShare * worked)
	p.since = time.Now()
}
