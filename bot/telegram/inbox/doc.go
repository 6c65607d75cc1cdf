// Package inbox receives updates, by long polling or by webhook, and runs what is
// to be done with them: in order within a chat, chats side by side.
//
// It promises that an update is acknowledged to Telegram only when it has been
// handled, or was let go of on purpose. What an update means is not its matter.
package inbox
