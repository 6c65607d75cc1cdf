// Package locale is all that the bot says and understands, in each of its
// languages, and how numbers, days and lengths of time are written there.
//
// A language is one file in the folder languages: its texts, the names of its
// commands, and the phrases that package intent understands. Another language is
// another file there; nothing else in the conversation knows which there are.
//
// A Texts is what is said in one language. Its methods fill the sentences that need
// more than a word put in a place. Nothing here knows who reads it or why.
package locale
