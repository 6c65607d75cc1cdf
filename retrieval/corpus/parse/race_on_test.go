//go:build race

package parse

// slower is how many times longer than usual the race detector may take.
const slower = 10
