package config

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestChangesAreToldByTheirKeys(t *testing.T) {
	a, b := Default(), Default()
	if got := a.Changes(&b); got != nil {
		t.Errorf("of the same: %v", got)
	}
	a.Articles = []Source{{Path: "https://paper.example/rss?key=one"}}
	b.Articles = []Source{{Path: "https://paper.example/rss?key=two"}}
	a.Telegram.Token, b.Telegram.Token = NewSecret("1:a"), NewSecret("1:b")
	b.Limits.Refill = time.Minute
	b.Telegram.Admins = []string{"1"}
	want := []Change{{"articles", false}, {"limits.refill", true}, {"telegram.token", false}, {"telegram.admins", true}}
	if d := cmp.Diff(want, a.Changes(&b)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestWhatIsLiveExists(t *testing.T) {
	found := 0
	for _, s := range Settings() {
		if s.Live {
			found++
		}
	}
	if found != len(live) {
		t.Errorf("%d of %d live settings exist", found, len(live))
	}
}

func TestProfilesAreForThisMachineAlone(t *testing.T) {
	for addr, good := range map[string]bool{
		"127.0.0.1:6060": true, "localhost:0": true, "[::1]:6060": true, ":6060": false, "0.0.0.0:6060": false, "10.0.0.1:6060": false, "127.0.0.1": false,
	} {
		c := Default()
		c.HTTP.DebugAddr = addr
		if got := len(c.Validate()) == 0; got != good {
			t.Errorf("%s: valid %v, want %v", addr, got, good)
		}
	}
}
