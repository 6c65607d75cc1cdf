// Package intent reads what a message is meant as: a question, a command, a
// courtesy, a wish such as "more" or "the second one", or a follow-up that makes
// sense only with the question before it.
//
// It is a function of the message alone: it remembers nothing, asks nobody and
// never fails. What is not plainly something else is a question.
package intent
