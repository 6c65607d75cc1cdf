package corpus_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestSecretsOfAddressesReachNobody reads addresses with a key in them, one of
// which answers and one does not.
func TestSecretsOfAddressesReachNobody(t *testing.T) {
	p := newPaper(t)
	p.put("/story", "text/html", storyPage("The quarry reopens", "quarry"))
	p.put("/lines.jsonl", "application/json", "{\"text\":\"One line of text.\"}\noops\n")
	p.set("/gone", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	for _, path := range []string{"/story?key=sesame", "/lines.jsonl?token=sesame", "/gone?api_key=sesame", "/nothing?key=sesame"} {
		c, err := p.reader(path).Read(t.Context(), nil)
		if shown := fmt.Sprintf("%+v %v", c, err); strings.Contains(shown, "sesame") {
			t.Errorf("%s: %s", path, shown)
		}
		if answers := strings.HasPrefix(path, "/story") || strings.HasPrefix(path, "/lines"); answers != (len(c.Articles) == 1) {
			t.Errorf("%s: %d articles, %v", path, len(c.Articles), err)
		}
	}
}
