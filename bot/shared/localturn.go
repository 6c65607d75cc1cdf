package shared

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Turn waits for a turn. It passes on only when it is ended: within one process
// nobody is lost without ending theirs.
func (s *Local) Turn(ctx context.Context, queue, _ string, _ time.Duration) (func(), error) {
	s.mu.Lock()
	waiting, busy := s.turns[queue]
	if !busy {
		s.turns[queue] = nil
		s.mu.Unlock()
		return sync.OnceFunc(func() { s.pass(queue) }), nil
	}
	mine := make(chan struct{})
	s.turns[queue] = append(waiting, mine)
	s.mu.Unlock()
	select {
	case <-mine:
		return sync.OnceFunc(func() { s.pass(queue) }), nil
	case <-ctx.Done():
	}
	s.mu.Lock()
	i := slices.Index(s.turns[queue], mine)
	if i >= 0 {
		s.turns[queue] = slices.Delete(s.turns[queue], i, i+1)
	}
	s.mu.Unlock()
	if i < 0 { // it came at the same moment
		s.pass(queue)
	}
	return nil, fmt.Errorf("wait for a turn: %w", ctx.Err())
}

// pass gives the turn to who waits longest.
func (s *Local) pass(queue string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	waiting := s.turns[queue]
	if len(waiting) == 0 {
		delete(s.turns, queue)
		return
	}
	close(waiting[0])
	s.turns[queue] = waiting[1:]
}

// ErrNoticeTooLong means that a notice has more than MaxNotice bytes.
var ErrNoticeTooLong = errors.New("the notice is too long")

// heardAtOnce is how many notices wait for one who listens.
const heardAtOnce = 16

// lookAgain is how often listeners are told to look for themselves.
const lookAgain = 10 * time.Second

// Notify tells those who listen.
func (s *Local) Notify(_ context.Context, topic, text string) error {
	if len(text) > MaxNotice {
		return ErrNoticeTooLong
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for ear := range s.ears[topic] {
		Hear(ear, text)
	}
	return nil
}

// Hear gives a listener's channel, which must have room for some, a notice without
// waiting: where it is full the notices are replaced by an empty one, which has
// the listener look for itself. Only one goroutine may send to the channel.
func Hear(ear chan string, text string) {
	select {
	case ear <- text:
		return
	default:
	}
	for range cap(ear) {
		select {
		case <-ear:
		default:
		}
	}
	select {
	case ear <- "":
	default:
	}
}

// Listen listens to a topic.
func (s *Local) Listen(ctx context.Context, topic string) <-chan string {
	ear := make(chan string, heardAtOnce)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ears[topic] == nil {
		s.ears[topic] = map[chan string]bool{}
	}
	s.ears[topic][ear] = true
	go s.listen(ctx, topic, ear)
	return ear
}

// listen has a listener look for itself now and then, and ends it.
func (s *Local) listen(ctx context.Context, topic string, ear chan string) {
	tick := time.NewTicker(lookAgain)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			s.mu.Lock()
			Hear(ear, "")
			s.mu.Unlock()
			continue
		case <-ctx.Done():
		case <-s.closed:
		}
		s.mu.Lock()
		delete(s.ears[topic], ear)
		close(ear)
		s.mu.Unlock()
		return
	}
}
