package feed

import (
	"strings"
	"testing"
)

// TestFormsOfFeeds reads what some feeds say elsewhere, or not at all.
func TestFormsOfFeeds(t *testing.T) {
	const head = `<rss version="2.0" xmlns:a10="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dcterms="http://purl.org/dc/terms/"><channel><title>p</title>`
	const ferry = "The ferry to the island sails again from Monday, the harbour office said on Sunday."
	for name, test := range map[string]struct {
		feed string
		want []string // title, address, day and beginning of the text of each entry
	}{
		"an address in an element of Atom's": {head + `<item><title>A</title><a10:link href="https://p.example/1"/><description>` + ferry + `</description></item></channel></rss>`,
			[]string{"A https://p.example/1  The ferry"}},
		"a text in Media RSS": {head + `<item><title>A</title><link>https://p.example/1</link><media:description>` + ferry + `</media:description></item></channel></rss>`,
			[]string{"A https://p.example/1  The ferry"}},
		"a text in a group of Media RSS": {head + `<item><title>A</title><link>https://p.example/1</link><media:group><media:description>` + ferry + `</media:description></media:group></item></channel></rss>`,
			[]string{"A https://p.example/1  The ferry"}},
		"a date in Dublin Core's terms": {head + `<item><title>A</title><link>https://p.example/1</link><dcterms:issued>2026-01-05T08:30:00+07:00</dcterms:issued><description>` + ferry + `</description></item></channel></rss>`,
			[]string{"A https://p.example/1 2026-01-05 The ferry"}},
		"one id, several addresses": {head + `<item><title>A</title><guid isPermaLink="false">1</guid><link>https://p.example/1</link><description>` + ferry + `</description></item>` +
			`<item><title>B</title><guid isPermaLink="false">1</guid><link>https://p.example/2</link><description>` + ferry + `</description></item></channel></rss>`,
			[]string{"A https://p.example/1  The ferry", "B https://p.example/2  The ferry"}},
		"one entry twice": {head + `<item><title>A</title><guid isPermaLink="false">1</guid><link>https://p.example/1</link><description>` + ferry + `</description></item>` +
			`<item><title>A</title><guid isPermaLink="false">1</guid><link>https://p.example/1</link><description>` + ferry + `</description></item></channel></rss>`,
			[]string{"A https://p.example/1  The ferry"}},
		"a draft of Atom's": {`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://www.w3.org/2007/app"><entry><id>1</id><title>A</title><app:control><app:draft>yes</app:draft></app:control><content>` + ferry + `</content></entry>` +
			`<entry><id>2</id><title>B</title><content>` + ferry + `</content></entry></feed>`,
			[]string{"B   The ferry"}},
		"a comment in an export of Blogger's": {`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>A</title><category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#comment"/><content>` + ferry + `</content></entry>` +
			`<entry><id>2</id><title>B</title><content>` + ferry + `</content></entry></feed>`,
			[]string{"B   The ferry"}},
		"cut off in an entry": {`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>A</title><content><![CDATA[<p>` + ferry + `</p></entry>]]></content></entry><entry><id>2</id><title>B</ti`,
			[]string{"A   The ferry"}},
		"cut off behind an entry": {head + `<item><title>A</title><link>https://p.example/1</link><description>` + ferry + `</description></item>`,
			[]string{"A https://p.example/1  The ferry"}},
		"a JSON feed, cut off": {`{"version":"https://jsonfeed.org/version/1.1","title":"p","items":[{"id":"1","title":"A","content_text":"` + ferry + `"},{"id":"2","title":"B","cont`,
			[]string{"A   The ferry"}},
	} {
		t.Run(name, func(t *testing.T) {
			feed, err := Entries([]byte(test.feed), Context{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, e := range feed.Entries {
				day := ""
				if !e.Draft.Published.IsZero() {
					day = e.Draft.Published.Format("2006-01-02")
				}
				body := e.Draft.Body()
				got = append(got, strings.Join([]string{e.Draft.Title, e.Draft.URL, day, body[:min(9, len(body))]}, " "))
			}
			if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
				t.Errorf("%q, want %q", got, test.want)
			}
			if want := strings.Contains(name, "cut off"); feed.CutOff != want {
				t.Errorf("cut off: %v", feed.CutOff)
			}
		})
	}
}
