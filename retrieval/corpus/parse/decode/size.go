package decode

import "fmt"

// TooLarge is the error of what is longer than an article can be, in bytes.
func TooLarge(limit int64) error {
	return fmt.Errorf("larger than %s, which no article is; divide it", SizeText(limit))
}

// SizeText writes a size for people.
func SizeText(n int64) string {
	switch {
	case n >= 10<<20:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
