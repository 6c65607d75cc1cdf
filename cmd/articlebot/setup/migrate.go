package setup

import (
	"context"
	"errors"
	"fmt"
	"time"

	"articlebot/bot/shared/postgres"
	"articlebot/bot/state"
	"articlebot/cmd/articlebot/cli"
	"articlebot/cmd/articlebot/inspect"
	"articlebot/config"
)

// MigrateVerb is the command migrate.
var MigrateVerb = cli.Verb{
	Name: "migrate", Wordless: true, Flags: []string{"config"},
	Summary: "make or renew the tables of the shared state",
	About: "The database is that of state.url (ARTICLEBOT_STATE_URL). serve does the same when\n" +
		"it starts, if its role may create tables; with a role that may not, run this\n" +
		"before, as one that may. What data_dir holds of people (languages, settings, gaps,\n" +
		"what is followed) is taken over once, where the database has none of it yet. It\n" +
		"can be run at any time and more than once.",
	Example: "ARTICLEBOT_STATE_URL_FILE=owner.url articlebot migrate",
	Run:     func(a *cli.App, ctx context.Context, o cli.Options) error { return (&app{a}).migrate(ctx, o) },
}

// migrateTimeout bounds a migration, with the wait for another replica's.
const migrateTimeout = 5 * time.Minute

func (a *app) migrate(ctx context.Context, o cli.Options) error {
	c, err := a.LoadConfig(o)
	if err != nil {
		return err
	}
	if !c.State.URL.IsSet() {
		return cli.WithHint(errors.New("there is no shared state"), "set ARTICLEBOT_STATE_URL, or ARTICLEBOT_STATE_URL_FILE to a file that holds it")
	}
	ctx, cancel := context.WithTimeout(ctx, migrateTimeout)
	defer cancel()
	done, err := postgres.Migrate(ctx, c.State.URL.Reveal())
	if err != nil {
		return cli.WithHint(err, "can the database of state.url be reached, and may its role create tables there?")
	}
	if len(done) == 0 {
		done = []string{"nothing, the tables are as they should be"}
	}
	for _, name := range done {
		if _, err := fmt.Fprintln(a.Stdout, "done:", name); err != nil {
			return err
		}
	}
	return a.takeOver(c)
}

// takeOver puts what the data directory holds of people into the database.
func (a *app) takeOver(c config.Config) error {
	if c.DataDir == "" {
		return nil
	}
	store, err := postgres.Open(postgres.Config{URL: c.State.URL.Reveal()})
	if err != nil {
		return err
	}
	defer store.Close() //nolint:errcheck // all of it is written
	n, err := state.Adopt(c.DataDir, store, a.NewLog(c.Log))
	if err != nil {
		return fmt.Errorf("take over %s: %w", c.DataDir, err)
	}
	_, err = fmt.Fprintf(a.Stdout, "taken over of %s: %s\n", cli.Printable(c.DataDir), inspect.Plural(n, "record"))
	return err
}
