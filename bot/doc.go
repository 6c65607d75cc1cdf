// Package bot holds the nouns of a conversation: a person's Message in, a Reply
// out, the Action that a button carries, and what a Library of articles and a
// Conversation promise. All are free of any platform's types.
//
// What is done with them is one floor below: intent reads what is meant by its words,
// likeness by its meaning, locale says it in each language, reply makes replies of
// what was found, catalogue and sample know titles and questions to begin with, state keeps what must last, limit
// says how often, admin does what those who run the bot ask for, follow tells people
// news of what they follow, and dialogue holds the conversation. Adapters
// (telegram, discord, console) turn a Reply into their platform's payload and never
// import each other.
package bot
