// Package eval measures the engine on question sets and fits its weights and
// its confidence to them. It reads the two formats described at Load.
package eval
