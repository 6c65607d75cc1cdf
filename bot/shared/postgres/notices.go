package postgres

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"articlebot/bot/shared"
	"articlebot/retrieval/clock"
)

// channel is what is listened to. It belongs to the whole database, so that each
// notice begins with the schema that it is of.
const channel = "articlebot"

// heardAtOnce is how many notices wait for one who listens.
const heardAtOnce = 16

// lookAgain is how often listeners are told to look for themselves.
const lookAgain = 10 * time.Second

// ears are those who listen, by topic.
type ears struct {
	mu  sync.Mutex
	all map[string]map[chan string]bool
}

func (e *ears) add(topic string) chan string {
	ear := make(chan string, heardAtOnce)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.all == nil {
		e.all = map[string]map[chan string]bool{}
	}
	if e.all[topic] == nil {
		e.all[topic] = map[chan string]bool{}
	}
	e.all[topic][ear] = true
	return ear
}

func (e *ears) remove(topic string, ear chan string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.all[topic], ear)
	close(ear)
}

func (e *ears) tell(topic, text string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for ear := range e.all[topic] {
		shared.Hear(ear, text)
	}
}

// missed has all look for themselves.
func (e *ears) missed() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, of := range e.all {
		for ear := range of {
			shared.Hear(ear, "")
		}
	}
}

// Notify tells those who listen.
func (s *Store) Notify(ctx context.Context, topic, text string) error {
	if len(text) > shared.MaxNotice {
		return shared.ErrNoticeTooLong
	}
	_, err := s.exec(ctx, `select pg_notify($1, current_schema() || E'\n' || $2 || E'\n' || $3)`, channel, topic, text)
	if err != nil {
		return fmt.Errorf("notify: %w", err)
	}
	return nil
}

// Listen listens to a topic.
func (s *Store) Listen(ctx context.Context, topic string) <-chan string {
	ear := s.hearing.add(topic)
	s.behind.Go(func() {
		select {
		case <-ctx.Done():
		case <-s.ctx.Done():
		}
		s.hearing.remove(topic, ear)
	})
	return ear
}

// listenOn listens on a connection of its own, until Close, and makes another when
// that breaks.
func (s *Store) listenOn() {
	for s.ctx.Err() == nil {
		err := s.listen(s.ctx)
		if s.ctx.Err() == nil {
			s.log.Debug("notices are not heard", "err", plain(err))
		}
		s.hearing.missed()
		_ = clock.Sleep(s.ctx, lookAgain/10) // the loop looks at the context
	}
}

func (s *Store) listen(ctx context.Context) error {
	if err := s.Health(); err != nil {
		return err
	}
	config := s.pool.Config().ConnConfig
	s.prepareLess(config)
	c, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return fmt.Errorf("connect to listen: %w", err)
	}
	defer c.Close(context.WithoutCancel(ctx)) //nolint:errcheck // it is broken or not needed any more
	if _, err := c.Exec(ctx, "listen "+channel); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	var schema string
	if err := c.QueryRow(ctx, `select current_schema()`).Scan(&schema); err != nil {
		s.pooler(err)
		return fmt.Errorf("listen: %w", err)
	}
	s.hearing.missed()
	for {
		if err := s.hear(ctx, c, schema); err != nil {
			return err
		}
	}
}

// hear waits for a notice, and no longer than until all should look again: then
// the connection is tried, as one may die without a word.
func (s *Store) hear(ctx context.Context, c *pgx.Conn, schema string) error {
	within, cancel := context.WithTimeout(ctx, lookAgain)
	defer cancel()
	n, err := c.WaitForNotification(within)
	if err == nil {
		of, rest, _ := strings.Cut(n.Payload, "\n")
		topic, text, _ := strings.Cut(rest, "\n")
		if of == schema {
			s.hearing.tell(topic, text)
		}
		return nil
	}
	if within.Err() == nil || ctx.Err() != nil {
		return fmt.Errorf("wait for notices: %w", err)
	}
	s.hearing.missed()
	alive, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := c.Ping(alive); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	return nil
}
