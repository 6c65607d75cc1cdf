// Package state is what the bot keeps: questions without an answer, without who
// asked them, the language that each person chose, chats' settings, who has voted
// already, and what people follow.
//
// All of it are documents of a shared.Store. OpenFiles has the one of a single
// process: what outlives it is one JSON file for each kind in the data directory,
// replaced in one step. A file that cannot be read is put aside and never stops
// the bot. With several replicas the documents are in their database, and no
// store here remembers more of them than it says.
//
// Every store is safe for concurrent use. They take no context: each trip to the
// shared state is bounded by that itself, and what a person has chosen is kept
// although the asker has hung up.
package state
