package page

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestAValueIsText(t *testing.T) {
	const evil = `"><script>'&`
	var s sheet
	s.put(`<p class="{}" lang="{}">{}</p>`, evil, 7, evil)
	s.attribute(` id="{}"`, "")
	const want = `<p class="&#34;&gt;&lt;script&gt;&#39;&amp;" lang="7">&#34;&gt;&lt;script&gt;&#39;&amp;</p>`
	if got := s.b.String(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestALinkLeadsNowhereButOnTheWeb(t *testing.T) {
	for address, want := range map[string]string{
		"https://paper.example/a b?q=1&r='2'#é": `https://paper.example/a%20b?q=1&amp;r=%272%27#%c3%a9`,
		"HTTP://paper.example":                  "HTTP://paper.example",
		"mailto:a@paper.example":                "mailto:a@paper.example",
		"/a/x:y?s=1.2#p1":                       "/a/x:y?s=1.2#p1",
		"?lang=vi":                              "?lang=vi",
		"100%25 and 100%":                       "100%25%20and%20100%25",
		"javascript:alert(1)":                   noLink,
		"JavaScript:alert(1)":                   noLink,
		" javascript:alert(1)":                  noLink,
		"java\tscript:alert(1)":                 noLink,
		"data:text/html,x":                      noLink,
		"vbscript:x":                            noLink,
		"":                                      "",
	} {
		var s sheet
		s.put(`<a href="{}">`, address)
		if got := s.b.String(); got != `<a href="`+want+`">` {
			t.Errorf("%q is written as %s", address, got)
		}
	}
}

// FuzzAPageHasNoMoreThanItWasGiven puts any text into every kind of place: elements
// and attributes stay those of the program, and a reader sees the text.
func FuzzAPageHasNoMoreThanItWasGiven(f *testing.F) {
	f.Add(`<img src=x onerror=alert(1)>`)
	f.Add(`" onclick="x`)
	f.Add("</title><script>")
	f.Add("&lt;b&#x3e;")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\x00\r") {
			t.Skip("a browser reads those as others")
		}
		var s sheet
		s.put(`<p class="{}"><a href="{}">{}</a></p>`, text, text, text)
		z := html.NewTokenizer(strings.NewReader(s.b.String()))
		var tags, said string
		for z.Next() != html.ErrorToken {
			token := z.Token()
			if token.Type == html.TextToken {
				said += token.Data
				continue
			}
			tags += "<" + token.Data
			for _, a := range token.Attr {
				tags += " " + a.Key
				if a.Key == "class" && a.Val != text {
					t.Errorf("%q reads as %q in an attribute", text, a.Val)
				}
				if scheme, _, has := strings.Cut(a.Val, ":"); a.Key == "href" && has && regexp.MustCompile(`(?i)script|data`).MatchString(scheme) && !strings.ContainsAny(scheme, "/?#") {
					t.Errorf("%q leads to %q", text, a.Val)
				}
			}
		}
		if tags != "<p class<a href<a<p" {
			t.Errorf("%q makes the page %s", text, tags)
		}
		if said != text {
			t.Errorf("%q reads as %q", text, said)
		}
	})
}

// TestPlacesStandWhereTextIsText reads the markup in the source: a place stands
// between tags, or in an attribute in double quotes that holds no code.
func TestPlacesStandWhereTextIsText(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	attribute, places := regexp.MustCompile(`[ "]([a-z-]+)=\\?"[^"<>{}]*\{\}\\?"`), 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		rest := attribute.ReplaceAllStringFunc(string(source), func(m string) string {
			places++
			key := attribute.FindStringSubmatch(m)[1]
			if key == "style" || key == "srcdoc" || strings.HasPrefix(key, "on") {
				t.Errorf("%s has a place in an attribute of code: %s", name, m)
			}
			return ""
		})
		for _, m := range regexp.MustCompile("=\\{\\}|<[a-z!/][^<>`]*\\{\\}|<(script|style)[^<]*>[^<]*\\{\\}").FindAllString(rest, -1) {
			t.Errorf("%s has a place where text is not text: %q", name, m)
		}
	}
	if places < 20 {
		t.Errorf("only %d places are found in attributes", places)
	}
}
