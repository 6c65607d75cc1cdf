//go:build race

package dialect_test

// slower is how many times longer than usual the race detector may take.
const slower = 10
