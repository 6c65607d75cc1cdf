package serving

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"articlebot/bot"
	"articlebot/bot/shared"
	"articlebot/bot/shared/postgres"
	"articlebot/cmd/articlebot/cli"
	"articlebot/cmd/articlebot/generations"
	"articlebot/cmd/articlebot/metrics"
)

// replica is this process among those that share a database. The zero value is
// alone.
type replica struct {
	id    string
	state shared.Store // nil where nothing is shared
	// serving is how many replicas serve each platform, this one too.
	serving *atomic.Pointer[map[bot.Platform]int]
}

// member is the replica as an adapter sees it, nil where nothing is shared.
func (r replica) member(on bot.Platform) *shared.Member {
	if r.alone() {
		return nil
	}
	return &shared.Member{Store: r.state, ID: r.id, Count: func() int {
		if all := r.serving.Load(); all != nil {
			return (*all)[on]
		}
		return 1
	}}
}

// look counts who serves what.
func (r replica) look(ctx context.Context) error {
	others, err := shared.Replicas(ctx, r.state)
	if err != nil {
		return err
	}
	all := map[bot.Platform]int{}
	for _, o := range others {
		for _, p := range o.Platforms {
			all[bot.Platform(p)]++
		}
	}
	r.serving.Store(&all)
	return nil
}

// alone tells whether nothing is shared.
func (r replica) alone() bool { return r.state == nil }

// ready is the line of /readyz on the shared state, "" where there is none.
func (r replica) ready() string {
	if r.alone() {
		return ""
	}
	if err := r.state.Health(); err != nil {
		return fmt.Sprintf("state: missing, answering from memory: %v\n", err)
	}
	return "state: ok\n"
}

// joinReplicas opens the database of state.url, if that is set. One that is away is
// looked for in the background.
func (s *server) joinReplicas() error {
	if !s.config.State.URL.IsSet() {
		return nil
	}
	store, err := postgres.Open(postgres.Config{URL: s.config.State.URL.Reveal(), Log: s.log})
	if err != nil {
		return cli.WithHint(err, "check state.url, or ARTICLEBOT_STATE_URL")
	}
	s.replica = replica{id: shared.NewReplicaID(), state: shared.WithFallback(store, func(what string) { s.counted.fallbacks.Add(what) }), serving: new(atomic.Pointer[map[bot.Platform]int])}
	s.log.Info("sharing state with other replicas", "replica", s.replica.id, "reached", store.Health() == nil)
	return nil
}

// line is this replica's part in the line of generations, nil where nothing is
// shared.
func (s *server) line() *generations.Line {
	if s.replica.alone() {
		return nil
	}
	return &generations.Line{Engine: s.engine, Member: s.replica.member(""), Log: s.log, Keep: s.config.Reload.Keep}
}

// leaveTimeout bounds the last word to the others.
const leaveTimeout = 2 * time.Second

// leaveReplicas tells the others that this one has ended.
func (s *server) leaveReplicas() {
	if s.replica.alone() {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), leaveTimeout)
	defer cancel()
	if err := shared.Leave(ctx, s.replica.state, s.replica.id); err != nil {
		s.log.Debug("the other replicas do not know of this one's end", "err", err)
	}
	_ = s.replica.state.Close() // it only ends what listens
}

// beat tells the others of this replica until ctx ends.
func (s *server) beat(ctx context.Context) {
	if s.replica.alone() {
		return
	}
	tick := time.NewTicker(shared.BeatEvery)
	defer tick.Stop()
	for {
		if err := shared.Beat(ctx, s.replica.state, s.self()); err != nil && ctx.Err() == nil {
			s.log.Debug("the other replicas are not told", "err", err)
		} else if err := s.replica.look(ctx); err != nil && ctx.Err() == nil {
			s.log.Debug("the other replicas are not seen", "err", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// self is what this replica tells of itself.
func (s *server) self() shared.Replica {
	r := shared.Replica{ID: s.replica.id, Since: s.started, Version: s.app.Build.String(), Serves: string(s.engine.Status().Generation)}
	if line := s.library.line; line != nil {
		r.Opens = line.Opening()
		if line.Indexes() {
			r.Holds = append(r.Holds, generations.LeaseName)
		}
	}
	for _, p := range s.platforms {
		ok, why := p.health()
		if ok && !p.ended.Load() {
			r.Platforms = append(r.Platforms, string(p.name))
		} else if r.Trouble == "" {
			r.Trouble = fmt.Sprintf("%s: %s", p.name, why)
		}
	}
	return r
}

// writeState is what is counted of the shared state.
func (s *server) writeState(p *metrics.Page) {
	missing := !s.replica.alone() && s.replica.state.Health() != nil
	p.Single("articlebot_state_missing", metrics.Gauge, "Whether there is a shared state that cannot be reached.", float64(flag01(missing)))
	s.counted.fallbacks.Write(p, "articlebot_state_fallback_total", "What went on in memory because the shared state was away.")
}
