package telegram_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"articlebot/bot"
	"articlebot/bot/telegram"
	"articlebot/bot/telegram/tgfake"
)

// askFive has five people ask one question each.
func (s *stand) askFive(words string) {
	for i := range 5 {
		s.srv.Says(tgfake.Say{From: tgfake.Person{ID: int64(20 + i)}, Text: fmt.Sprintf("%s %d", words, i)})
	}
}

// wantFive checks that each got exactly one answer.
func (s *stand) wantFive(words string) {
	s.t.Helper()
	for i := range 5 {
		if n := s.count(int64(20+i), fmt.Sprintf("The answer to %s %d", words, i)); n != 1 {
			s.t.Errorf("%q was answered %d times", fmt.Sprintf("%s %d", words, i), n)
		}
	}
}

func TestAServerThatIsAwayLosesNothing(t *testing.T) {
	ways := map[string]tgfake.Fault{
		"unreachable":     {Times: -1, Reset: true},
		"a proxy's page":  {Times: -1, HTML: 502},
		"internal errors": {Times: -1, Code: 500, Text: "Internal Server Error"},
		"floods":          {Times: -1, Flood: 3},
	}
	for name, fault := range ways {
		t.Run(name, func(t *testing.T) {
			eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
				// The question is received, and then nothing goes out.
				s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
					time.Sleep(time.Second)
					return answerTo(m.Text)
				}
				s.askFive("before")
				s.settle(100 * time.Millisecond)
				s.srv.Fail(fault)
				s.settle(15 * time.Second)
				s.askFive("during")
				s.settle(15 * time.Second)
				s.srv.Heal()
				s.settle(2 * time.Minute)
				s.wantFive("before")
				s.wantFive("during")
			})
		})
	}
}

func TestOneRefusalOfEachKind(t *testing.T) {
	tests := map[string]struct {
		fault tgfake.Fault
		min   int // messages that show the answer
		max   int
	}{
		"a proxy's page":                {tgfake.Fault{HTML: 502}, 1, 1},
		"an empty gateway timeout":      {tgfake.Fault{HTML: 504}, 1, 1},
		"an error of the server":        {tgfake.Fault{Code: 500, Text: "Internal Server Error"}, 1, 1},
		"a flood":                       {tgfake.Fault{Flood: 4}, 1, 1},
		"markup that is refused":        {tgfake.Fault{Code: 400, Text: "Bad Request: can't parse entities: unexpected end tag"}, 1, 1},
		"a topic that is gone":          {tgfake.Fault{Code: 400, Text: "Bad Request: message thread not found"}, 1, 1},
		"blocked":                       {tgfake.Fault{Code: 403, Text: "Forbidden: bot was blocked by the user"}, 0, 0},
		"deactivated":                   {tgfake.Fault{Code: 403, Text: "Forbidden: user is deactivated"}, 0, 0},
		"no such chat":                  {tgfake.Fault{Code: 400, Text: "Bad Request: chat not found"}, 0, 0},
		"any other refusal":             {tgfake.Fault{Code: 400, Text: "Bad Request: something new"}, 0, 0},
		"a connection that breaks":      {tgfake.Fault{Reset: true}, 1, 1},
		"an answer that breaks off":     {tgfake.Fault{Cut: true}, 1, 2}, // undecidable: sent once more
		"an answer that comes too late": {tgfake.Fault{Lost: 20 * time.Second}, 1, 2},
		"a call that hangs":             {tgfake.Fault{Hang: 20 * time.Second}, 1, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
				tt.fault.Method = "sendMessage"
				s.srv.Fail(tt.fault)
				s.srv.Says(tgfake.Say{From: an, Text: "who?", Thread: 5, Topic: true})
				s.settle(time.Minute)
				if n := s.count(an.ID, "The answer to who?"); n < tt.min || n > tt.max {
					t.Errorf("%d messages show the answer, want %d to %d", n, tt.min, tt.max)
				}
				if n := s.srv.Unacknowledged(); n != 0 {
					t.Errorf("%d updates not acknowledged", n)
				}
				s.srv.Says(tgfake.Say{From: bao, Text: "and now?"})
				s.settle(time.Minute)
				if n := s.count(bao.ID, "The answer to and now?"); n != 1 {
					t.Errorf("the next question was answered %d times", n)
				}
				if tt.max == 0 && !strings.Contains(s.log.String(), "message given up") {
					t.Error("given up in silence")
				}
			})
		})
	}
}

func TestAnAlertIsNeverSentTwice(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		for _, f := range []tgfake.Fault{{Cut: true}, {Lost: 20 * time.Second}} {
			f.Method = "sendMessage"
			s.srv.Fail(f)
			if err := s.adapter.Notify(t.Context(), "telegram:11", say("alert")); err == nil {
				t.Error("its fate is unknown, but no error says so")
			}
			s.settle(time.Minute)
		}
		if n := s.count(an.ID, "alert"); n != 2 {
			t.Errorf("two alerts were shown %d times", n)
		}
	})
}

func TestAFloodedChatWaitsAloneAndAsLongAsAsked(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.srv.Fail(tgfake.Fault{Method: "sendMessage", Chat: "11", Flood: 30})
		from := time.Now()
		s.srv.Says(tgfake.Say{From: an, Text: "one"})
		s.srv.Says(tgfake.Say{From: bao, Text: "two"})
		s.settle(5 * time.Second)
		if s.count(bao.ID, "two") != 1 {
			t.Error("another chat waits too")
		}
		s.settle(time.Minute)
		m := s.last(an.ID)
		if d := m.At.Sub(from); d < 30*time.Second || d > 40*time.Second {
			t.Errorf("sent after %v, asked to wait 30 s", d)
		}
	})
}

func TestAStormOfFloodsPausesEverything(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.srv.Fail(tgfake.Fault{Method: "sendMessage", Times: 3, Flood: 10})
		from := time.Now()
		s.askFive("storm")
		s.settle(9 * time.Second)
		for _, c := range s.srv.Calls("sendMessage") {
			// The poll that brings all five may be the second, 0.6 s later.
			if d := c.At.Sub(from); d > 700*time.Millisecond {
				t.Errorf("a call %v into the pause", d)
			}
		}
		s.settle(time.Minute)
		s.wantFive("storm")
	})
}

func TestAFloodOfHoursIsGivenUpAndSaid(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.srv.Fail(tgfake.Fault{Method: "sendMessage", Chat: "11", Flood: 18053})
		s.srv.Says(tgfake.Say{From: an, Text: "one"})
		s.settle(time.Minute)
		if n := s.srv.Unacknowledged(); n != 0 {
			t.Errorf("%d updates wait for a chat that is closed for hours", n)
		}
		if !strings.Contains(s.log.String(), "message given up") {
			t.Error("given up in silence")
		}
	})
}

func TestOneWaitingChatDoesNotHoldUpThousands(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, tgfake.Options{})
		t.Cleanup(s.end)
		s.run()
		s.srv.Fail(tgfake.Fault{Method: "sendMessage", Chat: "11", Flood: 300})
		s.srv.Says(tgfake.Say{From: an, Text: "stuck"})
		s.settle(time.Second)
		for i := range 400 {
			s.srv.Says(tgfake.Say{From: tgfake.Person{ID: int64(1000 + i)}, Text: "q"})
		}
		s.settle(60 * time.Second)
		for i := range 400 {
			if n := s.count(int64(1000+i), "The answer to q"); n != 1 {
				t.Fatalf("person %d was answered %d times within a minute", i, n)
			}
		}
		s.settle(5 * time.Minute)
		if n := s.count(an.ID, "stuck"); n != 1 {
			t.Errorf("the waiting question was answered %d times", n)
		}
	})
}

func TestAQuestionHeldInMemoryIsApologisedForAfterAKill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, tgfake.Options{})
		t.Cleanup(s.end)
		s.run()
		s.srv.Fail(tgfake.Fault{Method: "sendMessage", Chat: "12", Flood: 300})
		_, id := s.srv.Says(tgfake.Say{From: bao, Text: "stuck canary-question"})
		s.settle(time.Second)
		for i := range 200 {
			s.srv.Says(tgfake.Say{From: tgfake.Person{ID: int64(1000 + i)}, Text: "q"})
		}
		s.settle(30 * time.Second)
		s.halt() // the drain ends long before the chat may be written to
		s.noSecrets("canary-question")
		s.run()
		s.settle(10 * time.Second)
		m := s.last(bao.ID)
		if m.ReplyTo != id || !strings.Contains(m.Text, "gián đoạn") {
			t.Errorf("message %+v", m)
		}
		s.halt()
		s.run()
		s.settle(10 * time.Second)
		if n := len(s.texts(bao.ID)); n != 1 {
			t.Errorf("%d apologies", n)
		}
	})
}

func TestTooManyQuestionsAreToldSo(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply { return say("re " + m.Text) }
		s.srv.Fail(tgfake.Fault{Method: "sendMessage", Chat: "11", Flood: 60})
		for i := range 60 {
			s.srv.Says(tgfake.Say{From: an, Text: fmt.Sprint("how many of the files are there number ", i)})
		}
		s.settle(10 * time.Minute)
		answers, busy := s.count(an.ID, "re how many"), s.count(an.ID, "Try again")
		if answers < 20 || busy != 1 {
			t.Errorf("%d answers, %d notices", answers, busy)
		}
		if n := s.srv.Unacknowledged(); n != 0 {
			t.Errorf("%d updates not acknowledged", n)
		}
	})
}

func TestDuplicatesAreHandledOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, tgfake.Options{})
		t.Cleanup(s.end)
		s.run()
		f, _ := s.srv.Message(tgfake.Say{From: an, Text: "once"})
		id := s.srv.Inject("message", f)
		raw, _ := json.Marshal(map[string]any{"update_id": id, "message": f})
		s.settle(time.Second)
		for range 3 {
			s.srv.Again(id, raw)
			s.settle(10 * time.Second)
		}
		s.halt()
		s.run()
		s.srv.Again(id, raw)
		s.settle(10 * time.Second)
		if n := len(s.srv.Calls("sendMessage")); n != 1 {
			t.Errorf("%d sends", n)
		}
		if n := len(s.conv.messages()); n != 1 {
			t.Errorf("asked %d times", n)
		}
	})
}

func TestIdsThatStartAnewAfterAQuietWeek(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, tgfake.Options{})
		t.Cleanup(s.end)
		s.run()
		s.srv.JumpTo(900_000_000)
		s.srv.Says(tgfake.Say{From: an, Text: "one"})
		s.settle(8 * 24 * time.Hour)
		s.srv.JumpTo(5000)
		s.srv.Says(tgfake.Say{From: an, Text: "two"})
		s.settle(time.Minute)
		s.halt()
		time.Sleep(8 * 24 * time.Hour)
		s.srv.JumpTo(77)
		s.run()
		s.srv.Says(tgfake.Say{From: an, Text: "three"})
		s.settle(time.Minute)
		if got := s.texts(an.ID); len(got) != 3 {
			t.Errorf("%d of 3 questions answered", len(got))
		}
	})
}

func TestUpdatesOutOfOrderAreAnsweredInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, tgfake.Options{})
		t.Cleanup(s.end)
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply { return say(m.Text) }
		for _, id := range []int64{1002, 1000, 1001} {
			f, _ := s.srv.Message(tgfake.Say{From: an, Text: fmt.Sprint("n", id)})
			raw, _ := json.Marshal(map[string]any{"update_id": id, "message": f})
			s.srv.InjectRaw("message", raw)
		}
		s.run()
		s.settle(10 * time.Second)
		if got := strings.Join(s.texts(an.ID), " "); got != "n1000 n1001 n1002" {
			t.Errorf("answered %s", got)
		}
	})
}

func TestPoisonHarmsNobody(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		poison := []string{
			`{"update_id":%d,"message":{"message_id":"x","date":1,"chat":{"id":7,"type":"private"},"text":"canary-question"}}`,
			`{"update_id":%d,"message":{"message_id":1,"date":1,"chat":{"id":"canary-question","type":"private"},"text":"a"}}`,
			`{"update_id":%d,"message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"from":{"id":7},"text":["canary-question"]}}`,
			`{"update_id":%d,"message":[]}`,
			`{"update_id":%d,"callback_query":{"id":5}}`,
			`{"update_id":%d,"message":null}`,
			`{"update_id":%d}`,
		}
		id := int64(1000)
		for i, p := range poison {
			s.srv.Says(tgfake.Say{From: an, Text: fmt.Sprint("q", i)})
			s.settle(10 * time.Millisecond)
			s.srv.InjectRaw("message", json.RawMessage(fmt.Sprintf(p, id+1)))
			s.settle(10 * time.Millisecond)
			id += 2
		}
		s.settle(time.Minute)
		if got := s.texts(an.ID); len(got) != len(poison) {
			t.Errorf("%d of %d questions answered", len(got), len(poison))
		}
		if n := s.srv.Unacknowledged(); n != 0 {
			t.Errorf("%d updates not acknowledged", n)
		}
		if h := s.adapter.Health(); h.Poison == 0 || !h.OK {
			t.Errorf("health %+v", h)
		}
		s.noSecrets("canary-question")
	})
}

func TestAnUpdateWithoutALegibleIdIsPassed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, tgfake.Options{})
		t.Cleanup(s.end)
		s.run()
		s.srv.Says(tgfake.Say{From: an, Text: "one"})
		s.settle(time.Second)
		s.srv.InjectRaw("message", json.RawMessage(`{"update_id":"abc","message":{}}`))
		s.settle(10 * time.Second)
		s.srv.Says(tgfake.Say{From: an, Text: "two"})
		s.settle(10 * time.Second)
		if got := s.texts(an.ID); len(got) != 2 {
			t.Errorf("%d of 2 questions answered", len(got))
		}
		if n := s.srv.Unacknowledged(); n != 0 {
			t.Errorf("%d updates not acknowledged", n)
		}
	})
}

func TestAServerThatDoesNotHoldPollsIsNotSpunOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, tgfake.Options{})
		t.Cleanup(s.end)
		impatient := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/getUpdates") {
				fmt.Fprint(w, `{"ok":true,"result":[]}`)
				return
			}
			s.srv.ServeHTTP(w, r)
		})
		var n atomic.Int64
		client, end := tgfake.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			n.Add(1)
			impatient(w, r)
		}))
		s.closers = append(s.closers, end)
		s.client = client
		s.run()
		s.settle(10 * time.Second)
		s.halt()
		s.stop = nil
		if n := n.Load(); n > 130 {
			t.Errorf("%d calls in ten seconds", n)
		}
	})
}

func TestSomebodyElsePolling(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, tgfake.Options{})
		t.Cleanup(s.end)
		s.run()
		s.srv.Fail(tgfake.Fault{Method: "getUpdates", Times: 6, Code: 409, Text: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"})
		s.srv.Says(tgfake.Say{From: an, Text: "wake the poll"})
		s.settle(10 * time.Second)
		if h := s.adapter.Health(); h.OK || !strings.Contains(h.Reason, "somebody else") {
			t.Errorf("health %+v", h)
		}
		if n := len(s.srv.Calls("getUpdates")); n > 6 {
			t.Errorf("%d polls in ten seconds of conflict", n)
		}
		s.settle(5 * time.Minute)
		s.srv.Says(tgfake.Say{From: an, Text: "again"})
		s.settle(time.Second)
		if h := s.adapter.Health(); !h.OK || s.count(an.ID, "again") != 1 {
			t.Errorf("health %+v", h)
		}
	})
}

func TestPollingRemovesAWebhookAndKeepsWhatWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, tgfake.Options{})
		t.Cleanup(s.end)
		req, _ := http.NewRequest("POST", "http://telegram.example/bot"+tgfake.Token+"/setWebhook", strings.NewReader("url=https%3A%2F%2Fnowhere.example"))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		s.srv.Fail(tgfake.Fault{Method: "never"})
		resp, err := s.client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		s.run()
		s.srv.Says(tgfake.Say{From: an, Text: "one"})
		s.settle(time.Second)
		if url, _ := s.srv.Webhook(); url != "" || s.count(an.ID, "one") != 1 {
			t.Errorf("webhook %q, messages %q", url, s.texts(an.ID))
		}
	})
}

func TestAWebhookThatCannotBeRemovedAtFirstIsRemovedLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, tgfake.Options{})
		t.Cleanup(s.end)
		s.srv.Fail(tgfake.Fault{Method: "deleteWebhook", Code: 500, Text: "Internal Server Error"})
		s.srv.Fail(tgfake.Fault{Method: "getUpdates", Times: 2, Code: 409, Text: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"})
		s.run()
		s.srv.Says(tgfake.Say{From: an, Text: "one"})
		s.settle(time.Minute)
		if n := len(s.srv.Calls("deleteWebhook")); n != 3 || s.count(an.ID, "one") != 1 {
			t.Errorf("%d calls, messages %q", n, s.texts(an.ID))
		}
	})
}

func TestStoppingTakesLessThanASecond(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.srv.Says(tgfake.Say{From: an, Text: "one"})
		s.settle(5 * time.Second)
		took, err := s.halt()
		s.stop = nil
		if err != nil || took >= time.Second {
			t.Errorf("stopped after %v: %v", took, err)
		}
		s.srv.Says(tgfake.Say{From: an, Text: "two"})
		s.run()
		s.settle(90 * time.Second)
		if s.count(an.ID, "one") != 1 || s.count(an.ID, "two") != 1 {
			t.Errorf("messages %q", s.texts(an.ID))
		}
	})
}

func TestStoppingFinishesWhatWasBegun(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
			time.Sleep(2 * time.Second)
			return answerTo(m.Text)
		}
		s.askFive("late")
		s.settle(time.Second)
		took, _ := s.halt()
		s.wantFive("late")
		if took > telegram.DefaultDrain {
			t.Errorf("took %v", took)
		}
		s.run()
		s.settle(90 * time.Second)
		s.wantFive("late")
	})
}

func TestARevokedTokenEndsTheRunWithAHint(t *testing.T) {
	tests := map[string]tgfake.Fault{
		"at the start":        {Method: "getMe", Times: -1, Code: 401, Text: "Unauthorized"},
		"malformed, at start": {Method: "getMe", Times: -1, Code: 404, Text: "Not Found"},
		"while polling":       {Method: "getUpdates", Times: -1, Code: 401, Text: "Unauthorized"},
		"while sending":       {Method: "sendMessage", Times: -1, Code: 401, Text: "Unauthorized"},
	}
	for name, fault := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStand(t, false, tgfake.Options{})
				t.Cleanup(s.end)
				s.srv.Fail(fault)
				s.run()
				s.srv.Says(tgfake.Say{From: an, Text: "one"})
				err := <-s.ended
				s.stop = nil
				if err == nil || !strings.Contains(err.Error(), "@BotFather") || strings.Contains(err.Error(), tgfake.Token) {
					t.Errorf("run ended with %v", err)
				}
			})
		})
	}
}

func TestAStartBeforeTheServerIsThere(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.halt()
		s.srv.Fail(tgfake.Fault{Times: -1, HTML: 502})
		s.run()
		s.settle(time.Minute)
		if h := s.adapter.Health(); h.OK {
			t.Errorf("health %+v", h)
		}
		s.srv.Heal()
		s.srv.Says(tgfake.Say{From: an, Text: "one"})
		s.settle(time.Minute)
		if h := s.adapter.Health(); !h.OK || s.count(an.ID, "one") != 1 {
			t.Errorf("health %+v, messages %q", h, s.texts(an.ID))
		}
	})
}

func TestAGroupThatBecomesASupergroup(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.srv.Fail(tgfake.Fault{Method: "sendMessage", Chat: "-7", Times: -1, Code: 400, Text: "Bad Request: group chat was upgraded to a supergroup chat", Migrate: -1007})
		s.srv.Says(tgfake.Say{From: an, Chat: -7, Text: "/ask one"})
		s.settle(time.Second)
		s.srv.Inject("message", map[string]any{"message_id": 9, "date": 1, "chat": map[string]any{"id": -7, "type": "group"}, "from": map[string]any{"id": 11}, "migrate_to_chat_id": -1007})
		s.srv.Says(tgfake.Say{From: an, Chat: -7, Text: "/ask two"})
		s.settle(10 * time.Second)
		if got := s.texts(-1007); len(got) != 2 || len(s.texts(-7)) != 0 {
			t.Errorf("old %q, new %q", s.texts(-7), got)
		}
	})
}

func TestBeingThrownOutEndsWhatWaits(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.srv.Fail(tgfake.Fault{Method: "sendMessage", Chat: "-1001", Flood: 60})
		s.srv.Says(tgfake.Say{From: an, Chat: group, Text: "/ask one"})
		s.settle(time.Second)
		s.srv.Inject("my_chat_member", map[string]any{"chat": map[string]any{"id": group, "type": "supergroup"}, "from": map[string]any{"id": 11},
			"date": 1, "old_chat_member": map[string]any{"status": "member"}, "new_chat_member": map[string]any{"status": "kicked"}})
		s.settle(2 * time.Minute)
		if got := s.texts(group); len(got) != 0 || s.srv.Unacknowledged() != 0 {
			t.Errorf("messages %q, %d not acknowledged", got, s.srv.Unacknowledged())
		}
	})
}

func TestNoRightToWriteMutesTheChatForAWhile(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.srv.Fail(tgfake.Fault{Method: "sendMessage", Chat: "-1001", Code: 400, Text: "Bad Request: not enough rights to send text messages to the chat"})
		for range 5 {
			s.srv.Says(tgfake.Say{From: an, Chat: group, Text: "/ask one"})
			s.settle(time.Minute)
		}
		if n := len(s.srv.Calls("sendMessage")); n != 1 {
			t.Errorf("%d calls into a chat without rights", n)
		}
		s.settle(time.Hour)
		s.srv.Says(tgfake.Say{From: an, Chat: group, Text: "/ask two"})
		s.settle(time.Minute)
		if n := s.count(group, "two"); n != 1 {
			t.Errorf("an hour later: %d answers", n)
		}
	})
}

func TestADeletedAnswerIsWrittenAnewForAnEditedQuestion(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		f, _ := s.srv.Message(tgfake.Say{From: an, Text: "one"})
		s.srv.Inject("message", f)
		s.settle(time.Second)
		s.srv.DeleteMessage(an.ID, s.last(an.ID).ID)
		f["text"] = "two"
		s.srv.Inject("edited_message", f)
		s.settle(10 * time.Second)
		if got := s.texts(an.ID); len(got) != 1 || !strings.Contains(got[0], "two") {
			t.Errorf("messages %q", got)
		}
	})
}
