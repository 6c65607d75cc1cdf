// Package render turns replies into what Telegram shows: messages in its HTML
// within its lengths, and keyboards. It promises that the server takes the
// markup whatever the words are, and that nothing which a person or an article
// wrote becomes a mention, a command or a link by itself. It is pure.
package render
