package inbox

import (
	"strconv"
	"testing"
	"time"

	"articlebot/bot/discord/api"
)

// madeAt is an id of a moment.
func madeAt(t time.Time) api.Snowflake {
	return api.Snowflake(strconv.FormatInt((t.UnixMilli()-1420070400000)<<22, 10))
}

func TestLateness(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	type event struct {
		at, age time.Duration // when it comes, and how old it then is
		late    bool
	}
	for name, c := range map[string]struct {
		skew   time.Duration // how far our clock is ahead
		events []event
	}{
		"all in time":                     {0, []event{{0, 100 * time.Millisecond, false}, {time.Minute, 2 * time.Second, false}}},
		"one too late":                    {0, []event{{0, 100 * time.Millisecond, false}, {time.Minute, 5 * time.Second, true}, {2 * time.Minute, 0, false}}},
		"a clock ahead is no lateness":    {time.Minute, []event{{0, 0, false}, {time.Minute, 0, false}, {2 * time.Minute, 5 * time.Second, true}}},
		"a clock behind is no lateness":   {-time.Minute, []event{{0, 0, false}, {time.Minute, 0, false}, {2 * time.Minute, 5 * time.Second, true}}},
		"four in a row are our clock":     {0, []event{{0, 0, false}, {10e9, 8e9, true}, {20e9, 8e9, true}, {30e9, 8e9, true}, {40e9, 8e9, false}}},
		"ids of another age tell nothing": {0, []event{{0, 20 * 365 * 24 * time.Hour, false}, {10e9, 0, false}, {20e9, 30 * time.Hour, false}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var f Freshness
			for n, e := range c.events {
				now := start.Add(e.at)
				if got := f.Late(madeAt(now.Add(-e.age)), now.Add(c.skew)); got != e.late {
					t.Errorf("event %d: late is %v, want %v", n, got, e.late)
				}
			}
		})
	}
}

func TestIDsThatCountAreNeverLate(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	var f Freshness
	base := madeAt(start).Uint64()
	for n := range uint64(20) {
		id := api.Snowflake(strconv.FormatUint(base+n, 10))
		if f.Late(id, start.Add(time.Duration(n)*7*time.Second)) {
			t.Fatalf("id %d is late", n)
		}
	}
}
