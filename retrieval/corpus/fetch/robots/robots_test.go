package robots_test

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"articlebot/retrieval/corpus/fetch/robots"
)

func address(t testing.TB, path string) *url.URL {
	t.Helper()
	u, err := url.Parse("https://paper.example" + path)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestWhoseRulesHold(t *testing.T) {
	tests := map[string]struct {
		file    string
		allowed bool // of /news
	}{
		"an empty file allows":                         {"", true},
		"a page instead of a file allows":              {"<!doctype html><title>Not found: sorry</title>", true},
		"everybody's group holds where none names us":  {"User-agent: *\nDisallow: /\n", false},
		"our group holds instead of everybody's":       {"User-agent: *\nDisallow: /\n\nUser-agent: ArticleBot\nDisallow: /x\n", true},
		"in any order":                                 {"User-agent: articlebot\nDisallow: /news\nUser-agent: *\nDisallow:\n", false},
		"our empty group allows":                       {"User-agent: *\nDisallow: /\nUser-agent: articlebot\n", true},
		"a version behind our name does not matter":    {"User-agent: articlebot/2.0\nDisallow: /\n", false},
		"longer names are not ours":                    {"User-agent: articlebot-news\nDisallow: /\n", true},
		"shorter names are not ours":                   {"User-agent: article\nDisallow: /\n", true},
		"several names share a group":                  {"User-agent: otherbot\nUser-agent: articlebot\nDisallow: /\n", false},
		"groups with our name are one":                 {"User-agent: articlebot\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: articlebot\nDisallow: /news", false},
		"groups for everybody are one":                 {"User-agent: *\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: *\nDisallow: /news", false},
		"blank lines and sitemaps do not end a group":  {"User-agent: *\n\nSitemap: https://paper.example/s.xml\nDisallow: /", false},
		"nor do records that nobody knows":             {"User-agent: *\nNoindex: /\nDisallow: /", false},
		"nor does Crawl-delay":                         {"User-agent: articlebot\nCrawl-delay: 5\nUser-agent: x\nDisallow: /", false},
		"rules of nobody hold for nobody":              {"Disallow: /\nUser-agent: *\nDisallow: /x", true},
		"comments, cases and spaces do not matter":     {"# all\n  USER-AGENT :  *  # everybody\n\tdisallow:/ # nothing\n", false},
		"Windows and old Mac line ends":                {"User-agent: *\r\nDisallow: /x\rDisallow: /news\r\n", false},
		"a byte order mark does not hide the first":    {"\uFEFFUser-agent: *\nDisallow: /", false},
		"a rule without a path says nothing":           {"User-agent: *\nDisallow:", true},
		"a rule that does not begin with / or * is no": {"User-agent: *\nDisallow: news", true},
		"bytes that are no text are passed over":       {"User-agent: *\n\xff\xfe: \x00\nDisallow: /", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := robots.Parse([]byte(test.file), "articlebot").Allows(address(t, "/news")); got != test.allowed {
				t.Errorf("allowed %v, want %v by\n%s", got, test.allowed, test.file)
			}
		})
	}
}

func TestWhichRuleDecides(t *testing.T) {
	tests := []struct {
		rules, path string
		allowed     bool
	}{
		// The examples of RFC 9309 section 5.2 and of Google's documentation.
		{"Allow: /p\nDisallow: /", "/page", true},
		{"Allow: /folder\nDisallow: /folder", "/folder/page", true},
		{"Allow: /page\nDisallow: /*.htm", "/page.htm", false},
		{"Allow: /page\nDisallow: /*.ph", "/page.php5", true},
		{"Allow: /$\nDisallow: /", "/", true},
		{"Allow: /$\nDisallow: /", "/page", false},
		{"Allow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/disallowed.gif", false},
		{"Allow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/", true},
		{"Disallow: *.gif$\nAllow: /example/", "/a.gif", false},
		{"Disallow: *.gif$\nAllow: /example/", "/a.gif?x", true},
		// The order of the file does not count.
		{"Disallow: /\nAllow: /news", "/news/1", true},
		{"Allow: /news\nDisallow: /news/draft", "/news/draft-2", false},
		// Asterisks.
		{"Disallow: /fish*", "/fish", false},
		{"Disallow: /fish*.php", "/fishheads/catfish.php?id=1", false},
		{"Disallow: /fish*.php", "/Fish.PHP", true},
		{"Disallow: /*/print/*$", "/a/print/", false},
		{"Disallow: /a*b*c$", "/aXbXbXc", false},
		{"Disallow: /a*b*c$", "/aXcXb", true},
		{"Disallow: /ab*bc$", "/abc", true},
		{"Disallow: /**//*", "/x//", false},
		{"Disallow: *", "/x", false},
		{"Disallow: /x*", "/ax", true},
		{"Disallow: /price$/", "/price$/1", false},
		{"Disallow: /*?", "/x", true},
		{"Disallow: /*?", "/x?", false},
		{"Disallow: /*?page=", "/x?page=2", false},
		// Escapes, among them those of RFC 9309 section 2.2.2.
		{"Disallow: /foo/bar?baz=quz", "/foo/bar?baz=quz", false},
		{"Disallow: /foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar", false},
		{"Disallow: /foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3a%2f%2ffoo.bar", false},
		{"Disallow: /foo/bar/\u30c4", "/foo/bar/%E3%83%84", false},
		{"Disallow: /foo/bar/%E3%83%84", "/foo/bar/%e3%83%84", false},
		{"Disallow: /foo/bar/%62%61%7A", "/foo/bar/baz", false},
		{"Disallow: /tin-tức", "/tin-t%E1%BB%A9c/1", false},
		{"Disallow: /a%2Fb", "/a/b", true},
		{"Disallow: /a%2fb", "/a%2Fb", false},
		{"Disallow: /file-with-a-%2A.html", "/file-with-a-*.html", false},
		{"Disallow: /file-with-a-%2A.html", "/file-with-a-b.html", true},
		{"Disallow: /foo-%24", "/foo-$", false},
		{"Disallow: /100%", "/100%25", false},
		{"Disallow: /a b", "/a%20b", false},
		// The empty path is the front page.
		{"Disallow: /$", "", false},
	}
	for _, test := range tests {
		file := "User-agent: *\n" + test.rules
		if got := robots.Parse([]byte(file), "articlebot").Allows(address(t, test.path)); got != test.allowed {
			t.Errorf("%s allowed %v, want %v by\n%s", test.path, got, test.allowed, test.rules)
		}
	}
}

func TestCrawlDelays(t *testing.T) {
	for file, want := range map[string]time.Duration{
		"User-agent: *\nDisallow: /x":                                                          0,
		"User-agent: *\nCrawl-delay: 10":                                                       10 * time.Second,
		"User-agent: *\nCrawl-Delay: 0.5":                                                      500 * time.Millisecond,
		"User-agent: *\nCrawl-delay: soon\nCrawl-delay: -1\nCrawl-delay: NaN":                  0,
		"User-agent: *\nCrawl-delay: 1e300":                                                    robots.MaxDelay,
		"User-agent: *\nCrawl-delay: Inf":                                                      robots.MaxDelay,
		"User-agent: slowbot\nCrawl-delay: 60\nUser-agent: *\nDisallow: /x":                    0,
		"User-agent: articlebot\nCrawl-delay: 2\n\nUser-agent: *\nCrawl-delay: 9":              2 * time.Second,
		"User-agent: slowbot\nUser-agent: *\nDisallow: /x\nCrawl-delay: 3":                     3 * time.Second,
		"User-agent: articlebot\nDisallow: /x\nUser-agent: slowbot\nCrawl-delay: 60\nAllow: /": 0,
	} {
		if got := robots.Parse([]byte(file), "articlebot").Delay; got != want {
			t.Errorf("delay %v, want %v by\n%s", got, want, file)
		}
	}
}

func TestOnlyTheBeginningOfALongFileCounts(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("User-agent: *\nDisallow: /first\n")
	for i := 0; b.Len() < robots.MaxBytes-len("Disallow: /")-1; i++ {
		fmt.Fprintf(&b, "#%0*d\n", min(80, robots.MaxBytes-len("Disallow: /")-b.Len()-2), 0)
	}
	b.WriteString("Disallow: /last\n")
	rules := robots.Parse(b.Bytes(), "articlebot")
	for path, want := range map[string]bool{"/first": false, "/last": true, "/other": true} {
		if got := rules.Allows(address(t, path)); got != want {
			t.Errorf("%s allowed %v, want %v", path, got, want)
		}
	}
}

// FuzzParse tests that any file can be read, and that what the simplest of
// rules says of an address holds whatever else the file says.
func FuzzParse(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nCrawl-delay: 3", "/axb?c=%41")
	f.Add("Allow: %\nuser-agent:articlebot\nallow: /**$\ndisallow:/%2", "/%2a/$*")
	f.Fuzz(func(t *testing.T, file, path string) {
		u, err := url.Parse("https://paper.example/" + strings.TrimLeft(path, "/"))
		if err != nil {
			return
		}
		rules := robots.Parse([]byte(file), "articlebot")
		rules.Allows(u)
		if rules.Delay < 0 || rules.Delay > robots.MaxDelay {
			t.Errorf("delay %v", rules.Delay)
		}
		ours := "User-agent: articlebot\n"
		if !robots.Parse([]byte(ours), "articlebot").Allows(u) {
			t.Errorf("%s is forbidden by no rule", u)
		}
		if robots.Parse([]byte(ours+"Disallow: *"), "articlebot").Allows(u) {
			t.Errorf("%s is allowed though nothing is", u)
		}
		if rule := u.EscapedPath(); !strings.ContainsAny(rule, "*$# \t\r\n") && robots.Parse([]byte(ours+"Disallow: "+rule), "articlebot").Allows(u) {
			t.Errorf("%s is allowed though its own path is not", u)
		}
	})
}
