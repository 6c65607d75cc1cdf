package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"articlebot/bot"
	"articlebot/retrieval/text"
)

// Adapter is one bot on Telegram.
type Adapter struct {
	config  Config
	conv    bot.Conversation
	log     *slog.Logger
	api     *api
	journal *journal
	memory  *memory
	tracker *tracker
	outbox  *outbox
	tasks   *dispatcher
	health  *health
	webhook *webhook // nil where updates are polled
	router  atomic.Pointer[router]
	side    sync.WaitGroup // the set-up
	debts   debts

	// work is the context of everything that outlives the signal to stop.
	work     context.Context
	stopWork context.CancelCauseFunc
	ran      atomic.Bool

	poison, panics atomic.Int64
}

// New returns an adapter that is ready to run. It reports everything that is
// wrong with the configuration at once, and makes no call.
func New(c Config, conv bot.Conversation, log *slog.Logger) (*Adapter, error) {
	if err := c.validate(); err != nil {
		return nil, fmt.Errorf("configure telegram: %w", err)
	}
	id, err := c.Token.botID()
	if err != nil {
		return nil, err
	}
	log = log.With("adapter", string(bot.Telegram))
	a := &Adapter{config: c, conv: conv, log: log, tracker: newTracker(), tasks: newDispatcher(), health: &health{}}
	a.api = newAPI(c.Token, c.APIURL, c.Client)
	a.work, a.stopWork = context.WithCancelCause(context.Background())
	if c.DataDir != "" {
		a.journal = openJournal(c.DataDir, id, log)
	}
	a.memory = newMemory(a.journal)
	a.restore(a.journal.records())
	a.outbox = newOutbox(a.api, c.Limits, a.memory, log)
	a.outbox.fatal = func(err error) { a.stopWork(err) }
	if c.WebhookURL != "" {
		a.webhook = &webhook{api: a.api, log: log, url: c.WebhookURL, secret: c.WebhookSecret, receive: a.receive, health: a.health, ended: make(chan struct{})}
	}
	return a, nil
}

// restore takes over what an earlier process wrote down.
func (a *Adapter) restore(records []record) {
	var done []int64
	var next int64
	var at time.Time
	for _, r := range records {
		if r.Done != 0 {
			done, next, at = append(done, r.Done), r.Offset, time.Unix(r.At, 0)
		}
		if len(r.Answer) > 0 {
			a.memory.restore(slot{r.Chat, r.Question}, r.Answer)
		}
	}
	a.debts.restore(records)
	a.tracker.restore(done, next, at)
}

// Handler takes Telegram's requests where a webhook is configured; mount it at
// the path of Config.WebhookURL. Without one it answers 404.
func (a *Adapter) Handler() http.Handler {
	if a.webhook == nil {
		return http.NotFoundHandler()
	}
	return a.webhook
}

// Run connects, receives and answers until the context ends, which is no
// error. Then it finishes what it has begun, for at most Config.Drain: what is
// left then is handed out again by Telegram at the next start. It returns an
// error only where nothing can go on: the token is wrong or was revoked. An
// adapter runs once.
func (a *Adapter) Run(ctx context.Context) error {
	if a.ran.Swap(true) {
		return errors.New("run telegram: an adapter runs once")
	}
	defer a.journal.close()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	context.AfterFunc(a.work, stop) // a revoked token ends receiving too

	src, err := a.connect(ctx)
	if err == nil && src != nil {
		sending := make(chan struct{})
		go func() {
			defer close(sending)
			a.outbox.run(a.work)
		}()
		a.side.Go(func() { a.setUp(ctx) })
		a.settleDebts()
		err = src.run(ctx)
		stop()
		a.drain()
		a.stopWork(nil)
		a.abandon()
		<-sending
		src.stopped()
	}
	a.stopWork(nil)
	a.side.Wait()
	a.config.Client.CloseIdleConnections()
	if cause := context.Cause(a.work); err == nil && kindOf(cause) == Unauthorized {
		err = cause
	}
	if kindOf(err) == Unauthorized {
		err = fmt.Errorf("%w (the token is wrong or was revoked: ask @BotFather for the current one)", err)
	}
	if err != nil {
		return fmt.Errorf("run telegram: %w", err)
	}
	return nil
}

// drain lets what was begun come to its end.
func (a *Adapter) drain() {
	ctx, cancel := context.WithTimeout(a.work, a.config.Drain)
	defer cancel()
	a.tasks.wait(ctx)
	a.outbox.drain(ctx)
	if n := a.tracker.pending(); n > 0 {
		a.log.Warn("stopped with updates under way; they are received again at the next start", "updates", n)
	}
}

// abandonFor is how long what was not finished may take to notice that.
const abandonFor = 2 * time.Second

// abandon waits for what was told to end.
func (a *Adapter) abandon() {
	ctx, cancel := context.WithTimeout(context.Background(), abandonFor)
	defer cancel()
	a.tasks.wait(ctx)
}

// connect learns who the bot is and prepares the source. It returns no source
// where the context ends first.
func (a *Adapter) connect(ctx context.Context) (source, error) {
	var me self
	err := retry(ctx, a.log, "connect", func() error {
		err := a.api.call(ctx, "getMe", nil, &me)
		if e := asError(err); err != nil && e.Code == http.StatusNotFound {
			e.Kind = Unauthorized // how a malformed token is refused
			return e
		}
		return err
	})
	if err != nil || ctx.Err() != nil {
		return nil, err
	}
	a.router.Store(&router{self: me, public: publicCommands(a.conv)})
	a.health.polled() // the first poll may stay open for a minute without news
	a.log.Info("connected", "bot", me.Username, "inline", me.Inline, "guest", me.Guest, "reads_groups", me.ReadsGroups)
	if a.webhook != nil {
		return a.webhook, nil
	}
	src := &poller{api: a.api, log: a.log, tracker: a.tracker, receive: a.receive, health: a.health, passOver: a.passOver}
	src.removeWebhook(ctx)
	return src, nil
}

// publicCommands are the names that everybody may use, as they can be typed on
// Telegram.
func publicCommands(conv bot.Conversation) map[string]bool {
	names := map[string]bool{}
	for _, lang := range []string{"en", "vi"} {
		for _, c := range conv.Commands(lang) {
			if !c.Admin {
				names[commandKey(c.Name)] = true
				names[commandKey(text.Fold(c.LocalName))] = true
			}
		}
	}
	delete(names, "")
	return names
}

// commandKey is the form in which names of commands are compared: Telegram has
// no hyphens in them, and people leave the underscores out.
func commandKey(name string) string { return strings.NewReplacer("-", "", "_", "").Replace(name) }

// receive takes one raw update from a source.
func (a *Adapter) receive(id int64, raw json.RawMessage) (<-chan struct{}, bool) {
	fresh, handled := a.tracker.begin(id)
	if !fresh {
		return handled, false
	}
	u, err := decodeUpdate(raw)
	if err != nil {
		a.poison.Add(1)
		a.log.Warn("update skipped", "update", id, "error", err)
		a.finish(id)
		return handled, true
	}
	i := a.router.Load().route(u)
	if i.kind == ignore {
		a.log.Debug("update ignored", "update", id, "reason", i.reason)
		a.finish(id)
		return handled, true
	}
	a.debts.open(id, i)
	finish := sync.OnceFunc(func() { a.finish(id) })
	a.tasks.submit(i.lane, func() { a.handle(id, i, finish) })
	return handled, true
}

// finish marks an update as handled, in memory and on disk.
func (a *Adapter) finish(id int64) {
	a.debts.close(id)
	a.tracker.finish(id)
	a.journal.write(record{Done: id, Offset: a.tracker.offset()})
}

// retry repeats a call until it succeeds, the token turns out wrong, or the
// context ends, which is no error.
func retry(ctx context.Context, log *slog.Logger, what string, call func() error) error {
	for n := 1; ctx.Err() == nil; n++ {
		err := call()
		if err == nil {
			return nil
		}
		e := asError(err)
		switch e.Kind {
		case Unauthorized, Refused:
			return err
		case Canceled:
			return nil
		}
		if n == 1 || n%20 == 0 {
			log.Warn("cannot "+what+" yet", "error", err, "failures", n)
		}
		wait := jitter(backoff(n, firstPause, lastPause))
		sleep(ctx, max(wait, e.RetryAfter))
	}
	return nil
}
