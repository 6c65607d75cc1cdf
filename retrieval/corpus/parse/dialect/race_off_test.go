//go:build !race

package dialect_test

const slower = 1
