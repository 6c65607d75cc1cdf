package dialogue_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/limit"
	"articlebot/retrieval"
)

func TestWhatIsAdoptedHoldsFromTheNextMessageOn(t *testing.T) {
	k := newTalk(t, nil)
	k.bot.Adopt(dialogue.Config{
		Admins: []bot.UserKey{reader}, Limits: limit.Limits{Person: limit.Rate{Burst: 4, Every: time.Hour}},
		MaxQuestion: 20, Contact: "desk@paper.example", Paper: "The New Paper",
		Samples: []string{"How many hens?"},
	})
	if r := k.say("hello"); !strings.Contains(labels(r), "How many hens?") || !strings.Contains(r.Text, "The New Paper") {
		t.Errorf("hello: %q %q", r.Text, labels(r))
	}
	if r := k.say("coffee prices in the very long question"); !strings.Contains(r.Text, "20") || r.Kind != bot.ShowNotice {
		t.Errorf("a long question: %q %q", r.Kind, r.Text)
	}
	if r := k.say("/privacy"); !strings.Contains(r.Text, "desk@paper.example") {
		t.Errorf("privacy: %q", r.Text)
	}
	if r := k.say("/status"); r.Kind == bot.ShowNotice {
		t.Errorf("the new admin: %q", r.Text)
	}
	old := k.as(editor)
	if r := old.say("/status"); r.Kind != bot.ShowNotice {
		t.Errorf("who is an admin no more: %q", r.Text)
	}
	for range 4 {
		old.say("coffee prices")
	}
	if r := old.say("coffee prices"); r.Kind == bot.ShowAnswer {
		t.Errorf("the new limit holds nobody up: %q", r.Kind)
	}
}

func TestEveryQuestionIsObservedOnce(t *testing.T) {
	var mu sync.Mutex
	var seen []bot.Question
	k := newTalk(t, func(c *dialogue.Config) {
		c.Observe = func(q bot.Question) {
			mu.Lock()
			defer mu.Unlock()
			seen = append(seen, q)
		}
	})
	for _, said := range []string{"coffee prices", "/more", "/help", "thanks", "zzzz qqqq xxxx"} {
		k.say(said)
	}
	if len(seen) != 2 || seen[0].Outcome != retrieval.Answered || seen[1].Outcome != retrieval.None {
		t.Fatalf("observed %v", seen)
	}
	if q := seen[0]; q.Platform != bot.Telegram || q.Language != "en" || q.Took < 0 {
		t.Errorf("observed %v", q)
	}
}

func TestAnAdminReadsThatTheSettingsAreWrong(t *testing.T) {
	var wrong error
	k := newTalk(t, func(c *dialogue.Config) { c.Reread = func() error { return wrong } }).as(editor)
	if r := k.say("/reload"); strings.Contains(r.Text, "settings") {
		t.Errorf("sound settings: %q", r.Text)
	}
	wrong = errors.New("limits.burst is 0")
	if r := k.say("/reload"); !strings.Contains(r.Text, "The settings are wrong, so the old ones stay: limits.burst is 0") {
		t.Errorf("wrong settings: %q", r.Text)
	}
}
