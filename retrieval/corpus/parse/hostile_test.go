package parse

import (
	"strings"
	"testing"

	"articlebot/retrieval/corpus/parse/draft"
)

// TestHostileInputEndsWithAReasonOrAnArticle gives the parsers what is known
// to cost them much, or to end the process, in the sizes that files may have.
func TestHostileInputEndsWithAReasonOrAnArticle(t *testing.T) {
	many := strings.Repeat
	for name, test := range map[string]struct {
		kind    Kind
		content string
		says    string // "" for an article
	}{
		"a feed nested without end":      {Feed, `<rss version="2.0" xmlns:x="u"><channel><item>` + many("<x:a>", 1<<20), "nested deeper"},
		"an entry nested without end":    {Feed, `<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml">` + many("<a>", 1<<20), "nested deeper"},
		"a JSON feed nested without end": {Feed, `{"version":"https://jsonfeed.org/version/1","items":` + many("[", 1<<20), "not understood"},
		"a page of deep elements":        {HTML, many("<div>", 400) + many("<p>Some words, here and there.</p>", 20_000), "nested deeper"},
		"a page of too many elements":    {HTML, many("<p>Some words.</p>", 70_000), "more than 60000"},
		"a page that nests without end":  {HTML, many("<b>", 100_000), "not understood"},
		"links in links":                 {Markdown, many("[a](", 30_000), "more than 4000 links"},
		"definitions without end":        {Markdown, many("[a]: b\n", 30_000), "more than 4000 links"},
		"a table as wide as a field":     {Markdown, many("|a", 1000) + "\n" + many("|-", 1000) + "\n", "columns"},
		"lists in lists":                 {Markdown, many("- ", 1000) + "a", "nested deeper"},
		"quotations in quotations":       {Markdown, many(">", 10_000) + "a", "nested deeper"},
		"lists by indentation":           {Markdown, "- a\n" + many(" ", 400) + "- b\n", "nested deeper"},
		"front matter that multiplies":   {Markdown, "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e]\n---\nx", "no YAML"},
		"linked data nested without end": {HTML, `<script type="application/ld+json">` + many("[", 1<<20) + "</script>" + "<article>" + many("<p>A sentence that says something, and then some more of it.</p>", 8) + "</article>", ""},
		"a page of half a million lines": {Page, "Title\n\nComment\n" + many("a b\n", 1<<19-8), "no article text"},
		"a page on one line":             {Page, "Title\n\n" + many("word ", 200_000), ""},
		"a page of photos":               {Page, "Title\n\n" + many(many("long ", 50)+".\n\nFarmers picking fine plums here.\n\n", 3000), ""},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := Document("x", test.kind, []byte(test.content), draft.Paper{})
			reason := ""
			if err != nil {
				reason = err.Error()
			} else if len(p.Skips) > 0 {
				reason = p.Skips[0].Reason
			}
			if got := len(p.Drafts) > 0; got != (test.says == "") || !strings.Contains(reason, test.says) {
				t.Errorf("an article: %v, reason %q, want %q", got, reason, test.says)
			}
		})
	}
}
