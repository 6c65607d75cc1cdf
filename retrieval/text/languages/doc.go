// Package languages has the words of languages as far as reading and searching
// need them: those that carry no topic, ask, name days, and stand around the text
// of a page. A language is one file in the folder data.
//
// A file may leave out what its language has no word for, or what nobody has
// written down yet: one with no more than a calendar still lets the dates of its
// papers be read. Only languages with function words are searched in.
//
// The package knows words and nothing of what is done with them: who asks for a
// list says in which form it looks for them (folded, or with their accents). It
// imports nothing of the project.
package languages
