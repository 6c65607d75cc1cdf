package parse

import (
	"bytes"
	"fmt"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"articlebot/retrieval/corpus/parse/collection"
	"articlebot/retrieval/corpus/parse/draft"
)

// What one source may cost, however it is written: a page of a paper costs a
// hundredth of each. The time is for a machine that does other things too.
const (
	mostMemory = 512 << 20
	mostTime   = 20 * time.Second
)

// repeated is s again and again, in so many kilobytes.
func repeated(s string, kilobytes int) string { return strings.Repeat(s, kilobytes<<10/len(s)) }

// numberedIn is a pattern with the numbers from 0 to n in it.
func numberedIn(pattern string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, pattern, i)
	}
	return b.String()
}

// amplifiers are inputs of the size that files may have which cost much more
// than their size where nothing counts first.
func amplifiers() map[string]struct {
	kind    Kind
	content string
} {
	many := strings.Repeat
	words := many("Some words, here and there. ", 20)
	type input = struct {
		kind    Kind
		content string
	}
	row := "|" + many("-|", 199) + "\n"
	return map[string]input{
		"a table of wide rows":               {Markdown, repeated(row, 160)},
		"a table of one wide row":            {Markdown, "|" + many("a|", 199) + "\n" + row + repeated("|\n", 150)},
		"rows without bars":                  {Markdown, "|" + many("a|", 199) + "\n" + row + repeated("a\n", 200)},
		"a long reference, used often":       {Markdown, "[a]: /" + repeated("x", 100) + "\n\n" + many("[a] ", 3900)},
		"a long title of images":             {Markdown, "[a]: /x \"" + repeated("x", 100) + "\"\n\n" + many("![a] ", 3900)},
		"instructions":                       {Markdown, repeated("<?", 250)},
		"declarations":                       {Markdown, repeated("<!A ", 250)},
		"comments without end":               {Markdown, repeated("<!-- a", 250)},
		"tags without end":                   {Markdown, repeated("<a b=\"", 250)},
		"emphasis without end":               {Markdown, repeated("*a **a ", 250)},
		"backticks of all lengths":           {Markdown, numberedIn("%[1]*d `", 700)},
		"brackets":                           {Markdown, "[a](" + repeated("(", 240)},
		"list items":                         {Markdown, repeated("1. a\n", 250)},
		"headings":                           {Markdown, repeated("a\n-\n", 250)},
		"front matter of lists":              {Markdown, "---\na: " + many("[", 60_000) + "\n---\nx"},
		"front matter of names":              {Markdown, "+++\na" + many(".a", 30_000) + " = 1\n+++\nx"},
		"a page of attributes":               {HTML, "<html><body><p " + numberedIn("a%d=1 ", 1_200_000) + ">" + words},
		"attributes all the same":            {HTML, "<html><body><p " + many("a=1 ", 1_200_000) + ">" + words},
		"attributes on every element":        {HTML, "<html><body>" + many("<p "+many("a=1 ", 25)+">word", 48_000)},
		"a page of text":                     {HTML, "<html><body><article>" + many("<p>"+words+"</p>", 26_000) + "</article>"},
		"a page of one paragraph":            {HTML, "<html><body><article><p>" + many(words, 26_000) + "</p></article>"},
		"a page of entities":                 {HTML, "<html><body><article><p>" + many("&amp;", 3_000_000) + "</p></article>"},
		"a page of comments":                 {HTML, "<html><body><article><p>" + many("<!-- a -->", 1_500_000) + "</p></article>"},
		"a page of scripts":                  {HTML, "<html><body><script>" + many("<!--<script>", 1_200_000)},
		"a page of data":                     {HTML, "<html><head><script type='application/ld+json'>[" + strings.TrimSuffix(many(`{"@type":"Person","@id":"a"},`, 500_000), ",") + "]</script></head><body><p>" + words},
		"as much text as may be":             {HTML, "<html><body><article>" + many("<p>"+words+"</p>", 3_500) + "</article>"},
		"a feed of attributes":               {Feed, "<rss version='2.0'><channel><item " + many("a='1' ", 1_200_000) + "><title>a</title></item></channel></rss>"},
		"a feed of entries":                  {Feed, "<rss version='2.0'><channel>" + many("<item><title>a</title></item>", 500_000) + "</channel></rss>"},
		"a feed of unknown elements":         {Feed, "<rss version='2.0' xmlns:x='u'><channel><item>" + many("<x:a>b</x:a>", 1_200_000) + "</item></channel></rss>"},
		"a feed of entities":                 {Feed, "<rss version='2.0'><channel><item><title>" + many("&amp;", 3_000_000) + "</title></item></channel></rss>"},
		"a feed of one long text":            {Feed, "<rss version='2.0'><channel><item><title>a</title><description>" + many("&lt;p&gt;a&lt;/p&gt;", 800_000) + "</description></item></channel></rss>"},
		"a feed that is never closed":        {Feed, "<rss version='2.0'><channel>" + many("<item><a></a></item>", 700_000)},
		"a sitemap":                          {Feed, "<urlset>" + many("<url><loc>https://p.example/1</loc></url>", 350_000)},
		"an export of items":                 {WordPress, `<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>` + many("<item><title>a</title></item>", 500_000)},
		"an item of attributes":              {WordPress, `<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item ` + many("a='1' ", 1_200_000) + "/>"},
		"an item without end":                {News, "<nitf>" + many("<p>", 4_000_000)},
		"a JSON list of numbers":             {JSON, `[{"text":"a","b":[` + many("1,", 1_900_000) + `1]}]`},
		"JSON in JSON":                       {JSON, many(`{"data":`, 9_000) + "1" + many("}", 9_000)},
		"JSON lists in lists":                {JSON, many(`{"data":[`, 5_000) + many("]}", 5000)},
		"a table of cells":                   {Table, "text,title\n" + many("a,", 7_000_000)},
		"a table of rows":                    {Table, "text,title\n" + many("a,\n", 1_500_000)},
		"lines of JSON":                      {JSONLines, many("{\"text\":\"a\"}\n", 1_200_000)},
		"lines of HTML":                      {JSONLines, many(`{"text":"`+many("<p>a", 60_000)+"\"}\n", 40)},
		"a message of parts":                 {Mail, "Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n" + many("--b\n\nx\n", 1_000_000)},
		"a message of messages":              {Mail, "Subject: a\n" + many("Content-Type: multipart/mixed; boundary=b\n\n--b\n", 10_000)},
		"a saved page of lines":              {Page, repeated("a\n", 2000)},
		"a saved page of lists":              {Page, repeated("  • a\n", 2000)},
		"a saved page of entries":            {Page, repeated("  • 'A\n    A\n    S -\n    x\n", 2000)},
		"a saved page on one line of dashes": {Page, repeated("a | b - 05/01/2026\n", 2000)},
	}
}

// TestNoInputGrowsFarBeyondItsSize reads each amplifier within the bounds.
func TestNoInputGrowsFarBeyondItsSize(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads two hundred megabytes")
	}
	for name, in := range amplifiers() {
		t.Run(name, func(t *testing.T) {
			took, grown := cost(func() {
				if in.kind.Pieces() {
					_, _ = Collection(t.Context(), "x", in.kind, strings.NewReader(in.content), collection.Limits{ItemBytes: 4 << 20, Articles: 50_000}, draft.Paper{})
					return
				}
				_, _ = Document("x", in.kind, []byte(in.content), draft.Paper{})
			})
			t.Logf("%d KiB: %v, %d MiB", len(in.content)>>10, took.Round(time.Millisecond), grown>>20)
			if took > slower*mostTime || grown > mostMemory {
				t.Errorf("%d KiB took %v and %d MiB", len(in.content)>>10, took, grown>>20)
			}
		})
	}
}

// cost tells how long do took, and by how much the heap grew while it ran, in
// bytes.
func cost(do func()) (took time.Duration, grown uint64) {
	runtime.GC()
	before := heap()
	stop, stopped := make(chan struct{}), make(chan struct{})
	most := before
	go func() {
		defer close(stopped)
		for {
			most = max(most, heap())
			select {
			case <-stop:
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	}()
	begin := time.Now()
	do()
	took = time.Since(begin)
	close(stop)
	<-stopped
	return took, most - before
}

// heap is the memory that objects occupy, dead ones included that were not
// collected yet.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// TestTheBoundsLeaveRealArticlesAlone reads what is long and wide as real
// articles are.
func TestTheBoundsLeaveRealArticlesAlone(t *testing.T) {
	table := "|" + strings.Repeat("town|", 12) + "\n|" + strings.Repeat("-|", 12) + "\n" + strings.Repeat("|"+strings.Repeat("12|", 12)+"\n", 400)
	var page bytes.Buffer
	page.WriteString("<html><body><article>")
	for i := range 3000 {
		fmt.Fprintf(&page, `<p class="a" id="p%d" data-x="1">%s</p>`, i, sentence)
	}
	for name, in := range map[string]struct {
		kind    Kind
		content string
	}{
		"a table of 400 rows":     {Markdown, "# A\n\n" + sentence + "\n\n" + table},
		"3,000 paragraphs":        {HTML, page.String()},
		"2,000 links":             {Markdown, "# A\n\n" + strings.Repeat("A [link](https://p.example/a) here. ", 2000)},
		"a reference used thrice": {Markdown, "# A\n\n[One][a], [two][a] and [three][a].\n\n[a]: https://p.example/a \"Title\"\n"},
	} {
		if p, err := Document("x", in.kind, []byte(in.content), draft.Paper{}); err != nil || len(p.Drafts) != 1 {
			t.Errorf("%s: %v, %v", name, err, p.Skips)
		}
	}
}
