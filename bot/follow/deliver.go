package follow

import (
	"context"
	"errors"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"articlebot/bot"
	"articlebot/bot/reply"
	"articlebot/bot/state"
	"articlebot/retrieval"
)

const (
	// tellAtOnce is how many tellings of one platform are under way at once: one
	// person whose chat is slow does not hold up the others.
	tellAtOnce = 4
	// tellFor bounds one telling. What is under way longer may still arrive.
	tellFor = 15 * time.Minute
	// maxWait is how long news wait for a platform that is away.
	maxWait = 48 * time.Hour
)

// deliver tells what is due, each platform at its own pace.
func (d *Desk) deliver(ctx context.Context) {
	list, err := d.cfg.Follows.Due()
	if err != nil {
		d.cfg.Log.Error("what is to be told is not known", "error", err)
	}
	if len(list) == 0 {
		return
	}
	follows, err := d.cfg.Follows.All()
	if err != nil {
		d.cfg.Log.Error("what is followed is not known", "error", err)
		return
	}
	places := make(map[string]bot.ChatKey)
	for _, f := range follows {
		places[f.ID] = f.To
	}
	lanes := make(map[bot.Platform][]state.Due)
	for _, due := range list {
		p := places[due.Follow].Platform() // "" for one that has ended: it is only taken off
		lanes[p] = append(lanes[p], due)
	}
	var wait sync.WaitGroup
	for p, list := range lanes {
		wait.Go(func() { d.lane(ctx, p, list) })
	}
	wait.Wait()
}

// errPause ends a lane until the next look.
var errPause = errors.New("the platform is away")

// lane tells what is due on one platform, until quiet hours begin or it turns
// out to be away.
func (d *Desk) lane(ctx context.Context, p bot.Platform, list []state.Due) {
	g, lane := errgroup.WithContext(ctx)
	g.SetLimit(tellAtOnce)
	pace := time.NewTicker(d.cfg.Pace)
	defer pace.Stop()
	for i, due := range list {
		if d.cfg.Quiet().At(d.cfg.Now()) || lane.Err() != nil {
			break
		}
		if i > 0 {
			select {
			case <-pace.C:
			case <-lane.Done():
			}
		}
		g.Go(func() error {
			if lane.Err() != nil {
				return nil
			}
			return d.tell(ctx, due)
		})
	}
	if err := g.Wait(); err != nil && ctx.Err() == nil {
		d.cfg.Log.Warn("followers are told later", "platform", p, "error", err)
	}
}

// tell tells the news of one follow. They are off the list before they leave. An
// error stops the others of the lane.
func (d *Desk) tell(ctx context.Context, due state.Due) error {
	news, worth, err := d.compose(ctx, due)
	if err != nil {
		return err
	}
	f, due, ok, err := d.cfg.Follows.Take(due.Follow)
	if err != nil || !ok || !worth || d.cfg.Now().Sub(due.At) > maxWait {
		return err
	}
	within, cancel := context.WithTimeout(ctx, tellFor)
	defer cancel()
	err = d.cfg.Teller.Tell(within, f.To, news)
	switch {
	case errors.Is(err, bot.ErrUnreachable):
		n, failed := d.cfg.Follows.EndAll(f.To)
		d.cfg.Log.Info("a follower cannot be reached any more and is forgotten", "platform", f.To.Platform(), "follows", n, "why", err)
		return failed
	case errors.Is(err, bot.ErrNotTold):
		return errors.Join(errPause, err, d.cfg.Follows.PutBack(due))
	case err != nil:
		d.cfg.Log.Warn("news may not have arrived and are not told again", "platform", f.To.Platform(), "error", err)
	}
	return nil
}

// compose makes the reply that tells news; worth is false where none of them
// is there any more or answers.
func (d *Desk) compose(ctx context.Context, due state.Due) (news bot.Reply, worth bool, err error) {
	f, ok, err := d.cfg.Follows.Find(due.Follow)
	if err != nil || !ok {
		return bot.Reply{}, false, err
	}
	var best retrieval.Answer
	var more []retrieval.Summary
	for _, key := range due.Articles {
		a, ok := d.cfg.Library.Article(key)
		if !ok {
			continue
		}
		ans, ok, err := d.ask(ctx, f, a.ID)
		switch {
		case err != nil:
			return bot.Reply{}, false, err
		case !ok:
		case len(best.Hits) == 0:
			best = ans
		default:
			more = append(more, a.Summary())
		}
	}
	if len(best.Hits) == 0 {
		return bot.Reply{}, false, nil
	}
	stop := bot.Action{Verb: bot.EndFollow, Arg: f.ID}
	return reply.News(d.cfg.Words.Of(f.Spoken), f.Topic, best, more, stop), true, nil
}
