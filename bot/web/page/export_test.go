package page

import "fmt"

// Contrast is the contrast of two colors of the form #rrggbb.
func Contrast(a, b string) float64 {
	read := func(s string) (c rgb) {
		_, _ = fmt.Sscanf(s, "#%02x%02x%02x", &c.r, &c.g, &c.b) // a color that cannot be read is black, and fails the test
		return c
	}
	return contrast(read(a), read(b))
}
