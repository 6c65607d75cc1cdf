package telegram_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"articlebot/bot/shared"
	"articlebot/bot/shared/sharedtest"
	"articlebot/bot/telegram"
	"articlebot/bot/telegram/outbox"
	"articlebot/bot/telegram/telegramtest"
)

// frozenCalls is a way to Telegram that a frozen replica does not get through.
type frozenCalls struct {
	http.RoundTripper
	*sharedtest.Frost
}

func (c frozenCalls) RoundTrip(r *http.Request) (*http.Response, error) {
	c.Wait()
	resp, err := c.RoundTripper.RoundTrip(r)
	c.Wait()
	return resp, err
}

// pair is two replicas of one bot on one fake server, with one state.
type pair struct {
	*stand
	store    *shared.Local
	adapters [2]*telegram.Adapter
	frosts   [2]*sharedtest.Frost
	convs    [2]*script
	stops    [2]context.CancelFunc
	ends     [2]chan error
	updates  int64
}

func newPair(t *testing.T, webhook bool) *pair {
	t.Helper()
	s := newStand(t, false, telegramtest.Options{})
	p := &pair{stand: s, store: shared.NewLocal(nil, nil)}
	for i := range p.adapters {
		p.frosts[i], p.convs[i] = &sharedtest.Frost{}, &script{}
		me := &shared.Member{Store: p.frosts[i].Store(p.store), ID: fmt.Sprintf("replica-%d", i), Count: func() int { return 2 }}
		client := &http.Client{Transport: frozenCalls{s.client.Transport, p.frosts[i]}}
		c := telegram.Config{Token: telegramtest.Token, APIURL: "http://telegram.example", DataDir: t.TempDir(), Client: client, Shared: me}
		if webhook {
			c.WebhookURL = "https://paper.example/telegram"
		}
		a, err := telegram.New(c, p.convs[i], slog.New(slog.NewTextHandler(s.log, nil)))
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		p.adapters[i], p.stops[i], p.ends[i] = a, stop, make(chan error, 1)
		go func() { p.ends[i] <- a.Run(ctx) }()
	}
	t.Cleanup(func() {
		for i := range p.adapters {
			p.stops[i]()
			if err := <-p.ends[i]; err != nil {
				t.Error("run:", err)
			}
		}
		_ = p.store.Close()
		s.close()
	})
	synctest.Wait()
	return p
}

// update is a message as a webhook gets it.
func (p *pair) update(m telegramtest.Say, kind string) []byte {
	f, _ := p.srv.Message(m)
	p.updates++
	body, err := json.Marshal(map[string]any{"update_id": p.updates, kind: f})
	if err != nil {
		p.t.Error(err)
	}
	return body
}

// post posts an update to a replica and returns the status.
func (p *pair) post(to int, body []byte) int {
	_, secret := p.srv.Webhook()
	r := httptest.NewRequest("POST", "/telegram", bytes.NewReader(body))
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	w := httptest.NewRecorder()
	p.adapters[to].Handler().ServeHTTP(w, r)
	return w.Code
}

// deliver posts an update to a replica again and again until it is taken.
func (p *pair) deliver(to int, body []byte) {
	for p.post(to, body) != http.StatusOK {
		time.Sleep(time.Second)
	}
}

func TestAThousandUpdatesPostedToBothReplicasAreAnsweredOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t, true)
		const updates, people = 1000, 50
		var work sync.WaitGroup
		for i := range updates {
			body := p.update(telegramtest.Say{From: telegramtest.Person{ID: int64(100 + i%people), Language: "en"}, Text: fmt.Sprintf("question %d.", i)}, "message")
			for to := range p.adapters {
				work.Go(func() { p.deliver(to, body) })
			}
		}
		work.Wait()
		p.settle(time.Minute)
		answers := 0
		for i := range people {
			for _, n := range counted(p.texts(int64(100 + i))) {
				answers += n
				if n != 1 {
					t.Errorf("an answer came %d times", n)
				}
			}
		}
		if answers != updates {
			t.Errorf("%d answers to %d updates", answers, updates)
		}
		if heard := len(p.convs[0].messages()) + len(p.convs[1].messages()); heard != updates {
			t.Errorf("%d updates were worked on %d times", updates, heard)
		}
		if len(p.convs[0].messages()) == 0 || len(p.convs[1].messages()) == 0 {
			t.Error("one replica did all the work")
		}
	})
}

func counted(texts []string) map[string]int {
	n := map[string]int{}
	for _, s := range texts {
		n[s]++
	}
	return n
}

func TestWhoDoesNotHaveAnUpdateSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t, true)
		p.srv.Fail(telegramtest.Fault{Method: "sendMessage", Flood: 10})
		body := p.update(telegramtest.Say{From: an, Text: "one"}, "message")
		first := make(chan int, 1)
		go func() { first <- p.post(0, body) }()
		p.settle(time.Second)
		if status := p.post(1, body); status != http.StatusServiceUnavailable {
			t.Errorf("while another replica works on it: status %d", status)
		}
		if status := <-first; status != http.StatusOK {
			t.Errorf("who answered it: status %d", status)
		}
		if status := p.post(1, body); status != http.StatusOK {
			t.Errorf("after it was answered: status %d", status)
		}
		if n := p.count(an.ID, "one"); n != 1 {
			t.Errorf("%d answers", n)
		}
	})
}

func TestAReplicaThatWakesUpLateSendsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t, true)
		p.srv.Fail(telegramtest.Fault{Method: "sendMessage", Flood: 3}) // so that the answer waits when the frost comes
		body := p.update(telegramtest.Say{From: an, Text: "one"}, "message")
		go p.post(0, body)
		p.settle(time.Second)
		p.srv.Heal()
		p.frosts[0].Freeze()
		p.deliver(1, body) // as Telegram does
		if n := p.count(an.ID, "one"); n != 1 {
			t.Fatalf("%d answers by the replica that is there", n)
		}
		p.settle(time.Minute) // a call that was under way has run out by then
		p.frosts[0].Melt()
		p.settle(time.Minute)
		if n := p.count(an.ID, "one"); n != 1 {
			t.Errorf("%d answers after the other one woke", n)
		}
		if status := p.post(0, body); status != http.StatusOK {
			t.Errorf("status %d of what the other replica answered", status)
		}
	})
}

func TestAnEditIsAnsweredWhereTheQuestionWas(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t, true)
		f, _ := p.srv.Message(telegramtest.Say{From: an, Text: "one"})
		asked, _ := json.Marshal(map[string]any{"update_id": 1, "message": f})
		p.deliver(0, asked)
		f["text"], f["edit_date"] = "two", time.Now().Unix()
		edited, _ := json.Marshal(map[string]any{"update_id": 2, "edited_message": f})
		p.deliver(1, edited)
		same, _ := json.Marshal(map[string]any{"update_id": 3, "edited_message": f}) // of which nothing shows
		p.deliver(0, same)
		p.settle(time.Minute)
		if got := p.texts(an.ID); len(got) != 1 || p.count(an.ID, "two") != 1 {
			t.Errorf("the chat holds %q", got)
		}
		if n := len(p.srv.Calls("editMessageText")); n != 1 {
			t.Errorf("%d edits", n)
		}
	})
}

func TestTheOrderInAChatHoldsAcrossReplicas(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t, true)
		var work sync.WaitGroup
		for i := range 6 {
			body := p.update(telegramtest.Say{From: an, Text: fmt.Sprintf("question %d", i)}, "message")
			work.Go(func() { p.deliver(i%2, body) })
			p.settle(time.Millisecond)
		}
		work.Wait()
		for i, text := range p.texts(an.ID) {
			if want := fmt.Sprintf("question %d", i); !bytes.Contains([]byte(text), []byte(want)) {
				t.Errorf("message %d is %q, want the answer to %q", i, text, want)
			}
		}
	})
}

func TestOneReplicaPollsAndAnotherTakesOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t, false)
		p.srv.Says(telegramtest.Say{From: an, Text: "first"})
		p.settle(time.Second)
		polls, stands := 0, 1
		if len(p.convs[1].messages()) == 1 {
			polls, stands = 1, 0
		}
		if n := p.count(an.ID, "first"); n != 1 {
			t.Fatalf("%d answers", n)
		}
		p.settle(3 * time.Minute)
		if h := p.adapters[stands].Health(); !h.OK {
			t.Errorf("who stands by is not well: %s", h.Reason)
		}
		p.frosts[polls].Freeze()
		from := time.Now()
		p.srv.Says(telegramtest.Say{From: bao, Text: "second"})
		for p.count(bao.ID, "second") == 0 && time.Since(from) < time.Minute {
			p.settle(100 * time.Millisecond)
		}
		t.Logf("taken over after %v", time.Since(from))
		if took := time.Since(from); took > 20*time.Second {
			t.Errorf("taken over after %v", took)
		}
		p.frosts[polls].Melt()
		p.settle(time.Minute)
		p.srv.Says(telegramtest.Say{From: an, Text: "third"})
		p.settle(5 * time.Second)
		for _, who := range []telegramtest.Person{an, bao} {
			for text, n := range counted(p.texts(who.ID)) {
				if n != 1 {
					t.Errorf("%q came %d times", text, n)
				}
			}
		}
		if p.count(an.ID, "third") != 1 || len(p.convs[stands].messages()) != 2 {
			t.Errorf("the chat holds %q, who took over heard %d", p.texts(an.ID), len(p.convs[stands].messages()))
		}
		conflicts := 0
		for _, c := range p.srv.Calls("getUpdates") {
			if c.Status == http.StatusConflict {
				conflicts++
			}
		}
		if conflicts > 1 { // that of the poll which was under way in the frost
			t.Errorf("%d conflicts", conflicts)
		}
	})
}

func TestWhatAPollerOwedIsToldByTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t, false)
		p.settle(time.Second)
		p.srv.Fail(telegramtest.Fault{Method: "sendMessage", Chat: strconv.FormatInt(an.ID, 10), Flood: 600, Times: -1})
		for i := range 120 {
			p.srv.Says(telegramtest.Say{From: an, Text: fmt.Sprintf("flood %d", i)})
		}
		p.settle(15 * time.Second)
		if n := p.srv.Unacknowledged(); n > 100 {
			t.Fatalf("%d updates are not acknowledged: nothing was let go of", n)
		}
		polls := 0
		if len(p.convs[1].messages()) > 0 {
			polls = 1
		}
		p.frosts[polls].Freeze()
		p.srv.Heal()
		p.settle(time.Minute)
		if n := p.count(an.ID, "interrupted"); n == 0 {
			t.Errorf("nobody told of the questions that were let go of: %q", p.texts(an.ID))
		}
		p.frosts[polls].Melt()
		p.settle(time.Second)
	})
}

func TestTheReplicasShareThePace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t, true)
		p.settle(10 * time.Second)
		from := time.Now()
		const each = 100
		for to := range p.adapters {
			for i := range each {
				body := p.update(telegramtest.Say{From: telegramtest.Person{ID: int64(1000*to + 500 + i), Language: "en"}, Text: "question"}, "message")
				go p.deliver(to, body)
			}
		}
		sent := func() (n int) {
			for to := range p.adapters {
				for i := range each {
					n += len(p.texts(int64(1000*to + 500 + i)))
				}
			}
			return n
		}
		for sent() < 2*each {
			p.settle(100 * time.Millisecond)
		}
		took := time.Since(from)
		if least := time.Duration(float64(2*each-15) / outbox.DefaultLimits.PerSecond * float64(time.Second)); took < least {
			t.Errorf("%d messages left within %v: faster than one replica may", 2*each, took)
		}
	})
}
