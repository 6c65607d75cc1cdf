package postgres

import (
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// What a server says of prepared statements that are not where they were prepared:
// a pooler in transaction mode gives each transaction another of its connections,
// https://www.pgbouncer.org/features.html
const (
	duplicateStatement = "42P05"
	unknownStatement   = "26000"
)

// pooler tells whether err is because of such a pooler. From then on nothing is
// prepared, and what failed is to be done again.
func (s *Store) pooler(err error) bool {
	var p *pgconn.PgError
	if !errors.As(err, &p) || p.Code != duplicateStatement && p.Code != unknownStatement {
		return false
	}
	if s.pooled.CompareAndSwap(false, true) {
		s.log.Info("a pooler stands before the database: statements are not prepared, and changes at other replicas are seen every ten seconds or so")
	}
	s.pool.Reset() // connections of before would prepare
	return true
}

// prepareLess makes a connection to a pooler one that prepares nothing.
func (s *Store) prepareLess(c *pgx.ConnConfig) {
	if s.pooled.Load() {
		c.DefaultQueryExecMode = pgx.QueryExecModeExec
	}
}
