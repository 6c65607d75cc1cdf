package shared

import (
	"crypto/rand"
	"encoding/hex"
	"os"
)

// NewReplicaID names this process among the replicas: the machine's name and six
// random letters, so that a restart is another replica.
func NewReplicaID() string {
	host, err := os.Hostname()
	if err != nil || host == "" {
		host = "replica"
	}
	var b [3]byte
	_, _ = rand.Read(b[:]) // it never fails: https://pkg.go.dev/crypto/rand#Read
	return host + "-" + hex.EncodeToString(b[:])
}
