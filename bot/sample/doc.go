// Package sample draws questions to begin with from an article: how many there
// are of what a passage counts, and what it says of a name. It knows words,
// numbers and capitals, and nothing of any newspaper or topic.
//
// A question so drawn may be clumsy or have no answer. Whoever shows it asks the
// library first.
package sample
