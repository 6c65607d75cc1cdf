// Package bleveindex finds candidate passages with bleve. It indexes the terms
// that retrieval/text made as they are, so it has no analysis of its own and any
// other engine would see the same words; and it reads the postings and scores
// them by itself.
//
// Indexes are built once and then only read: on disk by bleve, or in memory as
// posting lists of its own, see lists. One on disk is built in a temporary directory that is renamed when it is whole. One that follows
// another shares the parts that did not change, see takeOver.
package bleveindex
