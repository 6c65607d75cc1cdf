// Package bleveindex finds candidate passages with bleve. It indexes the terms
// that retrieval/text made, separated by spaces, so it has no analysis of its
// own and any other engine would see the same words.
//
// Indexes are built once and then only read: in memory, or on disk in a
// temporary directory that is renamed when it is whole and opened read-only.
package bleveindex
