// Package parse understands one document: a saved page, a web page, Markdown,
// JSON, a table, an export, a message or a feed. Bytes go in, articles come out as drafts, and with
// them what was left out and why.
//
// It promises the paper's own words (only white space is normalised) and that
// no document can crash it, hang it or take it down. It opens no file, asks
// nothing of the web and knows of one document at a time: comparing articles
// and giving them their ids is the corpus's work.
//
// It recognises the format and hands the document to the room that reads it:
// saved, webpage, frontmatter, feed or collection. What these share is in the
// rooms below them: draft, body, record, furniture, prose, decode.
package parse
