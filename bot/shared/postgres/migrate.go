package postgres

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migration is one step of the tables. A step that has shipped never changes, and
// each leaves what the version before it needs: two versions run side by side
// during an upgrade.
type migration struct {
	number int
	name   string
	sql    string
}

// steps reads the migrations in order.
func steps() ([]migration, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, fmt.Errorf("list migrations: %w", err)
	}
	var list []migration
	for i, name := range names {
		base := path.Base(name)
		number, err := strconv.Atoi(base[:strings.IndexByte(base, '_')])
		if err != nil || number != i+1 {
			return nil, fmt.Errorf("migration %s: it should have number %d", base, i+1)
		}
		sql, err := migrations.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read migration: %w", err)
		}
		list = append(list, migration{number, base, string(sql)})
	}
	return list, nil
}

// migrate does the steps that are missing, all or none, under a lock that a second
// replica waits for, and returns their names. Where nothing is missing it changes
// nothing and needs no right to.
func migrate(ctx context.Context, pool *pgxpool.Pool) (done []string, err error) {
	list, err := steps()
	if err != nil {
		return nil, err
	}
	at, err := level(ctx, pool)
	if err != nil || at >= len(list) {
		return nil, err
	}
	err = pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `select pg_advisory_xact_lock(hashtextextended(current_schema() || '/articlebot/migrate', 0))`); err != nil {
			return fmt.Errorf("lock migrations: %w", err)
		}
		if at, err = level(ctx, tx); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `create table if not exists bot_migrations (number integer primary key, name text not null, at timestamptz not null default clock_timestamp())`); err != nil {
			return fmt.Errorf("note migrations: %w", err)
		}
		done = nil
		for _, m := range list[min(at, len(list)):] {
			if _, err := tx.Exec(ctx, m.sql); err != nil {
				return fmt.Errorf("migration %s: %w", m.name, err)
			}
			if _, err := tx.Exec(ctx, `insert into bot_migrations (number, name) values ($1, $2)`, m.number, m.name); err != nil {
				return fmt.Errorf("note migration %s: %w", m.name, err)
			}
			done = append(done, m.name)
		}
		return nil
	})
	return done, err //nolint:wrapcheck // it says which step
}

// level is the number of the last step that was done. A greater one than we know
// is of a later version of the program.
func level(ctx context.Context, db interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}) (n int, err error) {
	var there bool
	// Not to_regclass: what that remembers may be older than the lock.
	if err := db.QueryRow(ctx, `select exists (select from pg_class where relname = 'bot_migrations' and relnamespace = (select oid from pg_namespace where nspname = current_schema()))`).Scan(&there); err != nil {
		return 0, fmt.Errorf("look for the tables: %w", err)
	}
	if !there {
		return 0, nil
	}
	if err := db.QueryRow(ctx, `select coalesce(max(number), 0) from bot_migrations`).Scan(&n); err != nil {
		return 0, fmt.Errorf("look for the last migration: %w", err)
	}
	return n, nil
}

// Migrate makes or renews the tables and returns the names of the steps that were
// done. The error holds no secret.
func Migrate(ctx context.Context, url string) ([]string, error) {
	c, err := parse(url)
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("open shared state: %w", plain(err))
	}
	defer pool.Close()
	done, err := migrate(ctx, pool)
	if err != nil {
		return nil, fmt.Errorf("migrate shared state: %w", plain(err))
	}
	return done, nil
}
