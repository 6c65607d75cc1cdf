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
	"articlebot/bot/locale"
	"articlebot/bot/shared"
	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/inbox"
	"articlebot/bot/telegram/journal"
	"articlebot/bot/telegram/outbox"
	"articlebot/retrieval/text"
)

// Adapter is one bot on Telegram.
type Adapter struct {
	config    Config
	conv      bot.Conversation
	log       *slog.Logger
	api       *api.Client
	journal   *journal.Journal
	answers   *journal.AnswerIndex
	tracker   *journal.Tracker
	outbox    *outbox.Outbox
	tasks     *inbox.Dispatcher
	health    *inbox.Health
	webhook   *inbox.Webhook // nil where updates are polled
	parser    atomic.Pointer[updateParser]
	me        selfCheck
	side      sync.WaitGroup // the set-up
	earlyAcks journal.EarlyAcks
	albums    *albums
	id        int64        // the bot's
	desk      *shared.Desk // nil where nothing is shared
	standby   atomic.Bool  // another replica polls
	owing     sync.Map     // update ids that other replicas know of as owed

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
	id, err := c.Token.BotID()
	if err != nil {
		return nil, err
	}
	log = log.With("adapter", string(bot.Telegram))
	a := &Adapter{config: c, conv: conv, log: log, tracker: journal.NewTracker(), tasks: inbox.NewDispatcher(), health: &inbox.Health{}, albums: newAlbums(), id: id}
	if c.Shared != nil {
		a.desk = shared.NewDesk(c.Shared)
	}
	a.api = api.NewClient(c.Token, c.APIURL, c.Client)
	a.work, a.stopWork = context.WithCancelCause(context.Background())
	if c.DataDir != "" {
		a.journal = journal.Open(c.DataDir, id, log)
	}
	a.answers = journal.NewAnswerIndex(a.journal)
	a.restore(a.journal.Records())
	a.outbox = outbox.New(a.api, c.Limits, a.answers, log)
	a.outbox.Fatal = func(err error) { a.stopWork(err) }
	if c.WebhookURL != "" {
		a.webhook = inbox.NewWebhook(inbox.WebhookConfig{API: a.api, Log: log, URL: c.WebhookURL, Secret: c.WebhookSecret, Receive: a.receive, Handled: a.tracker.Handled, Health: a.health})
	}
	return a, nil
}

// restore takes over what an earlier process wrote down.
func (a *Adapter) restore(records []journal.Record) {
	var done []int64
	var next int64
	var at time.Time
	for _, r := range records {
		if r.Done != 0 {
			done, next, at = append(done, r.Done), r.Offset, time.Unix(r.At, 0)
		}
		if len(r.Answer) > 0 {
			a.answers.Restore(journal.Slot{Chat: r.Chat, Message: r.Question}, r.Answer)
		}
	}
	a.earlyAcks.Restore(records)
	a.tracker.Restore(done, next, at)
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
	defer a.journal.Close()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	context.AfterFunc(a.work, stop) // a revoked token ends receiving too

	src, err := a.connect(ctx)
	if err == nil && src != nil {
		sending := make(chan struct{})
		go func() {
			defer close(sending)
			a.outbox.Run(a.work)
		}()
		a.side.Go(func() { a.setUp(ctx) })
		a.side.Go(func() { a.keepSelf(ctx) })
		if a.desk != nil {
			a.side.Go(func() { a.desk.Run(a.work) })
			a.side.Go(func() { a.keepPace(ctx) })
		}
		a.notifyInterrupted()
		err = src.Run(ctx)
		stop()
		a.drain()
		a.stopWork(nil)
		a.abandon()
		<-sending
		src.Stopped()
	}
	a.stopWork(nil)
	a.side.Wait()
	a.config.Client.CloseIdleConnections()
	if cause := context.Cause(a.work); err == nil && api.KindOf(cause) == api.Unauthorized {
		err = cause
	}
	if api.KindOf(err) == api.Unauthorized {
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
	a.tasks.Wait(ctx)
	a.outbox.Drain(ctx)
	if a.desk != nil {
		a.desk.Close(ctx)
	}
	if n := a.tracker.Pending(); n > 0 {
		a.log.Warn("stopped with updates under way; they are received again at the next start", "updates", n)
	}
}

// abandonFor is how long what was not finished may take to notice that.
const abandonFor = 2 * time.Second

// abandon waits for what was told to end.
func (a *Adapter) abandon() {
	ctx, cancel := context.WithTimeout(context.Background(), abandonFor)
	defer cancel()
	a.tasks.Wait(ctx)
}

// connect learns who the bot is and prepares the source. It returns no source
// where the context ends first.
func (a *Adapter) connect(ctx context.Context) (inbox.Source, error) {
	var me self
	err := api.Retry(ctx, a.log, "connect", func() error {
		err := a.api.Call(ctx, "getMe", nil, &me)
		if e := api.AsError(err); err != nil && e.Code == http.StatusNotFound {
			e.Kind = api.Unauthorized // how a malformed token is refused
			return e
		}
		return err
	})
	if err != nil || ctx.Err() != nil {
		return nil, err
	}
	public, asks := publicCommands(a.conv, a.config.Languages)
	a.parser.Store(&updateParser{self: me, public: public, asks: asks, longest: a.config.MaxQuestion, languages: a.config.Languages})
	a.health.Polled() // the first poll may stay open for a minute without news
	a.log.Info("connected", "bot", me.Username, "inline", me.Inline, "guest", me.Guest, "reads_groups", me.ReadsGroups)
	if a.webhook != nil {
		return a.webhook, nil
	}
	src := &inbox.Poller{API: a.api, Log: a.log, Tracker: a.tracker, Receive: a.receive, Health: a.health, AckOverdue: a.ackOverdue, AckFloods: a.ackFloods}
	src.RemoveWebhook(ctx)
	if a.desk != nil {
		return onlyOne{src, a}, nil
	}
	return src, nil
}

// publicCommands are the names that everybody may use, as they can be typed on
// Telegram, and those of them that ask a question.
func publicCommands(conv bot.Conversation, languages *locale.Set) (names, asks map[string]bool) {
	names, asks = map[string]bool{}, map[string]bool{}
	for _, l := range languages.All() {
		for _, c := range conv.Commands(string(l.Tag)) {
			for _, key := range []string{commandKey(c.Name), commandKey(text.Fold(c.LocalName))} {
				if key != "" && !c.Admin {
					names[key] = true
					asks[key] = asks[key] || c.Name == askCommand
				}
			}
		}
	}
	return names, asks
}

// askCommand is the canonical name of the command that asks a question.
const askCommand = "ask"

// commandKey is the form in which names of commands are compared: Telegram has
// no hyphens in them, and people leave the underscores out.
func commandKey(name string) string { return strings.NewReplacer("-", "", "_", "").Replace(name) }

// receive takes one raw update from a source.
func (a *Adapter) receive(id int64, raw json.RawMessage) (<-chan struct{}, bool) {
	fresh, handled := a.tracker.Begin(id)
	if !fresh {
		return handled, false
	}
	u, err := api.DecodeUpdate(raw)
	if err != nil {
		a.poison.Add(1)
		a.log.Warn("update skipped", "update", id, "error", err)
		a.record(id)
		a.finish(id)
		return handled, true
	}
	e := a.parser.Load().parseUpdate(u)
	if e.kind == ignore && e.bot && a.me.due(time.Now()) {
		a.tasks.Beside(func() {
			a.learnSelf(a.work)
			a.accept(id, a.parser.Load().parseUpdate(u))
		})
		return handled, true
	}
	a.accept(id, e)
	return handled, true
}

// accept has an update handled that was understood.
func (a *Adapter) accept(id int64, e event) {
	if e.kind == ignore {
		a.log.Debug("update ignored", "update", id, "reason", e.reason)
		a.record(id)
		a.finish(id)
		return
	}
	if e.kind == ask {
		a.earlyAcks.Open(journal.EarlyAck{Update: id, Chat: e.to.Chat, Thread: e.to.Thread, Direct: e.to.Direct, Question: e.to.Message, Language: e.message.Locale})
	}
	a.tracker.Enter(id, e.queue)
	e.record = sync.OnceFunc(func() { a.record(id) })
	finish := sync.OnceFunc(func() {
		e.record()
		a.finish(id)
	})
	if e.album != "" && !e.message.Edited {
		a.collect(id, e, finish)
		return
	}
	a.submit(id, e, finish)
}

// submit has an update handled in its turn.
func (a *Adapter) submit(id int64, e event, finish func()) {
	a.tasks.Submit(e.queue, func() {
		a.claimed(id, e, finish, func(e event, finish func()) { a.handle(id, e, finish) })
	})
}

// record writes down that an update was handled, before anything else comes of
// it: should the process end now, the update is not handled again.
func (a *Adapter) record(id int64) {
	a.journal.Write(journal.Record{Done: id, Offset: a.tracker.Offset()})
}

// finish marks an update as handled: it may be acknowledged.
func (a *Adapter) finish(id int64) {
	a.earlyAcks.Close(id)
	a.tracker.Finish(id)
}
