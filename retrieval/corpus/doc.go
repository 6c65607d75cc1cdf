// Package corpus turns sources into articles: saved web pages, HTML, Markdown,
// JSON Lines and feeds, from folders, files, embedded file systems and the web.
//
// It promises the paper's own words (only white space is normalised), the same
// articles in the same order with the same ids for the same input, and that
// nothing in a source can crash it, hang it or take it down: what cannot be
// read is left out and named with its reason, the rest is kept. What has not
// changed since the last read of a Loader is not parsed again.
//
// It does not split sentences, index or rank; that is the engine's work.
package corpus
