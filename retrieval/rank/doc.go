// Package rank orders candidate passages for a question and says how sure it
// is. It holds a question (an analysis.Query) against an analysed copy of every
// passage (an analysis.ForwardIndex), computes a small set of named signals for
// each candidate, combines them by one table of weights, derives a confidence, and
// marks the sentence and words that answer.
//
// It does not find candidates (an index does) and knows nothing of bleve or of
// chat; how passages and questions are analysed stands in the room below. Weights
// and thresholds are data in models, with the command that fitted them beside the
// numbers.
package rank
