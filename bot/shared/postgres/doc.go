// Package postgres keeps what replicas share in PostgreSQL 13 or later, in tables
// that begin with "bot_" in the first schema of the role's search_path.
//
// Nothing is held by a session: claims and leases are rows with an end on the
// server's clock, so that a pool in front of the server and a process that was
// stopped and woken are both harmless. Notices alone listen on a connection of
// their own; where that cannot be had, those who listen look every ten seconds.
package postgres
