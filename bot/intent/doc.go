// Package intent reads what a message is meant as: a question, a command, a
// courtesy, a wish such as "more" or "the second one", or a follow-up that makes
// sense only with the question before it.
//
// What stands around a question is taken off first: addresses, signatures,
// numbering, asking frames (clutter.go, frame.go). Wishes are known by their words,
// in any order and with slips (wish.go), and one message may ask for several things
// (parts.go).
//
// It is a function of the message alone: it remembers nothing, asks nobody and
// never fails. What is not plainly something else is a question.
package intent
