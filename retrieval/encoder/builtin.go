package encoder

import (
	_ "embed"
	"fmt"
	"unsafe"

	"articlebot/retrieval/encoder/modelfile"
)

// builtIn is a string, not bytes, so that it stays on read-only pages of the
// program's file, which the system reads as they are needed.
//
//go:embed e5-small-en-vi.model
var builtIn string

// BuiltIn returns the model that lies inside the program, with the pieces of
// English and Vietnamese. Package tests compare it with its checksum; starting
// does not.
func BuiltIn(use Instructions) (*Model, error) {
	f, err := modelfile.ReadTrusted(unsafe.Slice(unsafe.StringData(builtIn), len(builtIn)))
	if err != nil {
		return nil, fmt.Errorf("read built-in model: %w", err)
	}
	return newModel(f, use)
}
