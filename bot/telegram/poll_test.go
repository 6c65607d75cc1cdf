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
	"articlebot/bot/telegram/telegramtest"
)

func TestDuplicatesAreHandledOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, telegramtest.Options{})
		t.Cleanup(s.end)
		s.run()
		f, _ := s.srv.Message(telegramtest.Say{From: an, Text: "once"})
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
		s := newStand(t, false, telegramtest.Options{})
		t.Cleanup(s.end)
		s.run()
		s.srv.JumpTo(900_000_000)
		s.srv.Says(telegramtest.Say{From: an, Text: "one"})
		s.settle(8 * 24 * time.Hour)
		s.srv.JumpTo(5000)
		s.srv.Says(telegramtest.Say{From: an, Text: "two"})
		s.settle(time.Minute)
		s.halt()
		time.Sleep(8 * 24 * time.Hour)
		s.srv.JumpTo(77)
		s.run()
		s.srv.Says(telegramtest.Say{From: an, Text: "three"})
		s.settle(time.Minute)
		if got := s.texts(an.ID); len(got) != 3 {
			t.Errorf("%d of 3 questions answered", len(got))
		}
	})
}

func TestUpdatesOutOfOrderAreAnsweredInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, telegramtest.Options{})
		t.Cleanup(s.end)
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply { return say(m.Text) }
		for _, id := range []int64{1002, 1000, 1001} {
			f, _ := s.srv.Message(telegramtest.Say{From: an, Text: fmt.Sprint("n", id)})
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
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
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
			s.srv.Says(telegramtest.Say{From: an, Text: fmt.Sprint("q", i)})
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
		s := newStand(t, false, telegramtest.Options{})
		t.Cleanup(s.end)
		s.run()
		s.srv.Says(telegramtest.Say{From: an, Text: "one"})
		s.settle(time.Second)
		s.srv.InjectRaw("message", json.RawMessage(`{"update_id":"abc","message":{}}`))
		s.settle(10 * time.Second)
		s.srv.Says(telegramtest.Say{From: an, Text: "two"})
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
		s := newStand(t, false, telegramtest.Options{})
		t.Cleanup(s.end)
		impatient := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/getUpdates") {
				fmt.Fprint(w, `{"ok":true,"result":[]}`)
				return
			}
			s.srv.ServeHTTP(w, r)
		})
		var n atomic.Int64
		client, end := telegramtest.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
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
		s := newStand(t, false, telegramtest.Options{})
		t.Cleanup(s.end)
		s.run()
		s.srv.Fail(telegramtest.Fault{Method: "getUpdates", Times: 6, Code: 409, Text: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"})
		s.srv.Says(telegramtest.Say{From: an, Text: "wake the poll"})
		s.settle(10 * time.Second)
		if h := s.adapter.Health(); h.OK || !strings.Contains(h.Reason, "somebody else") {
			t.Errorf("health %+v", h)
		}
		if n := len(s.srv.Calls("getUpdates")); n > 6 {
			t.Errorf("%d polls in ten seconds of conflict", n)
		}
		s.settle(5 * time.Minute)
		s.srv.Says(telegramtest.Say{From: an, Text: "again"})
		s.settle(time.Second)
		if h := s.adapter.Health(); !h.OK || s.count(an.ID, "again") != 1 {
			t.Errorf("health %+v", h)
		}
	})
}

func TestPollingRemovesAWebhookAndKeepsWhatWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, telegramtest.Options{})
		t.Cleanup(s.end)
		req, _ := http.NewRequest("POST", "http://telegram.example/bot"+telegramtest.Token+"/setWebhook", strings.NewReader("url=https%3A%2F%2Fnowhere.example"))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		s.srv.Fail(telegramtest.Fault{Method: "never"})
		resp, err := s.client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		s.run()
		s.srv.Says(telegramtest.Say{From: an, Text: "one"})
		s.settle(time.Second)
		if url, _ := s.srv.Webhook(); url != "" || s.count(an.ID, "one") != 1 {
			t.Errorf("webhook %q, messages %q", url, s.texts(an.ID))
		}
	})
}

func TestAWebhookThatCannotBeRemovedAtFirstIsRemovedLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, telegramtest.Options{})
		t.Cleanup(s.end)
		s.srv.Fail(telegramtest.Fault{Method: "deleteWebhook", Code: 500, Text: "Internal Server Error"})
		s.srv.Fail(telegramtest.Fault{Method: "getUpdates", Times: 2, Code: 409, Text: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"})
		s.run()
		s.srv.Says(telegramtest.Say{From: an, Text: "one"})
		s.settle(time.Minute)
		if n := len(s.srv.Calls("deleteWebhook")); n != 3 || s.count(an.ID, "one") != 1 {
			t.Errorf("%d calls, messages %q", n, s.texts(an.ID))
		}
	})
}
