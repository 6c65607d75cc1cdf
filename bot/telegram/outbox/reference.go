package outbox

import (
	"crypto/rand"
	"encoding/hex"
	"strings"
)

// NewReference names an incident in the reply and in the log.
func NewReference() string {
	var b [2]byte
	_, _ = rand.Read(b[:]) // never fails, https://pkg.go.dev/crypto/rand#Read
	return strings.ToUpper(hex.EncodeToString(b[:]))
}
