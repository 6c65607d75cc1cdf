package dialogue_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/retrieval"

	"github.com/google/go-cmp/cmp"
)

func TestAdminCommandsOfOthersAreUnknownCommands(t *testing.T) {
	k := newTalk(t, nil)
	unknown := k.say("/frobnicate")
	if unknown.Kind != bot.ShowNotice || unknown.Text != "I do not know that command. /help shows what I can do." {
		t.Fatalf("got %q: %q", unknown.Kind, unknown.Text)
	}
	for _, command := range []string{"/reload", "/reload force", "/status", "/gaps", "/rollback"} {
		if diff := cmp.Diff(unknown, k.say(command)); diff != "" {
			t.Errorf("%s differs from an unknown command:\n%s", command, diff)
		}
	}
	if k.lib.Status().Generation != "1" {
		t.Error("a reader reloaded the index")
	}
}

func reloaded(t *testing.T) (*talk, bot.Reply) {
	t.Helper()
	k := newTalk(t, nil).as(editor)
	k.lib.set(func(l *fakeLibrary) { l.next = append(paper(), article("n", "A new story", "", "", "Something new.")) })
	return k, k.say("/reload")
}

func TestAReloadSaysWhatItDid(t *testing.T) {
	k, r := reloaded(t)
	want := "Reloaded in 1.2 s · generation 2 · 3 → 4 articles, 9 passages\n" +
		"new 1 · changed 0 · removed 0 · skipped 1 (x.html: no article text found)"
	if r.Text != want || !r.Private {
		t.Errorf("got %q", r.Text)
	}
	if got := labels(r); got != "Show titles Roll back" {
		t.Errorf("buttons %q", got)
	}
	titles := k.press(button(t, r, "Show titles"), "").Send
	if want := "New:\n• A new story\nSkipped:\n• x.html: no article text found"; titles.Text != want {
		t.Errorf("titles: %q", titles.Text)
	}
	if r := k.as(reader).press(button(t, r, "Show titles"), "").Send; r.Kind != bot.ShowNotice {
		t.Errorf("a reader sees %q", r.Text)
	}
}

func TestRollingBack(t *testing.T) {
	k, r := reloaded(t)
	back := button(t, r, "Roll back")
	if r := k.as(reader).press(back, ""); r.Edit.Kind != bot.Silent || k.lib.Status().Generation != "2" {
		t.Errorf("a reader rolled back: %+v", r)
	}
	done := k.press(back, "")
	if want := "Rolled back: generation 1 answers again instead of 2 · 3 articles, 8 passages"; done.Edit.Text != want {
		t.Errorf("got %q", done.Edit.Text)
	}
	again := k.press(back, "")
	if again.Send.Text != "Generation 2 does not answer any more; nothing was done. See /status." || k.lib.Status().Generation != "1" {
		t.Errorf("pressed twice: %+v", again)
	}
	if r := k.say("/rollback"); r.Text != "There is no earlier generation to go back to." {
		t.Errorf("got %q", r.Text)
	}
}

func TestADryReloadSwitchesNothing(t *testing.T) {
	k := newTalk(t, nil).as(editor)
	k.lib.set(func(l *fakeLibrary) { l.next = paper()[:1] })
	r := k.say("/reload dry")
	if !strings.HasPrefix(r.Text, "Dry run in 1.2 s, nothing switched · 3 → 1 article, 3 passages") || labels(r) != "Show titles" {
		t.Errorf("got %q with %q", r.Text, labels(r))
	}
	if k.lib.Status().Generation != "1" {
		t.Error("a dry run switched")
	}
}

func TestARefusedReloadBeginsWithWhatPeopleStillGet(t *testing.T) {
	k := newTalk(t, nil).as(editor)
	k.lib.set(func(l *fakeLibrary) { l.refused = "66 articles would shrink to 3" })
	k.clock.Add(2 * time.Hour)
	r := k.say("/reload")
	want := "The old index (generation 1, 2 hours old) keeps answering.\nThe new one was refused: 66 articles would shrink to 3\n"
	if !strings.HasPrefix(r.Text, want) || !strings.HasSuffix(r.Text, "/reload force takes it all the same.") {
		t.Errorf("got %q", r.Text)
	}
	if r := k.say("/status"); !strings.Contains(r.Text, "The last reload (just now) was refused: 66 articles would shrink to 3") {
		t.Errorf("status: %q", r.Text)
	}
	if r := k.say("/reload dry"); !strings.Contains(r.Text, "\nDry run: the new one would be refused: 66 articles") {
		t.Errorf("dry: %q", r.Text)
	}
	if r := k.say("/reload force"); !strings.HasPrefix(r.Text, "Reloaded in") {
		t.Errorf("forced: %q", r.Text)
	}
}

func TestAFailedReloadTellsTheAdminWhy(t *testing.T) {
	k := newTalk(t, nil).as(editor)
	k.lib.set(func(l *fakeLibrary) { l.fail = errors.New("write index: no space left on device") })
	want := "The old index (generation 1, 0 seconds old) keeps answering.\n" +
		"The reload failed (ref 7F3A): write index: no space left on device"
	if r := k.say("/reload"); r.Text != want {
		t.Errorf("got %q", r.Text)
	}
}

func TestASecondReloadIsToldOfTheFirst(t *testing.T) {
	k := newTalk(t, nil).as(editor)
	k.lib.set(func(l *fakeLibrary) {
		l.running = &retrieval.Progress{Stage: "indexing", Done: 120, Total: 400, Started: k.clock.Now().Add(-time.Minute)}
	})
	if r := k.say("/reload"); r.Text != "A reload is already under way: indexing 120 of 400, started 1 minute ago." {
		t.Errorf("got %q", r.Text)
	}
}

func TestALongReloadShowsProgress(t *testing.T) {
	k := newTalk(t, nil).as(editor)
	k.lib.set(func(l *fakeLibrary) { l.next = paper() })
	m := k.message("/reload")
	var shown []string
	m.Progress = func(r bot.Reply) {
		checkReply(t, r)
		shown = append(shown, r.Text)
	}
	k.handle(m)
	if diff := cmp.Diff([]string{"reading …", "indexing 1 of 2 …"}, shown); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// plainLibrary is a library that cannot reload.
type plainLibrary struct{ bot.Library }

func TestALibraryThatCannotReloadSaysSo(t *testing.T) {
	c := newClock()
	b, err := dialogue.New(dialogue.Config{Admins: []bot.UserKey{editor}, Now: c.Now}, plainLibrary{newFakeLibrary(c.Now)})
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"reload", "rollback"} {
		r := b.Handle(context.Background(), bot.Message{User: editor, Command: command})
		if r.Text != "The articles of this program cannot be reloaded while it runs." {
			t.Errorf("%s: %q", command, r.Text)
		}
	}
}

func TestStatus(t *testing.T) {
	k := newTalk(t, nil)
	k.say("who painted bridges")
	k.press(button(t, k.say("coffee prices"), "👍"), "coffee prices")
	k.clock.Add(3 * time.Hour)
	k.lib.set(func(l *fakeLibrary) {
		l.sources = []retrieval.SourceStatus{
			{Source: "seeds", Kind: "page", Articles: 2, Briefs: 1},
			{Source: "desk", Kind: "mixed", Articles: 1},
			{Source: "https://paper.example/feed", Skipped: []retrieval.Skip{{}, {Count: 40}}, Err: "connection refused"},
		}
	})
	want := "Generation 1, built 3 hours ago\n2 articles and 1 brief, 8 passages\nKept in memory only: it ends with the program.\n" +
		"• seeds (page): 2 articles and 1 brief\n• desk (mixed): 1 article\n• https://paper.example/feed (mixed): 0 articles · skipped 41 · error: connection refused\n" +
		"Without an answer: 1 question. See /gaps\nThumbs: 1 up, 0 down"
	if diff := cmp.Diff(want, k.as(editor).say("/status").Text); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	m := k.as(editor).message("/status")
	m.Locale = "vi"
	if r := k.handle(m); !strings.HasPrefix(r.Text, "Bản 1, lập 3 giờ trước\n2 bài báo và 1 tin vắn, 8 đoạn") || !strings.Contains(r.Text, "desk (nhiều loại)") {
		t.Errorf("got %q", r.Text)
	}
}
