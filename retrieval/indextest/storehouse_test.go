package indextest_test

import (
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/indextest"
)

// The storehouse that others test with passes what a real one does.
func TestStorehouse(t *testing.T) {
	indextest.Suite{New: func(*testing.T) retrieval.Backend { return indextest.NewStorehouse(bleveindex.Memory{}) }}.Run(t)
}
