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
// Handle has a message read as an intent (package intent) and finds its language:
// the only time that anybody looks for it. The gate asks the limits (gate.go) and
// respond does what is meant (handle.go). A question goes to the library, alone or
// with the one before it (ask.go, package followup); what is found becomes a
// Reply (package reply). The shelf opens and lists articles (shelf.go). Press does
// the same for buttons (press.go, paging.go); what a button needs stands in it
// (bot.Action and the references of package reply), so buttons outlive the process.
// Sessions remember for ten minutes what "more", numbers and follow-ups need
// (package session). Greetings offer questions that were drawn before anybody greeted
// (samples.go, package sample).
//
// What people follow is chosen in following.go and told by package follow; run
// TellNews beside Watch.
//
// What is kept on disk is package state's. What admins read and do is package
// admin's. All that the bot says stands in package locale.
//
// New makes a Bot. Run Watch beside the adapters, and Close it in the end.
package dialogue
