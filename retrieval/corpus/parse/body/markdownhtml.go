package body

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// maxRendered bounds the HTML of a Markdown file in bytes: marks become
// elements, which are a few times longer.
const maxRendered = 4 << 20

// maxImageTitle is how much of an image's title is read, in bytes.
const maxImageTitle = 600

// markdownHTML renders Markdown as HTML for the reader of paragraphs, links
// without where they lead.
func markdownHTML(body string) ([]byte, error) {
	if err := tooTangled(body); err != nil {
		return nil, err
	}
	var page limitedBuffer
	md := goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough),
		goldmark.WithRendererOptions(html.WithUnsafe(), renderer.WithNodeRenderers(util.Prioritized(bareLinks{}, 100))))
	if err := md.Convert([]byte(body), &page); err != nil {
		return nil, fmt.Errorf("not understood as Markdown: %w", err)
	}
	return page.Bytes(), nil
}

// limitedBuffer takes maxRendered bytes.
type limitedBuffer struct{ bytes.Buffer }

var errRendered = errors.New("what it says grows far beyond its size, which no article's does")

// Write implements io.Writer.
func (b *limitedBuffer) Write(p []byte) (int, error) {
	if b.Len()+len(p) > maxRendered {
		return 0, errRendered
	}
	return b.Buffer.Write(p)
}

// bareLinks renders links and images without their addresses: a reference may
// be long and used again and again, and nobody reads it here.
type bareLinks struct{}

var _ renderer.NodeRenderer = bareLinks{}

// RegisterFuncs implements renderer.NodeRenderer.
func (bareLinks) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindLink, func(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
		tag := "</a>"
		if entering {
			tag = "<a>"
		}
		_, err := w.WriteString(tag)
		return ast.WalkContinue, err
	})
	r.Register(ast.KindImage, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		title := n.(*ast.Image).Title
		title = util.EscapeHTML(title[:min(len(title), maxImageTitle)])
		_, err := fmt.Fprintf(w, `<img title="%s">`, title)
		return ast.WalkSkipChildren, err
	})
}
