// Package analysis is what is known of passages before anything is asked, and of
// a question before any passage is looked at. A Builder analyses passages into a
// ForwardIndex: their words as columns of numbers, and the Lexicon of all of them.
// The Lexicon reads a question into a Query: its words as the passages write them,
// with accents restored, slips corrected and words of another language translated,
// each with how rare it is.
//
// It judges nothing: which passage answers is the ranking's matter, which reads the
// columns and the query directly, once a word of each candidate. So their fields
// are public; whoever reads them must not write to them. What Encode writes is for
// Decode of the same program.
package analysis
