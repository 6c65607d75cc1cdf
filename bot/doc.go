// Package bot is the conversation: a person's message in, a reply out, both
// free of any platform's types. It decides who asks, what is meant (a
// question, a command, a pressed button), in which language, whether it is
// allowed and how often, asks the library of articles, and says what to show.
//
// It promises exactly one reply per question and never an error: what goes
// wrong becomes a plain sentence with a reference that also stands in the log.
// It does not render: adapters (bot/telegram, bot/discord, bot/console) turn a
// Reply into their platform's payload and never import each other.
package bot
