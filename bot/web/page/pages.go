package page

import (
	"io"
	"net/url"
	"strconv"

	"articlebot/bot/locale"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

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

// frame is what stands around everything on a page.
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

// asset is the address of a file of the site.
func (f *frame) asset(name string) string { return f.Base + f.assets.path(name) }

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
	var page sheet
	page.head(f)
	page.put(unlisted)
	page.put(`<script src="{}" defer></script>
</head>
<body>
<a class="skip" href="#q">{}</a>
`, f.asset("page.js"), f.Words.Web.Skip)
	page.masthead(f)
	page.put("\n<main>\n<h1 class=\"aside\">{}</h1>\n", f.Heading)
	if len(c.Turns) == 0 && c.Welcome.Reply.Kind != "" {
		page.put(`<div class="welcome">`)
		page.turn(p.turn(c.Welcome, f))
		page.put("</div>")
	}
	page.put(`
<section id="talk" role="log" aria-live="polite" aria-label="{}">
`, f.Words.Web.Talk)
	for _, t := range c.Turns {
		page.turn(p.turn(t, f))
	}
	page.put("</section>\n<div id=\"notice\" role=\"alert\">")
	page.attribute(`<p class="said">{}</p>`, c.Notice)
	page.put("</div>\n</main>\n")
	page.composer(f)
	page.put("</body>\n</html>\n")
	return page.writeTo(w)
}

// Message writes a page that says one thing: that there is nothing, or that
// something went wrong.
func (p *Pages) Message(w io.Writer, l text.Language, said string) error {
	f := p.frame(l)
	f.Title = said
	var page sheet
	page.head(f)
	page.put(unlisted)
	page.put("</head>\n<body>\n")
	page.masthead(f)
	page.put("\n<main>\n<h1 class=\"message\">{}</h1>\n</main>\n", said)
	page.composer(f)
	page.put("</body>\n</html>\n")
	return page.writeTo(w)
}
