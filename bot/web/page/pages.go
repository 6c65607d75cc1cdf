package page

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"strconv"

	"articlebot/bot/locale"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

//go:embed templates
var templateFiles embed.FS

// templates are parsed once: they are part of the program.
var templates = template.Must(template.ParseFS(templateFiles, "templates/*.html"))

// Articles looks up an article by its id or key; bot.Library is one.
type Articles interface {
	Article(idOrKey string) (*retrieval.Article, bool)
}

// Site is what all pages have in common.
type Site struct {
	// Base is the path below which the pages stand, "" or such as "/ask".
	Base string
	// Paper is the newspaper's name, "" for none.
	Paper string
	// Color is the paper's as #rrggbb, "" for DefaultColor.
	Color string
	// Languages are those that the pages speak; nil means those of the program.
	Languages *locale.Set
	// Samples says that the articles are the ones that are built in.
	Samples bool
}

// Pages makes the pages of a site. It is safe for concurrent use.
type Pages struct {
	site     Site
	articles Articles
	assets   *assets
}

// New returns the pages of a site. It fails where the color is none.
func New(s Site, articles Articles) (*Pages, error) {
	a, err := newAssets(s.Color)
	if err != nil {
		return nil, err
	}
	return &Pages{site: s, articles: articles, assets: a}, nil
}

// ArticlePath is the address of an article on the site: at a passage, if that is
// not 0, and with a sentence of it marked, if that is not 0. Both count from 1.
func (p *Pages) ArticlePath(key string, passage, sentence int) string {
	path := p.site.Base + "/a/" + url.PathEscape(key)
	if passage > 0 && sentence > 0 {
		path += "?s=" + strconv.Itoa(passage) + "." + strconv.Itoa(sentence)
	}
	if passage > 0 {
		path += "#p" + strconv.Itoa(passage)
	}
	return path
}

// Chat is a page of a conversation.
type Chat struct {
	Language text.Language // of the page around the replies
	// Session is the conversation's id, "" for one that has not begun.
	Session string
	// Embedded is a chat inside another site's page.
	Embedded bool
	// Welcome stands where nothing was asked yet.
	Welcome Turn
	Turns   []Turn
	// Notice is shown below the turns and not kept, "" for none.
	Notice string
}

// frame is what every template needs.
type frame struct {
	Site
	Words    *locale.Texts
	Heading  string
	Title    string
	Session  string
	Embedded bool
	assets   *assets
	// Root is where questions are sent.
	Root string
	// Switches are the same page in the other languages.
	Switches []languageLink
}

// languageLink is a page in another language, which is called by its own name.
type languageLink struct {
	Language   text.Language
	Name, Link string
}

// Asset is the address of a file of the site.
func (f *frame) Asset(name string) string { return f.Base + f.assets.path(name) }

func (p *Pages) frame(l text.Language) *frame {
	w := p.site.Languages.Of(l)
	heading := w.Web.Heading(p.site.Paper)
	return &frame{Site: p.site, Words: w, Heading: heading, Title: heading, assets: p.assets, Root: p.site.Base + "/c"}
}

// switches lead to a page, with the one in the frame's language left out.
func (f *frame) switches() []languageLink {
	var list []languageLink
	for _, l := range f.Languages.All() {
		if l.Tag != f.Words.Language {
			list = append(list, languageLink{l.Tag, l.Name, "?lang=" + string(l.Tag)})
		}
	}
	return list
}

// Chat writes the page of a conversation.
func (p *Pages) Chat(w io.Writer, c Chat) error {
	f := p.frame(c.Language)
	f.Session, f.Embedded = c.Session, c.Embedded
	if c.Embedded {
		f.Root = p.site.Base + "/embed"
	}
	f.Switches = f.switches()
	var view struct {
		*frame
		Welcome *turnView
		Turns   []turnView
		Notice  string
	}
	view.frame, view.Notice = f, c.Notice
	for _, t := range c.Turns {
		view.Turns = append(view.Turns, p.turn(t, f))
	}
	if len(c.Turns) == 0 && c.Welcome.Reply.Kind != "" {
		welcome := p.turn(c.Welcome, f)
		view.Welcome = &welcome
	}
	return render(w, "chat.html", view)
}

// Message writes a page that says one thing: that there is nothing, or that
// something went wrong.
func (p *Pages) Message(w io.Writer, l text.Language, said string) error {
	f := p.frame(l)
	f.Title = said
	return render(w, "message.html", struct {
		*frame
		Said string
	}{f, said})
}

// render writes a page whole or not at all.
func render(w io.Writer, name string, view any) error {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, name, view); err != nil {
		return fmt.Errorf("render %s: %w", name, err)
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	return nil
}
