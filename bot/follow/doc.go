// Package follow tells people of news: of what they follow, and of no more. A
// Desk keeps who follows which topic (in package state), notices that a reload
// has brought articles that were never there before, asks the library of each
// topic, and has the passages that answer brought to those who follow it.
//
// It promises that nothing is told twice: what is about to be told is taken off
// the list on disk first, so that a crash at the wrong moment loses a telling and
// never repeats one. Nothing is told in quiet hours; what comes in them is told
// after them, a follow's news together. Tellings leave at a pace that leaves the
// platforms and the search to those who ask.
//
// It does not know platforms: a bot.Teller brings replies. What is said stands in
// package locale, and how news look is package reply's.
package follow
