package parse

import (
	"strings"
	"testing"

	"articlebot/retrieval/corpus/parse/decode"
	"articlebot/retrieval/corpus/parse/draft"
)

const sentence = "The ferry to the island sails again from Monday, the harbour office said on Sunday."

// read understands a file of any kind, as recognised.
func read(t *testing.T, name, content string) draft.Result {
	t.Helper()
	kind, err := Recognise(name, []byte(content)[:min(len(content), decode.SniffBytes)])
	if err != nil {
		return draft.Skipped(name, err.Error())
	}
	p, err := Document(name, kind, []byte(content), draft.Paper{})
	if err != nil {
		return draft.Skipped(name, err.Error())
	}
	return p
}

// told writes what was read: title, author, section, day and text of each
// article, and why others were left out.
func told(p draft.Result) string {
	var out []string
	for _, d := range p.Drafts {
		day := ""
		if !d.Published.IsZero() {
			day = d.Published.Format("2006-01-02")
		}
		brief := ""
		if d.Brief {
			brief = "brief "
		}
		out = append(out, brief+strings.Join([]string{d.Title, d.Author, d.Section, day, d.URL, strings.ReplaceAll(d.Body(), sentence, "TEXT")}, "|"))
	}
	for _, s := range p.Skips {
		out = append(out, "- "+s.Reason)
	}
	return strings.Join(out, "\n")
}

// TestJSONAsServicesWriteIt reads one article in the shapes of several
// services.
func TestJSONAsServicesWriteIt(t *testing.T) {
	for name, test := range map[string]struct{ content, want string }{
		"WordPress's interface with what belongs to a post": {
			`[{"id":7,"date":"2026-01-05T08:30:00","slug":"a","status":"publish","type":"post","link":"https://p.example/a/","title":{"rendered":"Tom &amp; Ann&#8217;s ferry"},"content":{"rendered":"<p>` + sentence + `</p>","protected":false},"author":3,"categories":[4],"_embedded":{"author":[{"name":"Lan Pham"}],"wp:term":[[{"name":"Island"}]]}}]`,
			"Tom & Ann’s ferry|Lan Pham|Island|2026-01-05|https://p.example/a/|TEXT"},
		"a post of WordPress's behind a password": {
			`[{"id":7,"status":"publish","title":{"rendered":"A"},"content":{"rendered":"<p>` + sentence + `</p>","protected":true}}]`, "- not public: a password protects it"},
		"Ghost's interface": {
			`{"posts":[{"id":"5f","title":"A","html":"<p>` + sentence + `</p>","published_at":"2026-01-05T01:30:00.000+07:00","visibility":"public","primary_author":{"name":"Lan Pham"},"primary_tag":{"name":"Island"},"url":"https://p.example/a/"}],"meta":{"pagination":{"page":1}}}`,
			"A|Lan Pham|Island|2026-01-04|https://p.example/a/|TEXT"},
		"a news service": {
			`{"status":"ok","totalResults":2,"articles":[{"source":{"id":null,"name":"P"},"author":"Lan Pham","title":"A","description":"` + sentence + `","url":"https://p.example/a","publishedAt":"2026-01-05T08:30:00Z","content":"The ferry to the… [+2345 chars]"},{"title":"B","url":"https://p.example/b","content":null,"description":null}]}`,
			"brief A|Lan Pham||2026-01-05|https://p.example/a|TEXT\n- \"text\" is missing or empty"},
		"The Guardian's interface": {
			`{"response":{"status":"ok","results":[{"id":"world/a","type":"article","sectionName":"World","webPublicationDate":"2026-01-05T08:30:00Z","webTitle":"A","webUrl":"https://p.example/a","fields":{"body":"<p>` + sentence + `</p>","byline":"Lan Pham"}}]}}`,
			"A|Lan Pham|World|2026-01-05|https://p.example/a|TEXT"},
		"hits of a search engine": {
			`{"hits":{"total":1,"hits":[{"_id":"1","_source":{"headline":"A","articleBody":"` + sentence + `","date_published":"2026-01-05","authors":[{"first_name":"Lan","last_name":"Pham"}]}}]}}`,
			"A|Lan Pham||2026-01-05||TEXT"},
		"a graph of schema.org": {
			`{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"P"},{"@type":"NewsArticle","headline":"A","articleBody":"` + sentence + `","author":[{"@type":"Person","name":"Lan Pham"},{"name":"Minh Vu"}],"articleSection":["Island","Sea"],"datePublished":"2026-01-05"}]}`,
			"A|Lan Pham, Minh Vu|Island|2026-01-05||TEXT\n- \"text\" is missing or empty"},
		"rich text in blocks": {
			`[{"title":"A","publishedAt":"2026-01-05","body":[{"_type":"block","children":[{"text":"` + sentence + `"}]},{"_type":"image"}]}]`, "A|||2026-01-05||TEXT"},
		"paragraphs in a list":           {`{"title": "A", "paragraphs": ["` + sentence + `", "And more."]}`, "A|||||TEXT\nAnd more."},
		"objects after each other":       {"{\n \"title\": \"A\",\n \"text\": \"" + sentence + "\"\n}\n{\n \"title\": \"B\",\n \"text\": \"" + sentence + "\"\n}\n", "A|||||TEXT\nB|||||TEXT"},
		"a list that breaks off":         {`[{"title":"A","text":"` + sentence + `"},{"title":"B","te`, "A|||||TEXT\n- no JSON from here on (unexpected EOF); correct it or save it again"},
		"what is no list of articles":    {`[{"name":"Lan"},{"name":"Minh"}]`, "- \"text\" is missing or empty\n- \"text\" is missing or empty"},
		"an object without articles":     {"{\n \"version\": 1\n}", "- \"text\" is missing or empty"},
		"numbers":                        {`{"articles":[1,2]}` + "\n" + `{"articles":[1,2]}`, "- \"text\" is missing or empty\n- \"text\" is missing or empty"},
		"a date that nobody understands": {`[{"title":"A","date":"soon","text":"` + sentence + `"}]`, "A|||||TEXT\n- read without its date: \"soon\" is not understood; write 2026-01-31 or 2026-01-31T08:30:00+07:00"},
		"the second date is understood":  {`[{"title":"A","date":"soon","created_at":1767576600000,"text":"` + sentence + `"}]`, "A|||2026-01-05||TEXT"},
		"an author that is an address":   {`[{"title":"A","author":"https://p.example/lan","text":"` + sentence + `"}]`, "A|||||TEXT"},
	} {
		t.Run(name, func(t *testing.T) {
			file := "a.json"
			if got := told(read(t, file, test.content)); got != test.want {
				t.Errorf("%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// TestHTMLInJSONLinesIsRead leaves no markup in the text, and keeps what only
// looks like it.
func TestHTMLInJSONLinesIsRead(t *testing.T) {
	for text, want := range map[string]string{
		`<p>One.</p><p>Two <b>and</b> three.</p>`: "One.\nTwo and three.",
		`&lt;p&gt;One.&lt;/p&gt;`:                 "One.",
		`Tom &amp; Ann&nbsp;said so.`:             "Tom & Ann said so.",
		`Is 3 < 4 and 5 > 4?`:                     "Is 3 < 4 and 5 > 4?",
		`AT&T and R&D`:                            "AT&T and R&D",
		`One <i>word</i>\n\nTwo.`:                 "One word\nTwo.",
		`He wrote <unknown> there.`:               "He wrote <unknown> there.",
	} {
		p := read(t, "a.jsonl", `{"title":"A","text":"`+text+`"}`)
		if len(p.Drafts) != 1 || p.Drafts[0].Body() != want {
			t.Errorf("%s: %s, want %s", text, told(p), want)
		}
	}
}

// TestOnlyWhatWasPublishedIsRead gives what says that it was not, in each
// format that can say so.
func TestOnlyWhatWasPublishedIsRead(t *testing.T) {
	for _, withheld := range []string{
		`"status":"draft"`, `"status":"DRAFT"`, `"status":"pending"`, `"status":"private"`, `"status":"future"`, `"status":"trash"`, `"status":"scheduled"`, `"status":"auto-draft"`,
		`"status":"inherit"`, `"status":"in review"`, `"status":"bản nháp"`, `"post_status":"draft"`, `"postStatus":"draft"`, `"state":"unpublished"`, `"draft":true`, `"draft":"yes"`, `"draft":1`, `"isDraft":true`,
		`"is_draft":true`, `"published":false`, `"published":"no"`, `"published":"draft"`, `"is_published":false`, `"isPublished":0`, `"public":false`, `"visibility":"private"`, `"visibility":"members"`, `"private":true`,
		`"hidden":true`, `"password":"x"`, `"deleted":true`, `"deleted_at":"2026-01-05"`, `"type":"page"`, `"post_type":"attachment"`, `"type":"wp_block"`, `"layout":"page"`,
	} {
		lines := read(t, "a.jsonl", `{"title":"A","text":"`+sentence+`",`+withheld+`}`)
		list := read(t, "a.json", `[{"title":"A","content":"`+sentence+`",`+withheld+`}]`)
		front := read(t, "a.md", "{\"title\":\"A\","+withheld+"}\n\n"+sentence+"\n")
		for what, p := range map[string]draft.Result{"JSON Lines": lines, "JSON": list, "front matter": front} {
			if len(p.Drafts) > 0 || len(p.Skips) != 1 {
				t.Errorf("%s in %s: %s", withheld, what, told(p))
			}
		}
	}
	for _, shown := range []string{`"status":"publish"`, `"status":"Published"`, `"status":""`, `"status":null`, `"status":200`, `"draft":false`, `"draft":"false"`, `"published":true`, `"published":"2026-01-05"`,
		`"visibility":"public"`, `"type":"post"`, `"type":"article"`, `"password":""`, `"deleted_at":null`, `"public":true`} {
		p := read(t, "a.jsonl", `{"title":"A","text":"`+sentence+`",`+shown+`}`)
		if len(p.Drafts) != 1 || len(p.Skips) > 0 {
			t.Errorf("%s: %s", shown, told(p))
		}
	}
}

// wxr is an export of WordPress's.
func wxr(items ...string) string {
	return `<?xml version="1.0" encoding="UTF-8" ?><!-- This is a WordPress eXtended RSS file --><rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>The paper</title><language>en-US</language>
 <wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[lan]]></wp:author_login><wp:author_display_name><![CDATA[Lan Pham]]></wp:author_display_name></wp:author>` + strings.Join(items, "\n") + `</channel></rss>`
}

func wxrItem(title, body, more string) string {
	return `<item><title><![CDATA[` + title + `]]></title><link>https://p.example/` + title + `</link><dc:creator><![CDATA[lan]]></dc:creator><content:encoded><![CDATA[` + body + `]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>` +
		`<wp:post_id>7</wp:post_id><wp:post_date>2026-01-05 08:30:00</wp:post_date><category domain="post_tag" nicename="x">x</category><category domain="category" nicename="island"><![CDATA[Island]]></category>` + more + `</item>`
}

func TestAnExportOfWordPressGivesItsPublishedPosts(t *testing.T) {
	const post = `<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>`
	p := read(t, "export.xml", wxr(
		wxrItem("A", sentence+"\n\nAnd <b>more</b>.\n\n[gallery ids=\"1,2\"]", post),
		wxrItem("B", "<!-- wp:paragraph --><p>"+sentence+"</p><!-- /wp:paragraph -->[caption id=\"x\" width=\"3\"]<img src=\"a.jpg\" /> The boat[/caption]", post),
		wxrItem("C", sentence, `<wp:status>draft</wp:status><wp:post_type>post</wp:post_type>`),
		wxrItem("D", sentence, `<wp:status>private</wp:status><wp:post_type>post</wp:post_type>`),
		wxrItem("E", sentence, `<wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type>`),
		wxrItem("F", sentence, `<wp:status>publish</wp:status><wp:post_type>page</wp:post_type>`),
		wxrItem("G", sentence, post+`<wp:post_password>x</wp:post_password>`),
		wxrItem("H", sentence, ``),
		wxrItem("I", "", post),
	))
	want := "A|Lan Pham|Island|2026-01-05|https://p.example/A|TEXT\nAnd more.\n" +
		"B|Lan Pham|Island|2026-01-05|https://p.example/B|TEXT\nThe boat\n" +
		"- \"text\" is missing or empty\n" +
		`- not published: its status is "draft"; if it was, write "published"` + "\n" +
		`- not published: its status is "private"; if it was, write "published"` + "\n" +
		`- no article: its type is "attachment"` + "\n" + `- no article: its type is "page"` + "\n" +
		"- not public: a password protects it\n- not published: it has no wp:status"
	if got := told(p); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestManyItemsWithheldForOneReasonAreCounted(t *testing.T) {
	var items []string
	for range 40 {
		items = append(items, wxrItem("E", sentence, `<wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type>`))
	}
	p := read(t, "export.xml", wxr(items...))
	if got := told(p); got != `- 40 items are left out: no article: its type is "attachment"` {
		t.Error(got)
	}
	if s := p.Skips[0]; s.Count != 40 || s.Each != `no article: its type is "attachment"` {
		t.Errorf("%d times %q", s.Count, s.Each)
	}
}

func TestAnExportThatBreaksOffKeepsItsWholePosts(t *testing.T) {
	const post = `<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>`
	whole := wxr(wxrItem("A", sentence, post), wxrItem("B", sentence, post))
	p := read(t, "export.xml", whole[:len(whole)-200])
	if len(p.Drafts) != 1 || len(p.Skips) != 1 || !strings.Contains(p.Skips[0].Reason, "no XML from here on") {
		t.Error(told(p))
	}
}

func TestAnExportOfGhostGivesItsPublishedPosts(t *testing.T) {
	p := read(t, "ghost.json", `{"db":[{"meta":{"exported_on":1767576600000,"version":"5.0"},"data":{"posts":[`+
		`{"id":"1","title":"A","slug":"a","html":"<p>`+sentence+`</p>","plaintext":"x","status":"published","type":"post","visibility":"public","published_at":"2026-01-05T01:30:00.000Z"},`+
		`{"id":"2","title":"B","html":"<p>`+sentence+`</p>","status":"draft","type":"post","visibility":"public"},`+
		`{"id":"3","title":"C","html":"<p>`+sentence+`</p>","status":"scheduled","type":"post"},`+
		`{"id":"4","title":"D","html":"<p>`+sentence+`</p>","status":"published","type":"page"},`+
		`{"id":"5","title":"E","html":"<p>`+sentence+`</p>","status":"published","type":"post","visibility":"paid"}],`+
		`"tags":[{"id":"t","name":"Island"}],"users":[{"id":"u","name":"Lan Pham"}],"posts_authors":[{"post_id":"1","author_id":"u"}]}}]}`)
	want := "A|Lan Pham||2026-01-05||TEXT\n" +
		`- not published: its status is "draft"; if it was, write "published"` + "\n" + `- not published: its status is "scheduled"; if it was, write "published"` + "\n" +
		`- no article: its type is "page"` + "\n" + `- not public: its "visibility" is "paid"`
	if got := told(p); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestWhatNewsAgenciesSendIsRead(t *testing.T) {
	g2 := func(status, more string) string {
		return `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="urn:1" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/><firstCreated>2026-01-05T08:30:00+07:00</firstCreated><pubStatus qcode="` + status + `"/>` + more + `</itemMeta>` +
			`<contentMeta><creator><name>Lan Pham</name></creator><headline>A</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>` + sentence + `</p></body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>`
	}
	for name, test := range map[string]struct{ content, want string }{
		"NewsML-G2, usable":   {g2("stat:usable", ""), "A|Lan Pham||2026-01-05||TEXT"},
		"NewsML-G2, withheld": {g2("stat:withheld", ""), `- not published: its status is "stat:withheld"; if it was, write "published"`},
		"NewsML-G2, canceled": {g2("stat:canceled", ""), `- not published: its status is "stat:canceled"; if it was, write "published"`},
		"NewsML-G2, embargo": {g2("stat:usable", "<embargoed>2026-02-01T00:00:00Z</embargoed>"),
			"- not published: it is under embargo until 2026-02-01T00:00:00Z; take the embargo out when that is over"},
		"NITF": {`<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf><head><title>x</title><docdata><doc-id id-string="1"/><date.issue norm="20260105T083000+0700"/></docdata></head><body><body.head><hedline><hl1>A</hl1></hedline><byline>By <person>Lan Pham</person></byline></body.head><body.content><block><p>` + sentence + `</p></block></body.content></body></nitf>`,
			"A|Lan Pham||2026-01-05||TEXT"},
		"NewsML 1": {`<NewsML><NewsItem><NewsManagement><FirstCreated>20260105T083000+0700</FirstCreated><Status FormalName="Usable"/></NewsManagement><NewsComponent><NewsLines><HeadLine>A</HeadLine><ByLine>By Lan Pham</ByLine></NewsLines><ContentItem><DataContent><p>` + sentence + `</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>`,
			"A|Lan Pham||2026-01-05||TEXT"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := told(read(t, "a.xml", test.content)); got != test.want {
				t.Errorf("%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestTablesAreReadByTheNamesOfTheirColumns(t *testing.T) {
	for name, test := range map[string]struct{ content, want string }{
		"semicolons":         {"\ufeffHeadline;Body;Author;Published At\nA;\"" + sentence + "\n\nAnd \"\"more\"\".\";Lan Pham;05/01/2026\n", "A|Lan Pham||2026-01-05||TEXT\nAnd \"more\"."},
		"tabs and no quotes": {"title\tcontent\nA\t" + sentence + "\nB\t" + sentence, "A|||||TEXT\nB|||||TEXT"},
		"a status":           {"title,text,status\nA,\"" + sentence + "\",published\nB,\"" + sentence + "\",draft\n", "A|||||TEXT\n- not published: its status is \"draft\"; if it was, write \"published\""},
		"HTML":               {"title,html\nA,\"<p>" + sentence + "</p>\"\n", "A|||||TEXT"},
		"UTF-16":             {"\xff\xfe" + strings.Join(strings.Split("title\ttext\nA\t"+sentence+"\n", ""), "\x00") + "\x00", "A|||||TEXT"},
		"an empty row":       {"title,text\nA,\"" + sentence + "\"\nB,\n", "A|||||TEXT\n- its text is missing or empty"},
		"no known column":    {"a,b\n1,2\n", `- the first row must name the columns, of which one is text (or body, content); it has "a", "b"`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := told(read(t, "a.csv", test.content)); got != test.want {
				t.Errorf("%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestPagesAndLettersSavedAsMessagesAreRead(t *testing.T) {
	page := "<html><head><title>A</title></head><body><article><h1>A</h1>" + strings.Repeat("<p>"+strings.ReplaceAll(sentence, "=", "=3D")+"</p>", 3) + "</article></body></html>"
	for name, test := range map[string]struct{ content, want string }{
		"a page with its pictures": {"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://p.example/a\r\nSubject: =?utf-8?Q?A?=\r\nDate: Mon, 5 Jan 2026 08:30:00 +0700\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://p.example/a\r\n\r\n" +
			page + "\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n", "A|||2026-01-05|https://p.example/a|TEXT\nTEXT\nTEXT"},
		"a letter in two forms": {"From: Lan Pham <lan@p.example>\nSubject: =?UTF-8?B?UGjDoCBjaOG6oXkgbOG6oWk=?=\nDate: Mon, 05 Jan 2026 08:30:00 +0700\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n" + sentence + "\n--b--\n",
			"Phà chạy lại|Lan Pham||2026-01-05||TEXT"},
		"a letter in base64": {"Subject: A\nMIME-Version: 1.0\nContent-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: base64\n\nVGhlIGNhZukgb3BlbnMgYWdhaW4gb24gTW9uZGF5Lg==\n", "A|||||The café opens again on Monday."},
		"pictures alone":     {"Subject: A\nMIME-Version: 1.0\nContent-Type: image/png\n\nx\n", "- there is no text in this message; save the page as HTML"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := told(read(t, "a.mhtml", test.content)); got != test.want {
				t.Errorf("%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestFrontMatterOfEveryGenerator(t *testing.T) {
	for name, test := range map[string]struct{ content, want string }{
		"Hugo, TOML":              {"+++\ntitle = 'A'\ndate = 2026-01-05T08:30:00+07:00\ndraft = false\n[author]\nname = \"Lan Pham\"\n+++\n" + sentence, "A|Lan Pham||2026-01-05||TEXT"},
		"Hugo, a draft in TOML":   {"+++\ntitle = 'A'\ndraft = true\n+++\n" + sentence, "- not published: it is marked as draft"},
		"Hugo, TOML that is none": {"+++\ntitle = A\n+++\n" + sentence, ""},
		"a list of authors":       {"---\ntitle: A\nauthors:\n  - name: Lan Pham\n    url: https://p.example\n  - Minh Vu\n---\n" + sentence, "A|Lan Pham, Minh Vu||||TEXT"},
		"a date nobody reads":     {"---\ntitle: A\ndate: soon\n---\n" + sentence, "A|||||TEXT\n- read without its date: \"soon\" is not understood; write 2026-01-31 or 2026-01-31T08:30:00+07:00"},
		"published: true":         {"---\ntitle: A\npublished: true\n---\n" + sentence, "A|||||TEXT"},
		"status: draft":           {"---\ntitle: A\nstatus: draft\n---\n" + sentence, `- not published: its status is "draft"; if it was, write "published"`},
		"draft: yes":              {"---\ntitle: A\ndraft: yes\n---\n" + sentence, "- not published: it is marked as draft"},
		"a number for a title":    {"---\ntitle: 2026\n---\n" + sentence, "2026|||||TEXT"},
		"empty":                   {"---\n---\n# A\n\n" + sentence, "A|||||TEXT"},
	} {
		t.Run(name, func(t *testing.T) {
			got := told(read(t, "a.md", test.content))
			if test.want == "" && !strings.Contains(got, "no TOML") || test.want != "" && got != test.want {
				t.Errorf("%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestPagesOfGeneratorsHaveFrontMatterToo(t *testing.T) {
	body := "<h2>Fares</h2>\n" + strings.Repeat("<p>"+sentence+"</p>\n", 3) + "{% include share.html %}\n"
	for name, want := range map[string]string{
		"---\nlayout: post\ntitle: A\nauthor: Lan Pham\n---\n" + body: "A|Lan Pham||2026-01-05|",
		"---\ntitle: A\npublished: false\n---\n" + body:               "- not published",
	} {
		if got := told(read(t, "_posts/2026-01-05-a.html", name)); !strings.HasPrefix(got, want) || strings.Contains(got, "include") || strings.Contains(got, "layout") {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestWhatIsNotReadIsRefusedByItsName(t *testing.T) {
	for name, test := range map[string]struct{ content, says string }{
		"a.pdf": {"%PDF-1.7\n%\xe2\xe3", "PDF"}, "a.txt": {"%PDF-1.7\n", "PDF"}, "a.docx": {"PK\x03\x04\x00\x00", "word processor"}, "b.txt": {"{\\rtf1\\ansi Hello}", "word processor"}, "a.doc": {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "word processor"},
		"a.odt": {"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "word processor"}, "a.xlsx": {"PK\x03\x04\x00xl/", "CSV"}, "a.zip": {"PK\x03\x04\x00a.txt", "unpack"}, "a.epub": {"PK\x03\x04mimetypeapplication/epub+zip", "EPUB"}, "a.bin": {"\x00\x01\x02", "binary"},
		"a.adoc": {"= Title\n\nText.", "pandoc"}, "a.org": {"* Title\n", "pandoc"}, "a.jpg": {"\xff\xd8\xff\xe0\x00", "picture"}, "a.sqlite": {"SQLite format 3\x00", "database"}, "a.xml": {`<?xml version="1.0"?><data/>`, "NewsML"}, "b.xml": {`<opml version="2.0"><body/></opml>`, "NewsML"}, "a.svgz.txt": {`<svg width="3"><path/></svg>`, "NewsML"},
		"s.xml": {`<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://p.example/1</loc></url></urlset>`, "give its address"},
	} {
		got := told(read(t, name, test.content))
		if !strings.HasPrefix(got, "- ") || !strings.Contains(got, test.says) {
			t.Errorf("%s: %s, want it refused with %q", name, got, test.says)
		}
	}
}
