package dialogue_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/limit"
)

// withLimits turns the default limits on.
func withLimits(c *dialogue.Config) { c.Limits = limit.Limits{} }

func TestWhoAsksTooFastIsToldOnceAndThenNothing(t *testing.T) {
	k := newTalk(t, withLimits)
	for i := range 5 {
		if r := k.say("coffee prices"); r.Kind != bot.ShowAnswer {
			t.Fatalf("question %d: %q %q", i, r.Kind, r.Text)
		}
	}
	if r := k.say("coffee prices"); r.Kind != bot.ShowNotice || !r.Private || r.Text != "One moment: please ask again in 3 seconds." {
		t.Errorf("sixth question: %q %q", r.Kind, r.Text)
	}
	for range 3 {
		if r := k.say("coffee prices"); r.Kind != bot.Silent {
			t.Errorf("told again: %q", r.Text)
		}
	}
	k.clock.Add(time.Second)
	if r := k.say("coffee prices"); r.Kind != bot.Silent {
		t.Errorf("told again after a second: %q", r.Text)
	}
	k.clock.Add(2 * time.Second)
	if r := k.say("coffee prices"); r.Kind != bot.ShowAnswer {
		t.Errorf("after three seconds: %q %q", r.Kind, r.Text)
	}
	if r := k.say("coffee prices"); r.Kind != bot.ShowNotice {
		t.Errorf("a new burst is not told: %q", r.Kind)
	}
}

// TestWhatWaitedForTheBotWasNotAskedAllAtOnce: after an outage the questions of hours
// come in one moment.
func TestWhatWaitedForTheBotWasNotAskedAllAtOnce(t *testing.T) {
	k := newTalk(t, withLimits)
	var waited []bot.Message
	for range 12 {
		waited = append(waited, k.message("coffee prices"))
		k.clock.Add(10 * time.Second)
	}
	for i, m := range waited {
		if r := k.handle(m); r.Kind != bot.ShowAnswer {
			t.Errorf("question %d: %q %q", i, r.Kind, r.Text)
		}
	}
	flood := k.message("coffee prices")
	k.clock.Add(time.Minute)
	answered := 0
	for range 12 {
		if r := k.handle(flood); r.Kind == bot.ShowAnswer {
			answered++
		}
	}
	if answered != 10 { // five by when they were said, five by when they came
		t.Errorf("%d of twelve questions of one moment are answered", answered)
	}
	for range 12 {
		m := waited[0] // edits come when they are made, whenever the message was sent
		m.Edited = true
		if r := k.handle(m); r.Kind == bot.ShowAnswer {
			answered++
		}
	}
	if answered != 10 {
		t.Errorf("%d answers with those to edits", answered)
	}
}

// TestTimesThatStandStillHoldNobodyUp: a server in between may give all messages the
// same time.
func TestTimesThatStandStillHoldNobodyUp(t *testing.T) {
	k := newTalk(t, withLimits)
	m := k.message("coffee prices")
	for i := range 30 {
		k.clock.Add(10 * time.Second)
		if r := k.handle(m); r.Kind != bot.ShowAnswer {
			t.Fatalf("question %d: %q %q", i, r.Kind, r.Text)
		}
	}
}

func TestOnePersonsLimitIsNoneOfAnothers(t *testing.T) {
	k := newTalk(t, withLimits)
	for range 9 {
		k.say("coffee prices")
	}
	if r := k.as("telegram:8").say("coffee prices"); r.Kind != bot.ShowAnswer {
		t.Errorf("got %q", r.Kind)
	}
}

func TestAGroupHasALimitOfItsOwn(t *testing.T) {
	k := newTalk(t, withLimits)
	ask := func(person int) bot.Reply {
		m := k.message("coffee prices")
		m.User, m.Chat, m.Private = bot.UserKey(fmt.Sprintf("telegram:%d", person)), "telegram:-100", false
		return k.handle(m)
	}
	for i := range 20 {
		if r := ask(100 + i); r.Kind != bot.ShowAnswer {
			t.Fatalf("question %d: %q", i, r.Kind)
		}
	}
	if r := ask(200); r.Kind != bot.ShowNotice {
		t.Errorf("the group's 21st question: %q", r.Kind)
	}
	if r := ask(201); r.Kind != bot.Silent {
		t.Errorf("the group is told again: %q", r.Text)
	}
	if r := k.say("coffee prices"); r.Kind != bot.ShowAnswer {
		t.Errorf("a private chat is held up: %q", r.Kind)
	}
}

func TestAdminsAreNotHeldUp(t *testing.T) {
	k := newTalk(t, withLimits).as(editor)
	for range 30 {
		if r := k.say("/status"); r.Kind != bot.ShowText {
			t.Fatalf("got %q %q", r.Kind, r.Text)
		}
	}
}

func TestButtonsHaveALimitOfTheirOwn(t *testing.T) {
	k := newTalk(t, withLimits)
	next := button(t, k.say(filesQuestion), "▶")
	for i := range 10 {
		if r := k.press(next, filesQuestion); r.Edit.Kind != bot.ShowAnswer {
			t.Fatalf("press %d: %+v", i, r)
		}
	}
	if r := k.press(next, filesQuestion); r.Toast != "One moment: please ask again in 1 second." {
		t.Errorf("got %+v", r)
	}
	if r := k.press(next, filesQuestion); r.Toast != "" || r.Edit.Kind != bot.Silent {
		t.Errorf("told again: %+v", r)
	}
}

func TestTooMuchWorkIsAnsweredBusyAndNothingIsLost(t *testing.T) {
	k := newTalk(t, func(c *dialogue.Config) {
		c.Limits.Workers, c.Limits.Queue, c.Limits.Wait = 2, 3, time.Minute
	})
	hold := make(chan struct{})
	k.lib.set(func(l *fakeLibrary) { l.hold = hold })
	const people = 20
	kinds := make(chan bot.Reply, people)
	for i := range people {
		m := k.message("coffee prices")
		m.User = bot.UserKey(fmt.Sprintf("telegram:%d", i))
		go func() { kinds <- k.bot.Handle(context.Background(), m) }()
	}
	// Two work, three wait: the others are told at once, while nothing moves.
	for range people - 5 {
		if r := <-kinds; r.Kind != bot.ShowNotice || r.Text != "Many people are asking right now. Try again in 5 seconds." {
			t.Errorf("got %q: %q", r.Kind, r.Text)
		}
	}
	close(hold)
	for range 5 {
		if r := <-kinds; r.Kind != bot.ShowAnswer {
			t.Errorf("one that waited got %q: %q", r.Kind, r.Text)
		}
	}
	if s := k.bot.Stats(); s.Answered != 5 || s.Busy != people-5 {
		t.Errorf("counted %+v", s)
	}
}

func TestWhoeverStopsWaitingIsAnsweredBusy(t *testing.T) {
	k := newTalk(t, func(c *dialogue.Config) { c.Limits.Workers, c.Limits.Wait = 1, time.Minute })
	hold := make(chan struct{})
	defer close(hold)
	k.lib.set(func(l *fakeLibrary) { l.hold = hold })
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if r := k.bot.Handle(ctx, k.message("coffee prices")); r.Kind != bot.ShowNotice {
		t.Errorf("got %q", r.Kind)
	}
}
