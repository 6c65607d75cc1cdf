package serving

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"articlebot/bot"
	"articlebot/bot/shared"
	"articlebot/bot/shared/postgres"
	"articlebot/cmd/articlebot/cli"
	"articlebot/cmd/articlebot/generations"
	"articlebot/cmd/articlebot/metrics"
	"articlebot/cmd/articlebot/wire"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/opensearch"
)

// replica is this process among those that share a database. The zero value is
// alone.
type replica struct {
	id    string
	state shared.Store // nil where nothing is shared
	// serving is how many replicas serve each platform, this one too.
	serving *atomic.Pointer[map[bot.Platform]int]

	// line is its part in the line of generations, which runs until end; opened is
	// closed once it has its engine.
	line   *generations.Line
	opened chan struct{}
	end    func()
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
	s.replica.end = func() {}
	if !s.config.State.URL.IsSet() {
		return nil
	}
	store, err := postgres.Open(postgres.Config{URL: s.config.State.URL.Reveal(), Log: s.log})
	if err != nil {
		return cli.WithHint(err, "check state.url, or ARTICLEBOT_STATE_URL")
	}
	s.replica = replica{
		id: shared.NewReplicaID(), state: shared.WithFallback(store, func(what string) { s.counted.fallbacks.Add(what) }),
		serving: new(atomic.Pointer[map[bot.Platform]int]), end: s.replica.end,
	}
	s.log.Info("sharing state with other replicas", "replica", s.replica.id, "reached", store.Health() == nil)
	return nil
}

// openEngine opens the engine: among replicas once it is known who of them reads
// the sources, which is before there is anything to read them for.
func (s *server) openEngine(ctx context.Context) (*engine.Engine, error) {
	r := &s.replica
	if r.alone() {
		return wire.OpenEngine(ctx, s.app, s.config, wire.Owning, s.log)
	}
	r.opened = make(chan struct{})
	r.line = &generations.Line{Opened: r.opened, Member: r.member(""), Log: s.log, Keep: s.config.Reload.Keep}
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	var run sync.WaitGroup
	run.Go(func() { r.line.Run(running) })
	r.end = func() { stop(); run.Wait() }
	among := wire.Among{Others: r.line, Needed: r.line.Needed, Lease: func() (opensearch.Lease, bool) {
		token, of, held := r.line.Lease()
		return opensearch.Lease{Token: token, Of: of}, held
	}}
	return wire.OpenEngineAmong(ctx, s.app, s.config, among, s.log)
}

// begin lets the line have its engine; switched is called when that answers from
// what another replica made.
func (r *replica) begin(e *engine.Engine, switched func()) {
	if !r.alone() {
		r.line.Engine, r.line.Switched = e, switched
		close(r.opened)
	}
}

// leaveTimeout bounds the last word to the others.
const leaveTimeout = 2 * time.Second

// leaveReplicas tells the others that this one has ended.
func (s *server) leaveReplicas() {
	if s.replica.alone() {
		return
	}
	s.replica.end() // where it has not ended yet, as nothing came of the start
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
		if err := shared.Beat(ctx, s.replica.state, s.self(ctx)); err != nil && ctx.Err() == nil {
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
func (s *server) self(ctx context.Context) shared.Replica {
	r := shared.Replica{ID: s.replica.id, Since: s.started, Version: s.app.Build.String(), Serves: string(s.engine.Status().Generation)}
	if line := s.library.line; line != nil {
		r.Opens = line.Opening()
	}
	r.Holds, _ = s.replica.holds(ctx) // a store that is away is not told either
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

// holds lists the leases of this replica by name: who reads the sources, who polls,
// which shards are whose.
func (r replica) holds(ctx context.Context) (names []string, err error) {
	leases, err := r.state.Held(ctx, "")
	if err != nil {
		return nil, err
	}
	now, err := r.state.Now(ctx)
	for _, l := range leases {
		if err == nil && l.Owner == r.id && l.Until.After(now) {
			names = append(names, l.Name)
		}
	}
	return names, err
}

// writeState is what is counted of the shared state.
func (s *server) writeState(p *metrics.Page) {
	missing := !s.replica.alone() && s.replica.state.Health() != nil
	p.Single("articlebot_state_missing", metrics.Gauge, "Whether there is a shared state that cannot be reached.", float64(flag01(missing)))
	s.counted.fallbacks.Write(p, "articlebot_state_fallback_total", "What went on in memory because the shared state was away.")
}
