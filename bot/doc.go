// Package bot holds the nouns of a conversation: a person's Message in, a Reply
// out, the Action that a button carries, and what a Library of articles and a
// Conversation promise. All are free of any platform's types.
//
// What is done with them is one floor below: dialogue answers, limit says how
// often, and adapters (telegram, discord, console) turn a Reply into their
// platform's payload and never import each other.
package bot
