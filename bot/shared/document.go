package shared

import (
	"context"
	"time"
)

// Ref names a document.
type Ref struct{ Kind, Key string }

// Document is some bytes under a name.
type Document struct {
	Ref
	Value []byte // nil where there is no such document; JSON for kinds that Local keeps in files
	// Version grows with each write of any document; 0 where there is none.
	Version int64
	// Born is the version that it was first written with: what is older has the
	// smaller one.
	Born int64
}

// Condition says which version of a document a write expects.
type Condition int64

// Conditions; a Version is one too.
const (
	Anything Condition = -1 // whatever there is
	Nothing  Condition = 0  // no such document
)

// Write is one change of a document.
type Write struct {
	Ref
	// Value replaces what there is; nil deletes it.
	Value []byte
	// If is what must be there.
	If Condition
	// TTL is how long the document is kept, 0 for always. It counts anew with each
	// write.
	TTL time.Duration
	// Brief marks what is of use for minutes only. Where all changes of a call are, it
	// does not wait for the server's disk or standby, whose crash may lose it.
	Brief bool
	// Under, if set, is a lease that must still be held, by its token.
	Under *Lease
}

// Documents are kept under a kind and a key.
type Documents interface {
	// Read returns the documents in the order asked, with a nil Value and Version 0
	// for those that there are not.
	Read(ctx context.Context, refs ...Ref) ([]Document, error)
	// Write does all of the changes or none and returns the new versions, 0 for a
	// deletion. The error is ErrConflict or ErrLost if a condition does not hold.
	// Of changes to one document in one call only the last should be given.
	Write(ctx context.Context, changes ...Write) ([]int64, error)
	// List returns up to limit documents of a kind whose key begins with prefix and
	// comes after after, by key in the order of bytes.
	List(ctx context.Context, kind, prefix, after string, limit int) ([]Document, error)
	// DeleteAll deletes those of a kind whose key begins with prefix and tells how
	// many there were.
	DeleteAll(ctx context.Context, kind, prefix string) (int, error)
}
