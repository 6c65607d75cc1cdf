// Package gateway keeps one shard connected to Discord's gateway.
//
// A connection is thrown away when it ends, for whatever reason, and a new one
// takes its place: resumed where Discord allows it, so that what was said in
// between arrives late instead of never, identified anew otherwise. Nothing
// outlives its connection: every goroutine is waited for, every read has a
// deadline, and a missed heartbeat ends the connection.
//
// The connection is our own rather than discordgo's, whose Open holds a lock
// that its own reconnect wants (an op 7 as the first packet blocks for ever),
// cannot be given up (no HELLO: the same), ignores close codes and falls into
// an endless loop of resumes after an op 7 right behind READY.
package gateway
