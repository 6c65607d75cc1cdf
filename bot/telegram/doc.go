// Package telegram is the conversation on Telegram: it receives updates by
// long polling or by webhook, turns them into what package bot understands,
// and delivers the replies within the platform's limits.
//
// It promises that a question is acknowledged to Telegram only after its reply
// was delivered or given up with a logged reason, so that a crash loses none;
// that an update handled before is not handled again after a restart where a
// data directory is configured; and that neither the bot's token nor what
// people say stands in a log, an error or a file. One case is undecidable: a
// send whose answer never came back may have been delivered, and the Bot API
// has no key to ask by. Such a reply is sent once more, an alert is not.
//
// It does not search, and it decides nothing about what is answered.
//
// An update comes in by inbox, is understood here, handed to the conversation,
// and its reply made by render goes out by outbox; journal remembers what was
// done, and api is the way to Telegram.
package telegram
