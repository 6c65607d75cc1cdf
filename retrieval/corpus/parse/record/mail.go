package record

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"

	"golang.org/x/net/html/charset"
)

// Letter is a document that was saved as a message (RFC 5322): an e-mail, or a
// web page with all that belongs to it (MHTML, RFC 2557).
type Letter struct {
	Record
	// HTML tells that Text is a web page.
	HTML bool
}

// maxParts bounds the parts of a message and their nesting.
const (
	maxParts     = 200
	maxPartDepth = 5
)

// Mail reads a message: its subject, sender and date, and of its parts the
// first web page, else the first plain text.
func Mail(data []byte, limit int) (Letter, error) {
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return Letter{}, fmt.Errorf("not understood as a saved message: %w; save the page as HTML", err)
	}
	decode := (&mime.WordDecoder{CharsetReader: charset.NewReaderLabel}).DecodeHeader
	header := func(name string) string {
		s, err := decode(m.Header.Get(name))
		if err != nil {
			s = m.Header.Get(name)
		}
		return strings.TrimSpace(s)
	}
	l := Letter{Record: Record{Title: header("Subject"), URL: header("Snapshot-Content-Location")}}
	if date := header("Date"); date != "" {
		l.Dates = []string{date}
	}
	if from, err := (&mail.AddressParser{WordDecoder: &mime.WordDecoder{CharsetReader: charset.NewReaderLabel}}).Parse(m.Header.Get("From")); err == nil {
		l.Author = from.Name
	}
	w := partWalk{limit: limit, parts: maxParts}
	if err := w.part(partHeader(m.Header), m.Body, 0); err != nil {
		return Letter{}, err
	}
	if l.Text = w.plain; w.page != "" {
		l.Text, l.HTML = w.page, true
		if l.URL == "" {
			l.URL = w.address
		}
	}
	if l.Text == "" {
		return Letter{}, errors.New("there is no text in this message; save the page as HTML")
	}
	return l, nil
}

type partHeader map[string][]string

func (h partHeader) get(name string) string {
	for k, v := range h {
		if strings.EqualFold(k, name) && len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

// partWalk looks for the text among the parts of a message.
type partWalk struct {
	limit, parts         int
	page, plain, address string
}

func (w *partWalk) part(h partHeader, body io.Reader, depth int) error {
	if w.parts--; w.parts < 0 || depth > maxPartDepth {
		return errors.New("a message of more parts than any article's; save the page as HTML")
	}
	kind, params, err := mime.ParseMediaType(h.get("Content-Type"))
	if err != nil {
		kind = "text/plain"
	}
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		return w.parted(multipart.NewReader(body, params["boundary"]), depth)
	case kind != "text/html" && kind != "text/plain", kind == "text/html" && w.page != "", kind == "text/plain" && w.plain != "":
		return nil
	}
	text, err := w.text(h, body, params["charset"])
	if err != nil {
		return err
	}
	if kind == "text/html" {
		w.page, w.address = text, h.get("Content-Location")
	} else {
		w.plain = strings.TrimSpace(text)
	}
	return nil
}

func (w *partWalk) parted(r *multipart.Reader, depth int) error {
	for {
		p, err := r.NextRawPart()
		switch {
		case errors.Is(err, io.EOF), err != nil && (w.page != "" || w.plain != ""):
			return nil // what follows a text that is there may be cut off
		case err != nil:
			return fmt.Errorf("not understood as a saved message: %w; save the page as HTML", err)
		}
		if err := w.part(partHeader(p.Header), p, depth+1); err != nil {
			return err
		}
	}
}

// text decodes a part to UTF-8.
func (w *partWalk) text(h partHeader, body io.Reader, label string) (string, error) {
	switch strings.ToLower(h.get("Content-Transfer-Encoding")) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	data, err := io.ReadAll(io.LimitReader(body, int64(w.limit)+1))
	switch {
	case len(data) > w.limit:
		return "", fmt.Errorf("a part of it is %w (%d MiB)", errLarge, w.limit>>20)
	case err != nil && len(data) == 0:
		return "", fmt.Errorf("not understood as a saved message: %w; save the page as HTML", err)
	}
	if label != "" {
		if r, err := charset.NewReaderLabel(label, bytes.NewReader(data)); err == nil {
			if decoded, err := io.ReadAll(r); err == nil {
				data = decoded
			}
		}
	}
	return strings.ToValidUTF8(string(data), "\uFFFD"), nil
}
