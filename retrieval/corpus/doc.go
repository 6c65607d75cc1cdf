// Package corpus turns sources into articles: saved web pages, HTML, Markdown,
// JSON Lines and feeds, from folders, files, embedded file systems and the web.
//
// It promises the paper's own words (only white space is normalised), the same
// articles in the same order with the same ids for the same input, and that
// nothing in a source can crash it, hang it or take it down: what cannot be
// read is left out and named with its reason, the rest is kept. What has not
// changed since the last read of a Loader is not parsed again.
//
// The work is divided: parse understands one document, fetch asks the web, and
// merge makes one corpus of all, in which each article stands once, has its id
// and is divided into passages. This package does the rest: it lists files,
// remembers what they and addresses held, and follows the entries of feeds from
// read to read.
//
// It does not split sentences, index or rank; that is the engine's work.
package corpus
