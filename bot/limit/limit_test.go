package limit_test

import (
	"testing"
	"time"

	"articlebot/bot/limit"
)

// asks has one key ask at the given seconds after the start, and returns the
// verdicts, a letter each: p passed, c cautioned, r refused.
func asks(l *limit.Limiter, key string, seconds ...float64) string {
	var got []byte
	for _, s := range seconds {
		v, _ := l.Pass(start.Add(time.Duration(s*float64(time.Second))), key)
		got = append(got, "pcr"[v])
	}
	return string(got)
}

var start = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

func TestABurstPassesAndThenOneAtATime(t *testing.T) {
	for name, tt := range map[string]struct {
		seconds []float64
		want    string
	}{
		"a burst":                                   {[]float64{0, 0, 0}, "ppc"},
		"who was told is refused without a word":    {[]float64{0, 0, 0, 1, 2.9}, "ppcrr"},
		"a token comes back after its time":         {[]float64{0, 0, 0, 3, 3}, "ppcpc"},
		"no more than the burst is saved":           {[]float64{0, 0, 1000, 1000, 1000}, "ppppc"},
		"a flood is told once":                      {[]float64{0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9.5, 30, 30, 30}, "ppcrrprrprrprppc"},
		"a clock that goes back takes nothing away": {[]float64{10, 5, 5}, "ppc"},
	} {
		if got := asks(limit.NewLimiter(limit.Rate{Burst: 2, Every: 3 * time.Second}), "x", tt.seconds...); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

func TestTheWaitIsUntilTheNextToken(t *testing.T) {
	l := limit.NewLimiter(limit.Rate{Burst: 1, Every: 3 * time.Second})
	asks(l, "x", 0)
	if _, wait := l.Pass(start.Add(time.Second), "x"); wait.Round(time.Microsecond) != 2*time.Second {
		t.Errorf("wait %v, want 2 s", wait)
	}
}

func TestKeysHaveBucketsOfTheirOwn(t *testing.T) {
	l := limit.NewLimiter(limit.Rate{Burst: 1, Every: time.Hour})
	if got := asks(l, "a", 0, 0) + asks(l, "b", 0, 0); got != "pcpc" {
		t.Errorf("%s, want pcpc", got)
	}
}

func TestANegativeBurstDoesNotLimit(t *testing.T) {
	if got := asks(limit.NewLimiter(limit.Rate{Burst: -1}), "x", 0, 0, 0, 0); got != "pppp" {
		t.Errorf("%s, want pppp", got)
	}
}

func TestANewRateHoldsForBucketsInUse(t *testing.T) {
	l := limit.NewLimiter(limit.Rate{Burst: 5, Every: time.Hour})
	asks(l, "x", 0)
	l.SetRate(limit.Rate{Burst: 2, Every: time.Second})
	if got := asks(l, "x", 0, 0, 0, 1, 1); got != "ppcpc" {
		t.Errorf("%s, want ppcpc", got)
	}
}
