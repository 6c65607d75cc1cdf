package telegram_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/bot/telegram"
	"articlebot/bot/telegram/telegramtest"
)

func TestLimitsAreKept(t *testing.T) {
	eachSource(t, telegramtest.Options{Rates: &telegramtest.DefaultRates}, func(t *testing.T, s *stand) {
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply { return say("re " + m.Text) }
		for i := range 15 {
			s.srv.Says(telegramtest.Say{From: an, Text: fmt.Sprint("p", i)})
			s.srv.Says(telegramtest.Say{From: bao, Chat: group, Text: fmt.Sprint("/ask g", i)})
			s.settle(10 * time.Millisecond)
		}
		s.settle(10 * time.Minute)
		for i := range 15 {
			if s.count(an.ID, fmt.Sprint("re p", i)) == 0 || s.count(group, fmt.Sprint("re g", i)) == 0 {
				t.Errorf("question %d was not answered", i)
			}
		}
	})
}

// TestALoadOfQuestions has two hundred people ask ten questions each within
// twelve seconds, with the server's limits on: as dense as BenchmarkLoad's
// thousand in a minute. Breaches of a limit fail it in end.
func TestALoadOfQuestions(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	synctest.Test(t, func(t *testing.T) {
		const people, questions = 200, 10
		s := newStand(t, false, telegramtest.Options{Rates: &telegramtest.DefaultRates})
		t.Cleanup(s.end)
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply { return say("re " + m.Text) }
		s.run()
		for q := range questions {
			for p := range people {
				s.srv.Says(telegramtest.Say{From: telegramtest.Person{ID: int64(5000 + p)}, Text: fmt.Sprint("q", q)})
				time.Sleep(6 * time.Millisecond)
			}
		}
		s.settle(3 * time.Minute) // 2,000 replies at 25 a second take 80 s
		for p := range people {
			got := strings.Join(s.texts(int64(5000+p)), " ")
			if want := "re q0 re q1 re q2 re q3 re q4 re q5 re q6 re q7 re q8 re q9"; got != want {
				t.Fatalf("person %d got %q", p, got)
			}
		}
		if h := s.adapter.Health(); h.Floods != 0 || h.Queued != 0 || h.Handling != 0 {
			t.Errorf("health %+v", h)
		}
	})
}

func TestTheMenuIsSetUpOnlyWhenItChanged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, telegramtest.Options{})
		t.Cleanup(s.end)
		s.edit = func(c *telegram.Config) { c.Admins = []int64{11} }
		sets := func() int { return len(s.srv.Calls("setMyCommands")) + len(s.srv.Calls("setMyDescription")) }
		s.run()
		s.settle(time.Minute)
		if n := sets(); n != len(locale.Builtin().All())*(3+1+1) {
			t.Errorf("%d calls for three scopes, one admin and a description in each language", n)
		}
		for _, c := range s.srv.Calls("setMyCommands") {
			admin := strings.Contains(c.Params["scope"], `"chat"`)
			if strings.Contains(c.Params["commands"], "reload") != admin {
				t.Errorf("scope %s shows %s", c.Params["scope"], c.Params["commands"])
			}
			var list []struct {
				Command   string
				Ephemeral bool `json:"is_ephemeral"`
			}
			if err := json.Unmarshal([]byte(c.Params["commands"]), &list); err != nil {
				t.Fatal(err)
			}
			group := strings.Contains(c.Params["scope"], "group")
			for _, cmd := range list {
				if personal := cmd.Command == "help"; cmd.Ephemeral != group && personal || cmd.Ephemeral && cmd.Command == "ask" {
					t.Errorf("in scope %s /%s is ephemeral: %v", c.Params["scope"], cmd.Command, cmd.Ephemeral)
				}
			}
		}
		was := sets()
		s.halt()
		s.run()
		s.settle(time.Minute)
		if n := sets() - was; n != 0 {
			t.Errorf("%d calls at a start where nothing changed", n)
		}
		s.halt()
		s.edit = func(c *telegram.Config) { c.Admins = []int64{11, 12} }
		s.srv.Fail(telegramtest.Fault{Method: "setMyCommands", Code: 400, Text: "Bad Request: chat not found"})
		s.run()
		s.settle(time.Minute)
		s.halt()
		s.run()
		s.settle(time.Minute)
		if n := sets() - was; n != len(locale.Builtin().All())+1 {
			t.Errorf("%d calls for a new admin, one of which failed at first", n)
		}
	})
}

func TestAServerWithoutMenusStillAnswers(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.halt()
		for _, m := range []string{"setMyCommands", "setMyDescription", "setMyShortDescription", "deleteWebhook"} {
			code := map[string]int{"setMyCommands": 404, "deleteWebhook": 500}[m]
			s.srv.Fail(telegramtest.Fault{Method: m, Times: -1, Code: max(code, 400), Text: "method is not known"})
		}
		s.dir = t.TempDir()
		s.run()
		s.srv.Says(telegramtest.Say{From: an, Text: "one"})
		s.settle(time.Minute)
		if n := s.count(an.ID, "one"); n != 1 {
			t.Errorf("%d answers", n)
		}
	})
}

func TestAServerThatKnowsNoEphemeralCommandsGetsTheMenu(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, telegramtest.Options{})
		t.Cleanup(s.end)
		s.srv.Fail(telegramtest.Fault{Method: "setMyCommands", Code: 400, Text: "Bad Request: unknown field"})
		s.run()
		s.settle(time.Minute)
		var first []string
		for _, c := range s.srv.Calls("setMyCommands") {
			if strings.Contains(c.Params["scope"], "group") && c.Params["language_code"] == "" {
				first = append(first, c.Params["commands"])
			}
		}
		if len(first) != 2 || !strings.Contains(first[0], "is_ephemeral") || strings.Contains(first[1], "is_ephemeral") {
			t.Errorf("groups get %q", first)
		}
	})
}
