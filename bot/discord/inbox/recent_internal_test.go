package inbox

import "testing"

func TestRecentForgetsTheOldest(t *testing.T) {
	t.Parallel()
	r := NewRecent[int, int](3)
	for n := range 5 {
		if !r.Add(n, n*n) {
			t.Errorf("%d is not new", n)
		}
	}
	if r.Add(4, 0) {
		t.Error("4 is new again")
	}
	for n, want := range []bool{false, false, true, true, true} {
		if _, ok := r.Get(n); ok != want {
			t.Errorf("%d is remembered: %v, want %v", n, ok, want)
		}
	}
}
