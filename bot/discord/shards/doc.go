// Package shards parts the shards of a bot among its replicas: each is leased, and
// whoever has the lease resumes the session where the one before left it.
//
// A replica takes what is free up to its part, and beyond that what stays free, so
// that the shards of one that died are taken at once although nobody knows yet
// that it did. What it has beyond its part it hands to the others after a while.
package shards
