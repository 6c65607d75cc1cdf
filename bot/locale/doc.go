// Package locale is all that the bot says, in each of its languages, and how
// numbers, days and lengths of time are written there.
//
// A Texts is the whole of one language. Its methods fill the sentences that need
// more than a word put in a place. Nothing here knows who reads it or why.
package locale
