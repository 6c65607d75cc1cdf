// Package state is what the bot keeps: questions without an answer, without who
// asked them, the language that each person chose, chats' settings, and who has
// voted already.
//
// What outlives the process is one JSON file each in the data directory, replaced
// in one step. A file that cannot be read is put aside and never stops the bot.
// Every store is safe for concurrent use.
package state
