// Package shared is what the replicas of one bot share: one small interface,
// Store, and the one that a single process needs, Local. Package postgres below
// has the one for several; package sharedtest the tests that both pass.
//
// What is meant for whom:
//
//   - Claims: an update of Telegram, a message or interaction of Discord, an alert
//     to the admins. Who claims it answers it; the others learn who does and how
//     far that is.
//   - Leases: Telegram's poller (the offset is kept beside it), a shard of
//     Discord (session, sequence and address to resume), the one indexer, the one
//     that tells followers. Hold keeps one and ends its work when it is lost.
//   - Documents: conversations, people's languages, chats' settings, gaps, votes,
//     follows, which message answers which question, what was read of feeds,
//     copies of generations in parts. Line, Replicas and Requests stand on them.
//   - Draw: how often a person or a chat is heard. Consult draws and reads
//     at once, so that the beginning of a message costs one trip.
//   - Turn: the order within a chat.
//   - Notices: what changed, for those who would look every few seconds anyway.
//
// The clock is the store's: every time that is compared is told by it, so that
// replicas whose clocks differ agree on who holds what.
//
// When the store cannot be reached every method returns ErrUnavailable, soon: a store
// that has just gone may be waited for, as another takes its place within a second.
// What then happens is the caller's choice, and the rule is: claims and limits go
// on in the memory of the process, which WithFallback does, as a double answer
// beats silence; leases fail closed, as two holders are worse than none; documents
// are read from what the process saw last where that does no harm.
package shared
