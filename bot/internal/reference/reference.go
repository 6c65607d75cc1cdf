// Package reference names incidents, so that what a person reads can be found in
// the log.
package reference

import (
	"crypto/rand"
	"encoding/hex"
	"strings"
)

// New returns four signs that are unlikely to have been used a short while ago.
func New() string {
	var b [2]byte
	_, _ = rand.Read(b[:]) // never fails, https://pkg.go.dev/crypto/rand#Read
	return strings.ToUpper(hex.EncodeToString(b[:]))
}
