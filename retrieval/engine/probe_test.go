package engine_test

import (
	"strings"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/engine"
)

func TestAProbeThatTheOldIndexMissesTooHoldsNothingUp(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		n := &newsroom{}
		n.publish(issue("E1", 10)...)
		cfg := p.config(n)
		late := retrieval.Probe{Question: "village 10 mango harvest", Title: "village 10"}
		never := retrieval.Probe{Question: "who won the football match", Title: "Football"}
		cfg.Checks.Probes = []retrieval.Probe{late, never}
		e := open(t, cfg)
		if got := e.Status().Missed; len(got) != 2 {
			t.Errorf("missed at the start: %v", got)
		}
		n.publish(issue("E2", 11)...)
		if r, err := e.Reload(t.Context(), retrieval.ReloadOptions{}); err != nil || !r.Switched {
			t.Fatalf("%+v, %v", r, err)
		}
		if got := e.Status().Missed; len(got) != 1 || got[0] != never {
			t.Errorf("missed after the reload: %v", got)
		}
		n.publish(issue("E3", 10)...)
		if r, err := e.Reload(t.Context(), retrieval.ReloadOptions{}); err != nil || r.Switched {
			t.Errorf("an article that was found is lost: %+v, %v", r, err)
		}
	})
}

func TestChecksMayChangeWhilePeopleAreAnswered(t *testing.T) {
	n := &newsroom{}
	n.publish(issue("E1", 10)...)
	e := place{}.open(t, n)
	n.publish(issue("E2", 8)...)
	e.SetChecks(engine.Checks{MinShare: 0.9})
	if r, err := e.Reload(t.Context(), retrieval.ReloadOptions{}); err != nil || r.Switched {
		t.Fatalf("a fifth was lost, and it was taken: %+v, %v", r, err)
	}
	e.SetChecks(engine.Checks{MinShare: 0.7})
	if r, err := e.Reload(t.Context(), retrieval.ReloadOptions{}); err != nil || !r.Switched {
		t.Errorf("a fifth may be lost now: %+v, %v", r, err)
	}
}

func TestTitlesThatFindNothingHoldNothingUpForEver(t *testing.T) {
	n := &newsroom{}
	same := func(edition string) []retrieval.Article {
		list := issue(edition, 40)
		for i := range list { // titles that say nothing of their article
			list[i].Title = "Front page" + strings.Repeat("!", i)
		}
		return list
	}
	n.publish(same("E1")...)
	e := place{}.open(t, n)
	n.publish(same("E2")...)
	if r, err := e.Reload(t.Context(), retrieval.ReloadOptions{}); err != nil || !r.Switched {
		t.Errorf("refused: %s, %v", r.Refused, err)
	}
}
