// Package telegramtest is a Bot API server for tests. It keeps to what Telegram's
// own server does where the bot could tell the difference: long polling with
// acknowledgement by offset, remembered allowed_updates, 409 for a second
// poller, ages of updates, parsing of HTML, limits of sizes and rates, the
// texts of its errors. It can be told to fail, it records every call, and it
// checks each against the published description of the Bot API where that is
// at hand.
//
// It uses package time for everything, so that it runs on the fake clock of
// testing/synctest when it is reached by way of Client.
package telegramtest
