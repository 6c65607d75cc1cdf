// Package likeness tells by meaning what a message asks of the bot: by how near it
// comes to a few examples of each wish, and to questions that only look like one.
// What a text means is told from outside, as a direction; nothing here knows how
// that is found.
//
// It is for messages that no words of a wish were found in (package intent) and that
// the articles do not answer.
package likeness
