package watch

import "time"

// debounce turns bursts of events into one signal each: when they have paused
// for quiet, at the latest after wait. It ends with the events.
func debounce(events <-chan struct{}, out chan<- struct{}, quiet, wait time.Duration) {
	var pause, limit <-chan time.Time
	for {
		select {
		case _, ok := <-events:
			if !ok {
				return
			}
			pause = time.After(quiet)
			if limit == nil {
				limit = time.After(wait)
			}
			continue
		case <-pause:
		case <-limit:
		}
		pause, limit = nil, nil
		select {
		case out <- struct{}{}:
		default: // the one before has not been taken yet
		}
	}
}
