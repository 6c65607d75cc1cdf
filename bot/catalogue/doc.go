// Package catalogue finds articles by what people type of a title: with or
// without accents, the whole or some of its words, or a message that quotes it.
package catalogue
