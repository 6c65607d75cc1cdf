// Package opensearch keeps the index of passages in a cluster of OpenSearch or
// Elasticsearch, where it may be larger than one machine and several processes
// search it.
//
// The analysis stays in this program: a passage is sent as its terms, which the
// cluster parts at white space and ranks by BM25. All generations stand in one
// index of the cluster. A passage is found by those from the one that it was born
// in to the one before it died in, so that a reload writes only what changed and
// a rollback writes nothing; what no generation finds any more is swept later.
//
// Replicas open a generation by its name, never by an alias: what they know of
// its words is of that generation alone.
package opensearch
