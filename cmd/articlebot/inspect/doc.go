// Package inspect shows what was read of the sources and how it was understood:
// as lines for programs, as a list for people, and one article as a whole.
//
// It promises that every article and everything that was left out is accounted
// for, named or counted, and that nothing that stands in a source reaches a
// terminal as a control sequence. It reads nothing itself.
package inspect
