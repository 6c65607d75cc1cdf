package discord_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/discord"
	"articlebot/bot/discord/discordtest"
	"articlebot/bot/shared"
	"articlebot/bot/shared/pgtest"
	"articlebot/bot/shared/postgres"
	"articlebot/bot/shared/sharedtest"
)

// testLease is how long a replica keeps its shards in tests.
const testLease = 750 * time.Millisecond

// frozenCalls is a way to Discord that a frozen replica does not get through. Its
// way to the gateway is a tunnel, in which what comes waits for the thaw.
type frozenCalls struct {
	*sharedtest.Frost
	gateway string // the tunnel's address
	target  *atomic.Pointer[string]
}

func (c frozenCalls) RoundTrip(r *http.Request) (*http.Response, error) {
	c.Wait()
	resp, err := http.DefaultTransport.RoundTrip(r)
	c.Wait()
	if err != nil || !strings.HasSuffix(r.URL.Path, "/gateway/bot") {
		return resp, err
	}
	body, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	c.target.Store(&r.URL.Host)
	resp.Body = io.NopCloser(bytes.NewReader(bytes.ReplaceAll(body, []byte(r.URL.Host), []byte(c.gateway))))
	resp.ContentLength = -1
	resp.Header.Del("Content-Length")
	return resp, err
}

// tunnel opens a way to the gateway that freezes.
func tunnel(t *testing.T, f *sharedtest.Frost) frozenCalls {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	c := frozenCalls{f, l.Addr().String(), new(atomic.Pointer[string])}
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", *c.target.Load())
			if err != nil {
				_ = in.Close()
				continue
			}
			go carry(f, in, out)
			go carry(f, out, in)
		}
	}()
	return c
}

func carry(f *sharedtest.Frost, to, from net.Conn) {
	defer to.Close()   //nolint:errcheck // it only carries
	defer from.Close() //nolint:errcheck // it only carries
	b := make([]byte, 1<<16)
	for {
		n, err := from.Read(b)
		f.Wait()
		if n > 0 {
			if _, err := to.Write(b[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// replicas are some of one bot on one fake Discord, with one state.
type replicas struct {
	*discordtest.Server
	logs     *logs
	stores   []shared.Store
	adapters []*discord.Adapter
	convs    []*script
	frosts   []*sharedtest.Frost
	stops    []context.CancelFunc
	ended    []chan error
}

// newReplicas starts one replica for each of the stores, one after the other.
func newReplicas(t *testing.T, shards int, stores ...shared.Store) *replicas {
	t.Helper()
	r := &replicas{Server: discordtest.New(t), logs: &logs{}, stores: stores}
	still := time.Now()
	r.Set(func(k *discordtest.Knobs) { k.Clock = func() time.Time { return still } })
	for i, store := range stores {
		f, conv := &sharedtest.Frost{}, &script{}
		c := discord.Config{Token: discordtest.Token, APIURL: r.URL(), Sleep: quickly, Shards: shards, Drain: 5 * time.Second, Transport: tunnel(t, f),
			Shared: &shared.Member{Store: f.Store(store), ID: fmt.Sprintf("replica-%d", i), Count: func() int { return len(stores) }}}
		a, err := discord.New(c, conv, slog.New(slog.NewTextHandler(r.logs, &slog.HandlerOptions{Level: slog.LevelInfo})))
		if err != nil {
			t.Fatal(err)
		}
		a.SetWindow(time.Minute)
		a.SetLease(testLease)
		ctx, stop := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- a.Run(ctx) }()
		r.adapters, r.convs, r.frosts = append(r.adapters, a), append(r.convs, conv), append(r.frosts, f)
		r.stops, r.ended = append(r.stops, stop), append(r.ended, ended)
	}
	t.Cleanup(func() {
		for i := range r.adapters {
			r.frosts[i].Melt()
			r.stops[i]()
		}
		for i := range r.adapters {
			r.over(t, i)
		}
	})
	r.until(t, "all shards to be served", func() bool { return r.served() == shards })
	return r
}

// over waits for a replica to end.
func (r *replicas) over(t *testing.T, i int) {
	t.Helper()
	select {
	case err := <-r.ended[i]:
		r.ended[i] <- nil
		if err != nil {
			t.Error("run:", err)
		}
	case <-time.After(patience):
		t.Fatal("Run did not return", r.logs)
	}
}

func (r *replicas) until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	if !r.Wait(patience, ok) {
		t.Fatalf("waited in vain for %s\n%s", what, r.logs)
	}
}

// served is how many shards are connected.
func (r *replicas) served() (n int) {
	for _, a := range r.adapters {
		n += a.Health().Connected
	}
	return n
}

// holder is the replica that has the only shard.
func (r *replicas) holder(t *testing.T) (has, stands int) {
	t.Helper()
	for i, a := range r.adapters {
		if a.Health().Connected > 0 {
			return i, 1 - i
		}
	}
	t.Fatal("nobody has the shard", r.logs)
	return 0, 0
}

// mention says something to the bot.
func (r *replicas) mention(text string) string { return r.Say(hey+" "+text, discordtest.Mentioned()) }

// once makes sure that a message has one reply.
func (r *replicas) once(t *testing.T, ids ...string) {
	t.Helper()
	for _, id := range ids {
		r.until(t, "a reply to "+id, func() bool { return len(r.Replies(id)) > 0 })
		if n := len(r.Replies(id)); n != 1 {
			t.Errorf("%d replies to %s", n, id)
		}
		// A second one with the same nonce shows nothing, but must not leave either.
		sent := func() (n int) {
			for _, c := range r.Calls("POST /channels/") {
				if c.Body["nonce"] == id {
					n++
				}
			}
			return n
		}
		r.until(t, "the sending to end", func() bool { return sent() > 0 })
		if n := sent(); n != 1 {
			t.Errorf("the reply to %s was sent %d times", id, n)
		}
	}
}

// asked is how often any of the replicas' conversations heard a text.
func (r *replicas) asked(text string) (n int) {
	for _, c := range r.convs {
		for _, m := range c.messages() {
			if strings.Contains(m.Text, text) {
				n++
			}
		}
	}
	return n
}

func (r *replicas) onceAsked(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if n := r.asked(text); n != 1 {
			t.Errorf("%q was worked on %d times", text, n)
		}
	}
}

// renewed waits until the only shard's lease was renewed with what is known now.
func (r *replicas) renewed(t *testing.T) {
	t.Helper()
	until := func() time.Time {
		leases, err := r.stores[0].Held(t.Context(), "discord:")
		if err != nil || len(leases) != 1 {
			t.Fatal(leases, err)
		}
		return leases[0].Until
	}
	for range 2 { // the first may have been under way
		last := until()
		r.until(t, "a renewal", func() bool { return until().After(last) })
	}
}

// both are two replicas' ways to one local state.
func both(t *testing.T, clock func() time.Time) []shared.Store {
	t.Helper()
	s := shared.NewLocal(clock, nil)
	t.Cleanup(func() { _ = s.Close() })
	return []shared.Store{s, s}
}

// onPostgres are two replicas' ways to one database.
func onPostgres(t *testing.T) []shared.Store {
	t.Helper()
	url := pgtest.Start(t).Database(t)
	var list []shared.Store
	for range 2 {
		s, err := postgres.Open(postgres.Config{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		f := shared.WithFallback(s, nil)
		t.Cleanup(func() { _ = f.Close() })
		list = append(list, f)
	}
	return list
}

func TestAFrozenReplicasShardIsResumedByTheOther(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(*testing.T) []shared.Store{
		"memory":   func(t *testing.T) []shared.Store { return both(t, nil) },
		"postgres": onPostgres,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newReplicas(t, 1, open(t)...)
			has, stands := r.holder(t)
			r.until(t, "the other to stand by", func() bool { h := r.adapters[stands].Health(); return h.OK && h.Shards == 0 })
			before := r.mention("before?")
			r.once(t, before)
			r.frosts[has].Freeze()
			between := r.mention("between?")
			from := time.Now()
			r.once(t, between)
			t.Logf("answered %v after the frost, of a lease of %v", time.Since(from).Round(time.Millisecond), testLease)
			after := r.mention("after?")
			r.once(t, after)
			if r.Ops(6) != 1 || r.Ops(2) != 1 {
				t.Errorf("%d sessions were begun and %d resumed", r.Ops(2), r.Ops(6))
			}
			r.frosts[has].Melt()
			r.until(t, "the woken one to let go", func() bool { return r.adapters[has].Health().Shards == 0 })
			last := r.mention("last?")
			r.once(t, before, between, after, last)
			r.onceAsked(t, "before", "between", "after", "last")
			if n := len(r.convs[stands].messages()); n != 3 {
				t.Errorf("who took over heard %d messages", n)
			}
			if h := r.adapters[has].Health(); !h.OK {
				t.Error("who woke is not well:", h.Reason)
			}
		})
	}
}

func TestAReplicaThatWakesInTheMiddleOfAnAnswerSendsNothing(t *testing.T) {
	t.Parallel()
	var ahead atomic.Int64
	r := newReplicas(t, 1, both(t, func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) })...)
	has, stands := r.holder(t)
	free := make(chan struct{})
	r.convs[has].handle = func(_ context.Context, m bot.Message) bot.Reply {
		if strings.Contains(m.Text, "slow") {
			<-free
		}
		return answer("late " + m.Text)
	}
	id := r.mention("slow?")
	r.until(t, "the question to be heard", func() bool { return r.asked("slow") == 1 })
	r.once(t, r.mention("quick?"))
	r.renewed(t) // how far the session is: not beyond what is worked on
	r.frosts[has].Freeze()
	ahead.Store(int64(31 * time.Second)) // the claim has run out
	r.once(t, id)
	close(free)
	r.frosts[has].Melt()
	r.until(t, "the woken one to end", func() bool { return r.adapters[has].Health().Handling == 0 })
	r.once(t, id)
	if n := len(r.convs[stands].messages()); n != 1 {
		t.Errorf("who took over heard %d messages", n)
	}
	if text := wording(r.Replies(id)[0]); strings.Contains(text, "late") {
		t.Errorf("the reply is %q", text)
	}
}

func TestWhatWasAnsweredIsNotAnsweredAgainAfterAResume(t *testing.T) {
	t.Parallel()
	r := newReplicas(t, 1, both(t, nil)...)
	has, stands := r.holder(t)
	free := make(chan struct{})
	r.convs[has].handle = func(_ context.Context, m bot.Message) bot.Reply {
		if strings.Contains(m.Text, "slow") {
			<-free
		}
		return answer(m.Text)
	}
	slow := r.mention("slow?") // holds the session back, so that what follows is replayed
	quick, token := r.mention("quick?"), r.Ask("command?")
	r.once(t, quick)
	r.until(t, "the command's answer", func() bool { return r.Outcome(token).Original() != nil })
	r.stops[has]()
	r.until(t, "the other to take over", func() bool { return r.adapters[stands].Health().Connected == 1 })
	if r.adapters[has].Health().Handling != 1 {
		t.Error("the shard was not handed on before the answer under way was given")
	}
	close(free)
	r.over(t, has)
	last := r.mention("last?")
	r.once(t, slow, quick, last)
	r.onceAsked(t, "slow", "quick", "command", "last")
	if o := r.Outcome(token); o.Edits != 0 {
		t.Errorf("the command's answer was edited %d times", o.Edits)
	}
}

func TestAReplicaThatIsStoppedLeavesItsShardAtOnce(t *testing.T) {
	t.Parallel()
	r := newReplicas(t, 1, both(t, nil)...)
	has, _ := r.holder(t)
	r.once(t, r.mention("one?"))
	r.stops[has]()
	id := r.mention("two?")
	r.over(t, has)
	leases, err := r.stores[0].Held(t.Context(), "discord:"+discordtest.AppID+":shard:")
	if err != nil || len(leases) != 1 {
		t.Fatal(leases, err)
	}
	if leases[0].Owner == fmt.Sprintf("replica-%d", has) {
		t.Error("it still has the lease")
	}
	r.once(t, id)
	r.onceAsked(t, "one", "two")
	if r.Ops(2) != 1 || r.Ops(6) != 1 {
		t.Errorf("%d sessions were begun and %d resumed", r.Ops(2), r.Ops(6))
	}
}

func TestAnEditAfterATakeoverEditsTheAnswer(t *testing.T) {
	t.Parallel()
	r := newReplicas(t, 1, both(t, nil)...)
	has, stands := r.holder(t)
	id := r.mention("one?")
	r.once(t, id)
	r.stops[has]()
	r.until(t, "the other to take over", func() bool { return r.adapters[stands].Health().Connected == 1 })
	edited := merged(discordtest.Mentioned(), map[string]any{"id": id, "channel_id": discordtest.ChannelID, "guild_id": discordtest.GuildID, "type": 0,
		"content": hey + " two?", "edited_timestamp": "2026-01-02T03:04:05Z", "author": map[string]any{"id": "77", "username": "lan"}})
	same := merged(edited, map[string]any{"content": hey + " one?", "edited_timestamp": "2026-01-02T03:04:04Z"})
	r.Dispatch("MESSAGE_UPDATE", same)
	r.Dispatch("MESSAGE_UPDATE", edited)
	r.until(t, "the edit", func() bool { return len(r.Calls("PATCH /channels/")) > 0 })
	r.once(t, id)
	r.onceAsked(t, "one", "two")
	r.Dispatch("MESSAGE_DELETE", map[string]any{"id": id, "channel_id": discordtest.ChannelID, "guild_id": discordtest.GuildID})
	r.until(t, "the reply to go", func() bool { return len(r.Replies(id)) == 0 })
}

func TestWhoTakesOverKnowsTheBotsRole(t *testing.T) {
	t.Parallel()
	r := newReplicas(t, 1, both(t, nil)...)
	has, stands := r.holder(t)
	r.stops[has]()
	r.until(t, "the other to take over", func() bool { return r.adapters[stands].Health().Connected == 1 })
	for _, text := range []string{"one?", "two?"} {
		r.once(t, r.Say("<@&"+discordtest.RoleID+"> "+text, map[string]any{"mention_roles": []any{discordtest.RoleID}}))
	}
	if n := len(r.Calls("GET /guilds/")); n != 1 {
		t.Errorf("the roles were asked for %d times", n)
	}
}

func TestACommandThatWaitsIsAnsweredByWhoTakesOver(t *testing.T) {
	t.Parallel()
	var ahead atomic.Int64
	r := newReplicas(t, 1, both(t, func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) })...)
	has, _ := r.holder(t)
	r.adapters[has].SetDeferAfter(time.Millisecond)
	free := make(chan struct{})
	t.Cleanup(func() { close(free) })
	r.convs[has].handle = func(_ context.Context, m bot.Message) bot.Reply { <-free; return answer(m.Text) }
	token := r.Ask("slow?")
	r.until(t, "the deferral", func() bool { return r.Outcome(token).Response() == 5 })
	r.frosts[has].Freeze()
	ahead.Store(int64(31 * time.Second))
	r.until(t, "the answer", func() bool { return r.Outcome(token).Original() != nil })
	if o := r.Outcome(token); o.Edits != 1 || len(o.FollowUps) != 0 {
		t.Errorf("%d edits, %d new messages", o.Edits, len(o.FollowUps))
	}
}

func TestTheReplicasPartTheShards(t *testing.T) {
	t.Parallel()
	r := newReplicas(t, 2, both(t, nil)...)
	r.until(t, "a shard each", func() bool {
		return r.adapters[0].Health().Connected == 1 && r.adapters[1].Health().Connected == 1
	})
	r.stops[0]()
	r.until(t, "both at the one that is left", func() bool { return r.adapters[1].Health().Connected == 2 })
	if r.Ops(2) != 2 || r.Ops(6) != 1 {
		t.Errorf("%d sessions were begun and %d resumed", r.Ops(2), r.Ops(6))
	}
}
