package engine

import (
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// shortStride is how long a build works before it looks whether a question is
	// under way.
	shortStride = 200 * time.Microsecond
	// patience is how long a build waits for questions at most, as a multiple of
	// what it worked: it comes to its end however much is asked.
	patience = 8
	// patienceStep is how often it looks whether it may go on.
	patienceStep = 200 * time.Microsecond
	// stride is how long a build works between questions before it rests, and
	// restShare how long, as a multiple of that: the collector of garbage, which
	// slows everybody, then runs less often.
	stride    = 2 * time.Millisecond
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

// busy tells whether a question is under way.
func (t *traffic) busy() bool { return t.underWay.Load() > 0 }

// calm tells whether nobody has asked for a while.
func (t *traffic) calm() bool { return time.Since(t.start)-time.Duration(t.last.Load()) > quiet }

// pace lets questions go before a build where processors are few. One in a
// hurry never rests.
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
	switch {
	case worked < shortStride:
		return
	case p.traffic.busy():
		until := time.Now().Add(patience * worked)
		for p.traffic.busy() && time.Now().Before(until) {
			time.Sleep(patienceStep)
		}
	case worked >= stride && !p.traffic.calm():
		time.Sleep(restShare * worked)
	default:
		return
	}
	p.since = time.Now()
}

// frugal makes the collector of garbage run twice as often until the returned function
// is called: a large build would take twice the memory of what it builds, and takes a
// half more so. On the disk it costs a tenth to two fifths of processor time.
func frugal(passages int) (done func()) {
	if passages < manyPassages {
		return func() {}
	}
	builds.mu.Lock()
	defer builds.mu.Unlock()
	if builds.frugal++; builds.frugal == 1 {
		builds.usual = debug.SetGCPercent(frugalPercent)
		if builds.usual < frugalPercent { // somebody knows better, or there is a limit of memory instead
			debug.SetGCPercent(builds.usual)
		}
	}
	return func() {
		builds.mu.Lock()
		defer builds.mu.Unlock()
		if builds.frugal--; builds.frugal == 0 {
			debug.SetGCPercent(builds.usual)
		}
	}
}

const (
	// manyPassages is from how many on memory is saved while they are built.
	manyPassages = 20_000
	// frugalPercent is of how much garbage beside what is in use the collector runs.
	frugalPercent = 50
)

// builds are the frugal ones under way: the collector is the whole process's.
var builds struct {
	mu            sync.Mutex
	frugal, usual int
}
