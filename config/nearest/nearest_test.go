package nearest_test

import (
	"testing"

	"articlebot/config/nearest"
)

func TestTo(t *testing.T) {
	verbs := []string{"ask", "chat", "serve", "index", "eval", "config", "version", "reload", "help"}
	for name, c := range map[string]struct{ word, want string }{
		"a swap of neighbours":          {"sevre", "serve"},
		"a missing letter":              {"vesion", "version"},
		"a doubled letter":              {"confiig", "config"},
		"a short word with one edit":    {"ak", "ask"},
		"nothing near":                  {"bananas", ""},
		"the empty word":                {"", ""},
		"letters outside ASCII count 1": {"índex", "index"},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := nearest.To(c.word, verbs)
			if got != c.want || ok != (c.want != "") {
				t.Errorf("To(%q) = %q, %v; want %q", c.word, got, ok, c.want)
			}
		})
	}
}
