// Package dialogue is the conversation: a person's message in, a reply out, both
// free of any platform's types. It decides who asks, what is meant (a
// question, a command, a pressed button), in which language, whether it is
// allowed and how often, asks the library of articles, and says what to show.
//
// It promises exactly one reply per question and never an error: what goes
// wrong becomes a plain sentence with a reference that also stands in the log.
// It does not render: adapters (bot/telegram, bot/discord, bot/console) turn a
// Reply into their platform's payload and never import each other.
//
// # The way of a message
//
// Handle has a message read as an intent (package intent), asks the limits
// (package limit) and does what is meant: a question goes to the library, alone
// or with the one before it (ask.go, follow.go), and what is found becomes a
// Reply (answer.go, article.go, titles.go). Press does the same for buttons
// (press.go, turn.go); what a button needs stands in it (bot.Action, place.go),
// so buttons outlive the process. Sessions remember for ten minutes what "more",
// numbers and follow-ups need (session.go).
//
// What is kept on disk is package state's. What admins read and do stands in
// admin_*.go. All that the bot says stands in package locale.
//
// New makes a Bot. Run Watch beside the adapters, and Close it in the end.
package dialogue
