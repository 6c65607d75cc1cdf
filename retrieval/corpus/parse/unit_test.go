package parse

import "testing"

func TestKindsAreRecognisedByContent(t *testing.T) {
	for _, test := range []struct {
		name, head string
		want       Kind
	}{
		{"a", "<!DOCTYPE html><html>", HTML}, {"a.txt", "\ufeff\n<!-- x --><html>", HTML}, {"a.html", "plain words", HTML}, {"a", "<p>hello", HTML},
		{"a", `<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html>`, HTML},
		{"a", `<?xml version="1.0"?><rss version="2.0">`, Feed}, {"a.txt", `<feed xmlns="http://www.w3.org/2005/Atom">`, Feed}, {"a.xml", "<?xml version='1.0'?>\n<!-- c -->\n<rdf:RDF>", Feed},
		{"a.json", `{"version": "https://jsonfeed.org/version/1.1", "items": []}`, Feed},
		{"a", `{"id":1,"text":"x"}`, JSONLines}, {"a.jsonl", "oops", JSONLines}, {"a.ndjson", "", JSONLines},
		{"a.md", "words", Markdown}, {"a", "---\ntitle: x\n---\n", Markdown}, {"a.txt", "# Title\n\nText", Markdown},
		{"a.txt", "Title\n\nText", Page}, {"a", "Tiêu đề\n\nLời", Page},
		{"a", "\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00", HTML},
	} {
		if got, err := Recognise(test.name, []byte(test.head)); got != test.want || err != nil {
			t.Errorf("%s %q: %q (%v), want %q", test.name, test.head, got, err, test.want)
		}
	}
}
