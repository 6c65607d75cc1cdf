// Package text is the one analysis of the project: it turns text into terms
// with byte offsets into the original, and finds sentences and languages.
// Index, query, ranking and marks all use it, so that they see the same terms.
//
// Folding is done on each term, never on the text, so offsets always slice the
// original exactly, for precomposed, decomposed and mixed input alike. The
// package knows nothing of bleve's index or of articles. What the words of a
// language are stands in package languages.
package text
