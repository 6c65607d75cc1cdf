package dialogue_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/retrieval"
)

func TestGapsGroupLikeQuestionsAndCountPeople(t *testing.T) {
	k := newTalk(t, nil)
	k.say("How many buffaloes drowned?")
	k.say("How many buffaloes drowned?") // the same person again does not count
	k.as("telegram:8").say("drowned buffaloes how many?")
	k.as("telegram:9").say("who painted bridges")
	k.say("coffee prices") // has an answer
	got := k.as(editor).say("/gaps")
	want := "2 questions without an answer in 30 days, most asked first:\n" +
		"2× drowned buffaloes how many? · just now\n" +
		"1× who painted bridges · just now"
	if got.Text != want || !got.Private {
		t.Errorf("got %q", got.Text)
	}
}

func TestGapsSurviveARestartAndExpire(t *testing.T) {
	dir := t.TempDir()
	keep := func(c *dialogue.Config) { c.DataDir, c.GapRetention = dir, 10*24*time.Hour }
	k := newTalk(t, keep)
	k.say("who painted bridges")
	if err := k.bot.Close(); err != nil {
		t.Fatal(err)
	}
	again := newTalk(t, keep)
	if got := again.as(editor).say("/gaps").Text; !strings.Contains(got, "1× who painted bridges") {
		t.Errorf("after a restart: %q", got)
	}
	again.clock.Add(11 * 24 * time.Hour)
	if got := again.as(editor).say("/gaps").Text; got != "No question of the last 10 days is without an answer." {
		t.Errorf("after 11 days: %q", got)
	}
	if err := again.bot.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "gaps.json"))
	if err != nil || strings.Contains(string(data), "painted") {
		t.Errorf("after 11 days the file has %s, %v", data, err)
	}
}

func TestADamagedFileIsPutAside(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"gaps.json", "people.json", "settings.json"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(`{"x`), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	k := newTalk(t, func(c *dialogue.Config) { c.DataDir = dir })
	if r := k.say("/language vi"); r.Kind != bot.ShowText {
		t.Errorf("got %q: %q", r.Kind, r.Text)
	}
	for _, name := range []string{"gaps.json", "people.json", "settings.json"} {
		if data, err := os.ReadFile(filepath.Join(dir, name+".damaged")); err != nil || string(data) != `{"x` {
			t.Errorf("%s was not kept aside: %q, %v", name, data, err)
		}
	}
}

func TestStateThatIsAFolderIsPutAside(t *testing.T) {
	dir := t.TempDir()
	names := []string{"gaps.json", "people.json", "settings.json"}
	for _, name := range names {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	k := newTalk(t, func(c *dialogue.Config) { c.DataDir = dir })
	if r := k.say("/language vi"); r.Kind != bot.ShowText {
		t.Errorf("got %q: %q", r.Kind, r.Text)
	}
	for _, name := range names {
		if info, err := os.Stat(filepath.Join(dir, name+".damaged")); err != nil || !info.IsDir() {
			t.Errorf("%s was not put aside: %v", name, err)
		}
	}
	if info, err := os.Stat(filepath.Join(dir, "people.json")); err != nil || !info.Mode().IsRegular() {
		t.Errorf("the language was not kept: %v", err)
	}
}

func TestTheBookOfGapsIsBounded(t *testing.T) {
	k := newTalk(t, nil)
	k.as("telegram:50").say("zebra question")
	k.as("telegram:51").say("zebra question")
	for i := range 1200 {
		k.say(fmt.Sprintf("qq%d", i))
	}
	got := k.as(editor).say("/gaps").Text
	if !strings.HasPrefix(got, "1,000 questions without an answer") || !strings.Contains(got, "2× zebra question") {
		t.Errorf("got %q", got)
	}
}

func TestAReloadTellsWhichGapsItClosed(t *testing.T) {
	k := newTalk(t, nil)
	k.say("who painted bridges")
	k.as("telegram:8").say("how many buffaloes drowned")
	k.as("telegram:9").say("qwertz uiop")
	k.lib.set(func(l *fakeLibrary) {
		l.next = append(paper(), article("bridge", "Colour", "", "", "Pupils painted the bridges of the town."),
			article("storm", "After the storm", "", "", "Forty buffaloes drowned in the flood."))
	})
	r := k.as(editor).say("/reload")
	if !strings.Contains(r.Text, "2 of 3 unanswered questions of the last 7 days are answered now.") {
		t.Errorf("got %q", r.Text)
	}
	if got := k.as(editor).say("/gaps").Text; !strings.HasPrefix(got, "1 question without an answer") || !strings.Contains(got, "qwertz") {
		t.Errorf("gaps: %q", got)
	}
}

func TestADislikedAnswerIsClosedOnlyByAnotherPassage(t *testing.T) {
	k := newTalk(t, nil)
	down := button(t, k.say("coffee prices"), "👎")
	k.press(down, "coffee prices")
	k.lib.set(func(l *fakeLibrary) { l.next = paper() })
	if r := k.as(editor).say("/reload"); !strings.Contains(r.Text, "0 of 1 unanswered question") {
		t.Errorf("got %q", r.Text)
	}
	k.lib.set(func(l *fakeLibrary) {
		l.next = append([]retrieval.Article{article("p", "Prices", "", "", "Coffee prices are fifty thousand dong.")}, paper()...)
	})
	if r := k.as(editor).say("/reload"); !strings.Contains(r.Text, "1 of 1 unanswered question") {
		t.Errorf("got %q", r.Text)
	}
}

func TestWhatCannotBeSavedIsToldAtTheEnd(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	c := newClock()
	b, err := dialogue.New(dialogue.Config{DataDir: dir, Now: c.Now}, newFakeLibrary(c.Now, paper()...))
	if err != nil {
		t.Fatal(err)
	}
	b.Handle(t.Context(), bot.Message{User: reader, Private: true, Text: "who painted bridges"})
	if err := os.WriteFile(dir, nil, 0o600); err != nil { // a file where the folder should be
		t.Fatal(err)
	}
	if err := b.Close(); err == nil || !strings.HasPrefix(err.Error(), "save gaps: make data folder: ") {
		t.Errorf("got %v", err)
	}
	b.Handle(t.Context(), bot.Message{User: reader, Private: true, Text: "/language vi"})
	r := b.Handle(t.Context(), bot.Message{User: reader, Private: true, Text: "/forget"})
	if r.Kind != bot.ShowNotice || !strings.Contains(r.Text, "trục trặc") {
		t.Errorf("a language that cannot be forgotten: %q: %q", r.Kind, r.Text)
	}
	if r := b.Handle(t.Context(), bot.Message{User: reader, Private: true, Text: filesQuestion}); r.Kind != bot.ShowAnswer {
		t.Errorf("a full disk stops answers: %q", r.Kind)
	}
}
