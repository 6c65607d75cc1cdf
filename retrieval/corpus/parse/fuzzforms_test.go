package parse

import (
	"bytes"
	"strings"
	"testing"

	"articlebot/retrieval/corpus/parse/collection"
	"articlebot/retrieval/corpus/parse/draft"
)

// fuzzPieces reads files of many articles of a kind.
func fuzzPieces(f *testing.F, kind Kind, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Collection(t.Context(), "x", kind, bytes.NewReader(data), collection.Limits{ItemBytes: 1 << 16, Articles: 100}, draft.Paper{})
		for _, s := range p.Skips {
			if strings.Contains(s.Reason, "cannot be understood (") {
				t.Errorf("a parser panicked: %v", s)
			}
		}
		if err != nil && strings.Contains(err.Error(), "cannot be understood (") {
			t.Errorf("a reader panicked: %v", err)
		}
		check(t, p, err)
		for _, d := range p.Drafts {
			if strings.Contains(string(data), `"status":"draft"`) && d.Title == "withheld" {
				t.Error("a draft was read")
			}
		}
	})
}

func FuzzJSON(f *testing.F) {
	fuzzPieces(f, JSON, `[{"id":7,"title":{"rendered":"a"},"content":{"rendered":"<p>b</p>"},"date":"2026-01-05T08:30:00"}]`,
		`{"posts":[{"title":"a","html":"<p>b","authors":[{"name":"c"}]}]}`, `{"db":[{"data":{"posts":[{"id":"1","title":"a","html":"b"}],"users":[{"id":"u","name":"c"}],"posts_authors":[{"post_id":"1","author_id":"u"}]}}]}`,
		`{"text":"&lt;b&gt;c","tags":[1,null,{}]}`+"\n"+`{"body":["a",{"children":[{"text":"b"}]}]}`, `[{"title":"withheld","text":"a","status":"draft"}]`)
}

func FuzzTable(f *testing.F) {
	fuzzPieces(f, Table, "title;text\na;\"b\n\nc\"\n", "\ufefftext\tdate\n<p>a</p>\t2026-01-05\n", "text,status\na,draft\n\"b,")
}

func FuzzWordPress(f *testing.F) {
	const post = `<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>`
	fuzzPieces(f, WordPress, wxr(wxrItem("a", "b\n\n[caption id=\"x\"]<img src=\"a\"> c[/caption]", post)), wxr(wxrItem("a", "b", `<wp:status>draft</wp:status>`)))
}

func FuzzNews(f *testing.F) {
	fuzzPieces(f, News, `<newsItem guid="a"><itemMeta><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline>b</headline></contentMeta><contentSet><inlineXML><html><body><p>c</p></body></html></inlineXML></contentSet></newsItem>`,
		`<nitf><body><body.head><hedline><hl1>a</hl1></hedline></body.head><body.content><p>b</p></body.content></body></nitf>`)
}

func FuzzMail(f *testing.F) {
	f.Add([]byte("From: A <a@b.example>\nSubject: =?utf-8?Q?a?=\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>a=3D</p>\n--b--\n"))
	f.Add([]byte("Subject: a\nContent-Type: text/plain; charset=windows-1258\nContent-Transfer-Encoding: base64\n\nYQ==\n"))
	fuzzKind(f, Mail)
}
