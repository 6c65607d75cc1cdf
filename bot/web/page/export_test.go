package page

import (
	"fmt"
	"reflect"

	"articlebot/retrieval/text"
)

// Contrast is the contrast of two colors of the form #rrggbb.
func Contrast(a, b string) float64 {
	read := func(s string) (c rgb) {
		_, _ = fmt.Sscanf(s, "#%02x%02x%02x", &c.r, &c.g, &c.b) // a color that cannot be read is black, and fails the test
		return c
	}
	return contrast(read(a), read(b))
}

// AllWords are the words of a language by their names.
func AllWords(l text.Language) map[string]string {
	v, all := reflect.ValueOf(*WordsFor(l)), map[string]string{}
	for i := range v.NumField() {
		all[v.Type().Field(i).Name] = v.Field(i).String()
	}
	return all
}
