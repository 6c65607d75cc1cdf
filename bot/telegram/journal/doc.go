// Package journal remembers what was done: which updates were handled, which
// messages answer which question, and which questions were acknowledged before
// their reply was delivered. All of it is written down where there is a data
// directory, one line each, so that a killed process has lost nothing that it
// had finished. It never holds what a person said.
package journal
