package durable

import "errors"

// ErrLocked means that another process has the lock.
var ErrLocked = errors.New("locked by another process")
