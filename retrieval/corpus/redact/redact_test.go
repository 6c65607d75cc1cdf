package redact_test

import (
	"strings"
	"testing"
	"unicode"

	"articlebot/retrieval/corpus/redact"
)

func TestSecretsInAddressesAreStarred(t *testing.T) {
	for address, want := range map[string]string{
		"https://paper.example/feed":                                 "https://paper.example/feed",
		"https://paper.example/feed?page=2&cat=town":                 "https://paper.example/feed?page=2&cat=town",
		"https://ann:sesame@paper.example/feed":                      "https://***@paper.example/feed",
		"https://sesame@paper.example":                               "https://***@paper.example",
		"https://ann:a@b@paper.example/x":                            "https://***@paper.example/x",
		"https://paper.example/feed?key=sesame":                      "https://paper.example/feed?key=***",
		"https://paper.example/feed?a=1&token=sesame&b=2":            "https://paper.example/feed?a=1&token=***&b=2",
		"https://paper.example/feed?api_key=sesame":                  "https://paper.example/feed?api_key=***",
		"https://paper.example/feed?apikey=sesame&X-Amz-Signature=1": "https://paper.example/feed?apikey=***&X-Amz-Signature=***",
		"https://paper.example/feed?access%5Ftoken=sesame":           "https://paper.example/feed?access%5Ftoken=***",
		"https://paper.example/feed?x=4fA9c0d1E2b3a4958677aa":        "https://paper.example/feed?x=***",
		"https://paper.example/feed?4fA9c0d1E2b3a4958677aa":          "https://paper.example/feed?***",
		"https://paper.example/feed?q=the-old-ferry-of-2026-sails":   "https://paper.example/feed?q=the-old-ferry-of-2026-sails",
		"https://paper.example/feed#access_token=sesame":             "https://paper.example/feed#access_token=***",
		"https://paper.example/%zz?key=sesame":                       "an address that cannot be read",
		"https://ann:19#84sesame@paper.example":                      "an address that cannot be read",
		"https://ann:19?84sesame@paper.example":                      "an address that cannot be read",
	} {
		if got := redact.Address(address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}

func TestSecretsInASentenceAreStarred(t *testing.T) {
	const said = `Get "https://ann:sesame@paper.example/a?token=sesame": dial tcp: no route; see http://b.example/?key=sesame`
	const want = `Get "https://***@paper.example/a?token=***": dial tcp: no route; see http://b.example/?key=***`
	if got := redact.Text(said); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestWhoLogsInWithoutASchemeIsStarred(t *testing.T) {
	for said, want := range map[string]string{
		"ann:sesame@paper.example/feed":                  "***@paper.example/feed",
		`[{pat: "ann:sesame@b.example"}]`:                `[{pat: "***@b.example"}]`,
		"open x=ann:sesame@b.example: no such file":      "open x=***@b.example: no such file",
		"write to desk@paper.example: 12:30 is too late": "write to desk@paper.example: 12:30 is too late",
		"https://paper.example/@ann":                     "https://paper.example/@ann",
		"http://127.0.0.1:80/a@b":                        "http://127.0.0.1:80/a@b",
	} {
		if got := redact.Text(said); got != want {
			t.Errorf("%s: %s, want %s", said, got, want)
		}
	}
}

func TestABareAddressHasNoSecretAtAll(t *testing.T) {
	const address, want = "https://ann:sesame@paper.example/a?id=7&token=sesame", "https://paper.example/a?id=7"
	if got := redact.Bare(address); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestNamesDoNotCommandATerminal(t *testing.T) {
	for name, want := range map[string]string{
		"phà chạy lại.md":      "phà chạy lại.md",
		"a\x1b[31mred\x07.txt": `a\x1b[31mred\a.txt`,
		"two\nlines":           `two\nlines`,
		"a\u202etxt.exe":       `a\u202etxt.exe`,
		"caf\xe9":              `caf\xe9`,
		"\u009b31m":            `\u009b31m`,
	} {
		if got := redact.Name(name); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}

func FuzzRedact(f *testing.F) {
	f.Add("https://ann:sesame@paper.example/a?token=sesame#key=x")
	f.Add("\x1b[2J ://@?&=#")
	f.Fuzz(func(t *testing.T, s string) {
		for what, shown := range map[string]string{"address": redact.Address(s), "text": redact.Text(s), "name": redact.Name(s)} {
			if strings.ContainsFunc(shown, unicode.IsControl) {
				t.Errorf("%s of %q: %q", what, s, shown)
			}
		}
	})
}
