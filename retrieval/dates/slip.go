package dates

import "unicode/utf8"

// slip tells whether a word is another with one letter left out, doubled or
// put in, changed, or changed places with the next. The first letter is hardly
// ever wrong.
func slip(typed, meant string) bool {
	a, b := []rune(typed), []rune(meant)
	if utf8.RuneCountInString(typed) < 4 || a[0] != b[0] {
		return false
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	a, b = a[i:], b[i:]
	switch len(a) - len(b) {
	case -1:
		return string(a) == string(b[1:])
	case 1:
		return string(a[1:]) == string(b)
	case 0:
		return len(a) > 0 && (string(a[1:]) == string(b[1:]) ||
			len(a) > 1 && a[0] == b[1] && a[1] == b[0] && string(a[2:]) == string(b[2:]))
	}
	return false
}
