package bot

import "sync"

// guarded makes a progress function that may be called from anywhere at any
// time: calls do not overlap, and after stop they do nothing.
func guarded(show func(Reply)) (progress func(Reply), stop func()) {
	if show == nil {
		return nil, func() {}
	}
	var mu sync.Mutex
	stopped := false
	progress = func(r Reply) {
		mu.Lock()
		defer mu.Unlock()
		if !stopped {
			show(r)
		}
	}
	stop = func() {
		mu.Lock()
		defer mu.Unlock()
		stopped = true
	}
	return progress, stop
}
