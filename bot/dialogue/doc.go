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
// Handle reads a message as an Intent (intent.go, command.go, phrases.go,
// topic.go), asks the limits (package limit) and does what is meant: a
// question goes to the library, alone or with the one before it (ask.go,
// lean.go, follow.go), and what is found becomes a Reply (answer.go,
// article.go, titles.go). Press does the same for buttons (press.go, turn.go,
// vote.go); what a button needs stands in it (bot.Action, place.go), so buttons
// outlive the process. Sessions remember for ten minutes what "more", numbers
// and follow-ups need (session.go).
//
// What is kept: questions without an answer, without who asked (gaps.go,
// missed.go), people's languages (people.go) and chats' settings (settings.go).
// What admins read stands in status.go, reload.go and report.go. All that the
// bot says stands in texts_en.go and texts_vi.go.
//
// New makes a Bot. Run Watch beside the adapters, and Close it in the end.
package dialogue
