package discord_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/discord"
	"articlebot/bot/discord/discordtest"
	"articlebot/bot/discord/gateway"
)

// refusing answers requests whose "METHOD path" begins with prefix.
func refusing(prefix string, status int, body string) func(http.ResponseWriter, *http.Request, []byte) bool {
	return func(w http.ResponseWriter, r *http.Request, _ []byte) bool {
		if !strings.HasPrefix(r.Method+" "+r.URL.Path, prefix) {
			return false
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
		return true
	}
}

// atFirst refuses the first n requests that f would answer.
func atFirst(n int64, f func(http.ResponseWriter, *http.Request, []byte) bool) func(http.ResponseWriter, *http.Request, []byte) bool {
	var seen atomic.Int64
	return func(w http.ResponseWriter, r *http.Request, body []byte) bool {
		return seen.Load() < n && f(countingWriter{w, &seen}, r, body)
	}
}

type countingWriter struct {
	http.ResponseWriter
	n *atomic.Int64
}

// WriteHeader counts.
func (w countingWriter) WriteHeader(status int) {
	w.n.Add(1)
	w.ResponseWriter.WriteHeader(status)
}

func TestTheLineDropsDuringAnAnswer(t *testing.T) {
	t.Parallel()
	for name, drop := range map[string]func(*rig){
		"op 7":    func(r *rig) { r.Newest().Send(7, nil) },
		"op 9":    func(r *rig) { r.Newest().Send(9, false) },
		"dropped": func(r *rig) { r.Newest().Drop() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := begin(t, nil)
			free := make(chan struct{})
			r.conv.handle = func(_ context.Context, m bot.Message) bot.Reply { <-free; return answer(m.Text) }
			r.ready(t)
			token := r.Ask("what?")
			message := r.Say(hey+" what?", discordtest.Mentioned())
			r.Wait(patience, func() bool { return len(r.conv.messages()) == 2 })
			drop(r)
			close(free)
			r.outcome(t, token)
			r.replied(t, message)
			if !r.Wait(patience, func() bool { return r.Connections() == 2 && r.adapter.Health().OK }) {
				t.Fatal("no new connection", r.adapter.Health())
			}
			r.outcome(t, r.Ask("and now?"))
			if n := len(r.conv.messages()); n != 3 {
				t.Errorf("the conversation was asked %d times, want 3", n)
			}
		})
	}
}

func TestWhatIsAskedWhileTheLineIsDownIsAnswered(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	r.Newest().Drop()
	id := r.Say(hey+" what?", discordtest.Mentioned())
	r.replied(t, id)
	if n := len(r.Replies(id)); n != 1 {
		t.Errorf("%d replies, want 1", n)
	}
}

func TestServerErrorsAreOutlived(t *testing.T) {
	t.Parallel()
	for _, status := range []int{429, 500, 502, 503} {
		for _, body := range []string{"", "<html>busy</html>", `{"message":"busy","retry_after":0.2,"global":false}`} {
			t.Run(strconv.Itoa(status), func(t *testing.T) {
				t.Parallel()
				callback := begin(t, nil).ready(t)
				callback.Set(func(k *discordtest.Knobs) {
					k.OnREST = atFirst(2, refusing("POST /api/v10/interactions", status, body))
				})
				callback.outcome(t, callback.Ask("what?"))
				message := begin(t, nil).ready(t)
				message.Set(func(k *discordtest.Knobs) {
					k.OnREST = atFirst(1, refusing("POST /api/v10/channels", status, body))
				})
				id := message.Say(hey+" what?", discordtest.Mentioned())
				message.replied(t, id)
				if n := len(message.Replies(id)); n != 1 {
					t.Errorf("%d replies, want 1", n)
				}
			})
		}
	}
}

// TestAnAnswerOutlastsADiscordThatIsAway: nothing answers for a minute or two, and what
// was asked meanwhile is answered once when it is back.
func TestAnAnswerOutlastsADiscordThatIsAway(t *testing.T) {
	t.Parallel()
	for name, gone := range map[string]func(http.ResponseWriter, *http.Request, []byte) bool{
		"in trouble": refusing("", 503, ""),
		"silent": func(w http.ResponseWriter, _ *http.Request, _ []byte) bool {
			w.WriteHeader(http.StatusOK) // counts
			panic(http.ErrAbortHandler)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := begin(t, nil).ready(t)
			r.Set(func(k *discordtest.Knobs) { k.OnREST = atFirst(40, gone) })
			id := r.Say(hey+" what?", discordtest.Mentioned())
			r.replied(t, id)
			if !r.Wait(patience, func() bool { return r.adapter.Health().Handling == 0 }) || len(r.Replies(id)) != 1 || len(r.conv.messages()) != 1 {
				t.Errorf("%d replies, asked %d times", len(r.Replies(id)), len(r.conv.messages()))
			}

			deferred := begin(t, nil)
			deferred.adapter.SetDeferAfter(time.Millisecond)
			free := make(chan struct{})
			deferred.conv.handle = func(_ context.Context, m bot.Message) bot.Reply { <-free; return answer(m.Text) }
			deferred.ready(t)
			token := deferred.Ask("what?")
			if !deferred.Wait(patience, func() bool { return deferred.Outcome(token).Response() == 5 }) {
				t.Fatal("not deferred")
			}
			deferred.Set(func(k *discordtest.Knobs) { k.OnREST = atFirst(40, gone) })
			close(free)
			deferred.outcome(t, token)
		})
	}
}

func TestAnAnswerThatCannotBeDeliveredIsLogged(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	r.Set(func(k *discordtest.Knobs) { k.OnREST = refusing("", 500, "") })
	r.Ask("canaryquestion?")
	r.Say(hey+" canaryquestion?", discordtest.Mentioned())
	if !r.Wait(patience, func() bool { return strings.Count(r.logs.String(), "discord answer failed") == 2 }) {
		t.Error("no reason in the log:", r.logs)
	}
	r.Set(func(k *discordtest.Knobs) { k.OnREST = nil })
	r.outcome(t, r.Ask("and now?"))
}

func TestARefusedFormFallsBackToPlainWords(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	r.Set(func(k *discordtest.Knobs) {
		k.OnREST = func(w http.ResponseWriter, q *http.Request, body []byte) bool {
			return strings.Contains(string(body), "custom_id") && refusing("POST /api/v10/interactions", 400, `{"code":50035,"message":"Invalid Form Body"}`)(w, q, body)
		}
	})
	got := r.outcome(t, r.Ask("what?"))
	if !strings.Contains(wording(got.Original()), "918 were resolved") {
		t.Errorf("the answer is %v", got.Original())
	}
}

// TestAPressWhoseReplyIsRefusedIsNotMetWithSilence: a form can be refused for its
// buttons, or whatever it says.
func TestAPressWhoseReplyIsRefusedIsNotMetWithSilence(t *testing.T) {
	t.Parallel()
	page, whole := answer("what?"), bot.Reply{Kind: bot.ShowArticle, Cards: answer("").Cards}
	whole.Buttons = [][]bot.Button{{{Label: "On the web", URL: "https://paper.example/a1"}}}
	for name, tt := range map[string]struct {
		reply   bot.PressReply
		refused string // what a body that is refused contains
		want    string
	}{
		"another page":               {bot.PressReply{Edit: page}, "custom_id", "918 were resolved"},
		"another page, in any form":  {bot.PressReply{Edit: page}, "918", "our side"},
		"the article":                {bot.PressReply{Send: whole}, "On the web", "918 were resolved"},
		"the article, in any form":   {bot.PressReply{Send: whole}, "918", "our side"},
		"beside a page that is fine": {bot.PressReply{Edit: page, Send: whole}, "On the web", "918 were resolved"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := begin(t, nil)
			r.conv.press = func(context.Context, bot.Press) bot.PressReply { return tt.reply }
			r.ready(t)
			m := r.asked(t)
			r.refuses = true
			r.Set(func(k *discordtest.Knobs) {
				k.OnREST = func(w http.ResponseWriter, q *http.Request, body []byte) bool {
					return strings.Contains(string(body), tt.refused) && refusing("POST /api/v10/", 400, `{"code":50035,"message":"Invalid Form Body"}`)(w, q, body)
				}
			})
			token := r.press(m, button(t, m, "▶"), "77")
			if !r.Wait(patience, func() bool {
				o := r.Outcome(token)
				return strings.Contains(fmt.Sprint(wording(o.Original()), o.FollowUps), tt.want)
			}) {
				t.Errorf("the press shows %v, then %v", r.Outcome(token).Original(), r.Outcome(token).FollowUps)
			}
		})
	}
}

func TestAnAnswerThatIsRefusedInAnyFormIsApologisedFor(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	r.refuses = true
	r.Set(func(k *discordtest.Knobs) {
		k.OnREST = func(w http.ResponseWriter, q *http.Request, body []byte) bool {
			return strings.Contains(string(body), "918") && refusing("POST /api/v10/", 400, `{"code":50035,"message":"Invalid Form Body"}`)(w, q, body)
		}
	})
	if got := r.outcome(t, r.Ask("what?")).Original(); !strings.Contains(fmt.Sprint(got["content"]), "our side") {
		t.Errorf("to a command: %v", got)
	}
	if got := r.replied(t, r.Say(hey+" what?", discordtest.Mentioned())); !strings.Contains(fmt.Sprint(got["content"]), "our side") {
		t.Errorf("to a mention: %v", got)
	}
}

func TestAReplyThatMayNotBeOneIsSentAsAMessage(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	r.Set(func(k *discordtest.Knobs) {
		k.OnREST = func(w http.ResponseWriter, q *http.Request, body []byte) bool {
			return strings.Contains(string(body), "message_reference") &&
				refusing("POST /api/v10/channels", 403, `{"code":160002,"message":"Cannot reply without permission to read message history"}`)(w, q, body)
		}
	})
	id := r.Say(hey+" what?", discordtest.Mentioned())
	var sent []discordtest.Call
	if !r.Wait(patience, func() bool {
		sent = slices.DeleteFunc(r.Calls("POST /channels"), func(c discordtest.Call) bool {
			return c.Status != http.StatusOK || !strings.HasSuffix(c.Path, "/messages")
		})
		return len(sent) > 0
	}) {
		t.Fatal("no answer", r.logs)
	}
	if got := sent[0].Body; got["nonce"] != id || !strings.Contains(wording(got), "918 were resolved") {
		t.Errorf("the answer is %v", got)
	}
	if strings.Contains(r.logs.String(), "level=ERROR") {
		t.Error("that is no fault of ours:", r.logs)
	}
}

func TestARevokedTokenEndsTheRun(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	r.Set(func(k *discordtest.Knobs) {
		k.OnREST = refusing("POST /api/v10/channels", 401, `{"message":"401: Unauthorized"}`)
	})
	r.Say(hey+" what?", discordtest.Mentioned())
	var f *gateway.FatalError
	if err := r.end(t); !errors.As(err, &f) || !strings.Contains(err.Error(), "ARTICLEBOT_DISCORD_TOKEN") {
		t.Errorf("Run gave %v", err)
	}
	if n := len(r.Calls("POST /channels")); n > 4 {
		t.Errorf("%d requests with a refused token", n)
	}
}

// TestATokenThatIsRefusedOnceIsTriedAgain: Discord has been seen to refuse one that
// was right.
func TestATokenThatIsRefusedOnceIsTriedAgain(t *testing.T) {
	t.Parallel()
	once := func(path string) func(*discordtest.Knobs) {
		return func(k *discordtest.Knobs) {
			k.OnREST = atFirst(1, refusing(path, 401, `{"message":"401: Unauthorized"}`))
		}
	}
	r := begin(t, nil, once("GET /api/v10/gateway/bot")).ready(t)
	r.Set(once("POST /api/v10/channels"))
	id := r.Say(hey+" what?", discordtest.Mentioned())
	r.replied(t, id)
	r.outcome(t, r.Ask("and now?"))
	if n := len(r.Replies(id)); n != 1 {
		t.Errorf("%d replies", n)
	}
}

func TestAWrongTokenEndsTheRun(t *testing.T) {
	t.Parallel()
	r := begin(t, func(c *discord.Config) { c.Token = "Bot wrong.token.value" })
	var f *gateway.FatalError
	if err := r.end(t); !errors.As(err, &f) {
		t.Errorf("Run gave %v", err)
	}
}

func TestAnIntentThatIsNotGrantedEndsTheRun(t *testing.T) {
	t.Parallel()
	r := begin(t, func(c *discord.Config) { c.MessageContent = true }, func(k *discordtest.Knobs) {
		k.OnFirst = func(c *discordtest.Conn, _ int) bool { c.Close(4014, "Disallowed intent(s)."); return true }
	})
	if err := r.end(t); err == nil || !strings.Contains(err.Error(), "Message Content Intent") {
		t.Errorf("Run gave %v", err)
	}
}

func TestWhatIsUnderWayIsFinishedAtShutdown(t *testing.T) {
	t.Parallel()
	r := begin(t, nil)
	free := make(chan struct{})
	r.conv.handle = func(_ context.Context, m bot.Message) bot.Reply { <-free; return answer(m.Text) }
	r.ready(t)
	token := r.Ask("what?")
	r.Wait(patience, func() bool { return len(r.conv.messages()) == 1 })
	r.stop()
	close(free)
	if err := r.end(t); err != nil {
		t.Fatal(err)
	}
	if r.Outcome(token).Original() == nil {
		t.Error("the answer was lost")
	}
}

func TestShutdownDoesNotWaitForEver(t *testing.T) {
	t.Parallel()
	r := begin(t, func(c *discord.Config) { c.Drain = 20 * time.Millisecond })
	r.conv.handle = func(ctx context.Context, _ bot.Message) bot.Reply { <-ctx.Done(); return bot.Reply{} }
	r.ready(t)
	r.Ask("what?")
	r.Wait(patience, func() bool { return len(r.conv.messages()) == 1 })
	r.stop()
	if err := r.end(t); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(r.logs.String(), "cut off at shutdown") {
		t.Error("nothing in the log:", r.logs)
	}
}

func TestAPanicIsAnsweredAndHarmsNoOther(t *testing.T) {
	t.Parallel()
	r := begin(t, nil)
	r.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
		if strings.Contains(m.Text, "boom") {
			panic("boom")
		}
		return answer(m.Text)
	}
	r.conv.press = func(context.Context, bot.Press) bot.PressReply { panic("boom") }
	r.conv.suggest = func(string) []bot.Title { panic("boom") }
	r.ready(t)
	if got := r.outcome(t, r.Ask("boom?")); !got.Ephemeral || !strings.Contains(wording(got.Original()), "went wrong on our side (ref ") {
		t.Errorf("a panic was answered with %v", got.Original())
	}
	m := r.asked(t)
	if got := r.outcome(t, r.press(m, button(t, m, "▶"), "77")); !strings.Contains(wording(got.Original()), "went wrong on our side (ref ") {
		t.Errorf("a panic in a button was answered with %v", got.Original())
	}
	r.outcome(t, r.Interact(4, discordtest.Command("ask", map[string]any{"name": "article", "type": 3, "value": "x", "focused": true}), nil))
	r.outcome(t, r.Interact(2, discordtest.Command("ask", discordtest.Option("question", "x"), discordtest.Option("article", "typed")), nil))
	if r.adapter.Health().Panics != 4 {
		t.Errorf("%d panics counted, want 4", r.adapter.Health().Panics)
	}
}

func TestTheEndOfALongReloadComesByDirectMessage(t *testing.T) {
	t.Parallel()
	var later atomic.Int64
	r := begin(t, inHome, func(k *discordtest.Knobs) {
		k.Clock = func() time.Time { return time.Now().Add(time.Duration(later.Load())) }
	})
	r.adapter.SetDeferAfter(10 * time.Millisecond)
	free := make(chan struct{})
	r.conv.handle = func(context.Context, bot.Message) bot.Reply {
		<-free
		return bot.Reply{Kind: bot.ShowText, Text: "Reloaded in 20 minutes"}
	}
	r.ready(t)
	token := r.Interact(2, discordtest.Command("reload"), map[string]any{"guild_id": home})
	if !r.Wait(patience, func() bool { return r.Outcome(token).Response() == 5 }) {
		t.Fatal("no deferral")
	}
	later.Store(int64(20 * time.Minute))
	close(free)
	if !r.Wait(patience, func() bool { return len(r.Calls("POST /channels/"+discordtest.DMID+"/messages")) == 1 }) {
		t.Error("no direct message:", r.logs)
	}
}

func TestWhoIsTooManyIsTold(t *testing.T) {
	t.Parallel()
	r := begin(t, func(c *discord.Config) { c.Handlers = 1 })
	r.ready(t)
	free := make(chan struct{})
	r.conv.handle = func(_ context.Context, m bot.Message) bot.Reply { <-free; return answer(m.Text) }
	first := r.Ask("first?")
	r.Wait(patience, func() bool { return len(r.conv.messages()) == 1 })
	if got := r.outcome(t, r.Ask("second?")); !got.Ephemeral || !strings.Contains(wording(got.Original()), "Many people") {
		t.Errorf("the second was told %v", got.Original())
	}
	close(free)
	r.outcome(t, first)
	if r.adapter.Health().Dropped != 1 {
		t.Errorf("%d dropped, want 1", r.adapter.Health().Dropped)
	}
}

func TestEventsInAnyDialectAreTaken(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	r.Dispatch("INTERACTION_CREATE", nil)
	r.Dispatch("INTERACTION_CREATE", map[string]any{"id": 7, "token": "x", "type": 2})
	r.Dispatch("INTERACTION_CREATE", map[string]any{"id": 8, "token": "x", "type": 5, "user": map[string]any{"id": 1}})
	r.Dispatch("INTERACTION_CREATE", []int{1})
	r.Dispatch("MESSAGE_CREATE", map[string]any{})
	r.Dispatch("MESSAGE_UPDATE", map[string]any{"id": 5})
	r.Dispatch("THREAD_CREATE", nil)
	r.Dispatch("GUILD_CREATE", map[string]any{"channels": []any{nil}, "threads": nil})
	r.Dispatch("SOMETHING_NEW", map[string]any{"a": 1})
	// Numbers for ids, an unknown component, a user with odd fields.
	got := r.outcome(t, r.Interact(2, discordtest.Command("ask", discordtest.Option("question", "what?")), map[string]any{
		"channel_id": 3001, "member": nil, "guild_id": nil, "channel": nil, "locale": nil, "app_permissions": 7,
		"user": map[string]any{"id": 77, "public_flags": "0"}, "message": map[string]any{"components": []any{map[string]any{"type": 99}}}}))
	if got.Response() != 4 {
		t.Errorf("response type %d", got.Response())
	}
}

func TestInteractionsComeOnceAndInTime(t *testing.T) {
	t.Parallel()
	var skew atomic.Int64
	r := begin(t, func(c *discord.Config) {
		c.Now = func() time.Time { return time.Now().Add(time.Duration(skew.Load())) }
	},
		func(k *discordtest.Knobs) { k.Clock = nil }).ready(t)
	r.outcome(t, r.Ask("first?"))
	time.Sleep(2 * time.Millisecond)    // two ids of one millisecond would look like ids without a time
	skew.Store(int64(30 * time.Second)) // as if it had been on the way for long
	late := r.Ask("late?")
	if !r.Wait(patience, func() bool { return r.adapter.Health().Late == 1 }) {
		t.Fatal("the late one was not noticed")
	}
	if r.Outcome(late).Response() != 0 {
		t.Error("the late one was answered")
	}
	for range 4 { // four in a row that are all this late: it is our clock
		late = r.Ask("clock?")
	}
	r.outcome(t, late)
}

func TestTheConfigurationIsCheckedAsAWhole(t *testing.T) {
	t.Parallel()
	_, err := discord.New(discord.Config{Token: "", APIURL: "ftp://x", HomeGuild: "abc", Admins: []string{"1", "x"}, Shards: -1}, &script{}, nil)
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"token", `"ftp://x"`, `"abc"`, `"x"`, "-1"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not name %s", err, want)
		}
	}
}

func TestShardsListenTogether(t *testing.T) {
	t.Parallel()
	r := begin(t, func(c *discord.Config) { c.Shards = 3 })
	if !r.Wait(patience, func() bool { return r.adapter.Health().OK && r.adapter.Health().Connected == 3 }) {
		t.Fatal("not all shards are connected:", r.adapter.Health())
	}
	if r.Ops(2) != 3 {
		t.Errorf("%d IDENTIFYs, want 3", r.Ops(2))
	}
	r.outcome(t, r.Ask("what?")) // dispatched on all: taken once
	if n := len(r.conv.messages()); n != 1 {
		t.Errorf("the conversation was asked %d times, want 1", n)
	}
}

func TestHealthTellsWhatIsWrong(t *testing.T) {
	t.Parallel()
	r := begin(t, nil, func(k *discordtest.Knobs) { k.NoHello = true })
	if h := r.adapter.Health(); h.OK || h.Reason == "" {
		t.Errorf("health at first: %+v", h)
	}
}
