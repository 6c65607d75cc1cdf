package journal_test

import (
	"slices"
	"testing"
	"time"

	"articlebot/bot/telegram/journal"
)

func TestWhatWasWrittenDownFirstIsNotAskedForAgain(t *testing.T) {
	tr := journal.NewTracker()
	tr.Restore([]int64{7, 5, 6, 9}, 5, time.Now())
	if got := tr.Offset(); got != 8 {
		t.Errorf("offset %d, want 8, the first that was not handled", got)
	}
}

func TestAFloodIsOneQueueWithTooMuch(t *testing.T) {
	tr := journal.NewTracker()
	for id := range int64(10) {
		tr.Begin(id + 1)
		if id < 9 {
			tr.Enter(id+1, map[bool]string{true: "flood", false: "another"}[id < 6])
		}
	}
	got := tr.Floods(5)
	slices.Sort(got)
	if !slices.Equal(got, []int64{1, 2, 3, 4, 5, 6}) {
		t.Errorf("%v", got)
	}
	if got := tr.Floods(6); len(got) != 0 {
		t.Errorf("%v are no flood", got)
	}
}
