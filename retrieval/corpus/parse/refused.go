package parse

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"

	"articlebot/retrieval/corpus/parse/decode"
)

// What is known by its name or its first bytes and not read, with the way out.
var (
	errOffice  = errors.New("this is a word processor's document, which is not read; save it as a web page (HTML) or as plain text in UTF-8")
	errPDF     = errors.New("this is a PDF, which is not read; give the article's web page, or save its text in UTF-8 (pdftotext FILE)")
	errBook    = errors.New("this is an e-book (EPUB), which is not read; convert it to HTML or plain text, one file an article")
	errArchive = errors.New("this is an archive of files; unpack it into the folder")
	errSheet   = errors.New("this is a spreadsheet; save it as CSV in UTF-8, the first row naming the columns (title, date, text)")
	errMedia   = errors.New("this is a picture, a sound or a film; leave it out")
	errData    = errors.New("this is a database; export its articles as JSON or CSV")
)

// refused are names of files by what they hold.
var refused = map[string]error{
	".doc": errOffice, ".docx": errOffice, ".odt": errOffice, ".rtf": errOffice, ".pages": errOffice, ".pdf": errPDF, ".epub": errBook, ".mobi": errBook,
	".xls": errSheet, ".xlsx": errSheet, ".ods": errSheet, ".zip": errArchive, ".tar": errArchive, ".tgz": errArchive, ".rar": errArchive, ".7z": errArchive, ".bz2": errArchive, ".xz": errArchive, ".zst": errArchive,
	".sqlite": errData, ".db": errData,
	".jpg": errMedia, ".jpeg": errMedia, ".png": errMedia, ".gif": errMedia, ".webp": errMedia, ".svg": errMedia, ".mp3": errMedia, ".mp4": errMedia, ".mov": errMedia, ".wav": errMedia,
}

// markups are the names of other markup by the endings of its files.
var markups = map[string]string{
	".rst": "reStructuredText", ".rest": "reStructuredText", ".adoc": "AsciiDoc", ".asciidoc": "AsciiDoc", ".org": "Org", ".tex": "LaTeX", ".textile": "Textile",
	".wiki": "wiki markup", ".mediawiki": "wiki markup",
}

// begins are the first bytes of the same; of those that could begin a text, all
// must look binary.
var begins = []struct {
	bytes  string
	binary bool
	err    error
}{
	{"%PDF-", false, errPDF}, {`{\rtf`, false, errOffice}, {"\xd0\xcf\x11\xe0", true, errOffice}, {"Rar!", true, errArchive}, {"7z\xbc\xaf", true, errArchive},
	{"BZh", true, errArchive}, {"\xfd7zXZ", true, errArchive}, {"\x28\xb5\x2f\xfd", true, errArchive}, {"SQLite format 3", true, errData},
	{"\xff\xd8\xff", true, errMedia}, {"\x89PNG", true, errMedia}, {"GIF8", true, errMedia},
}

// unreadable tells why a file is of no kind that is read, nil where it may be.
func unreadable(name string, head []byte) error {
	ending := strings.ToLower(path.Ext(name))
	if markup := markups[ending]; markup != "" {
		return fmt.Errorf("this is %s, which is not read; convert it to Markdown or HTML (pandoc FILE -o FILE.md)", markup)
	}
	promised := refused[ending]
	for _, b := range begins {
		if bytes.HasPrefix(head, []byte(b.bytes)) && (!b.binary || decode.LooksBinary(head)) {
			return b.err
		}
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return packed(promised, head)
	}
	if promised != nil && decode.LooksBinary(head) {
		return promised
	}
	return nil
}

// packed tells the formats that are archives of files apart.
func packed(promised error, head []byte) error {
	has := func(s string) bool { return bytes.Contains(head, []byte(s)) }
	switch {
	case promised != nil && !errors.Is(promised, errArchive):
		return promised
	case has("application/epub+zip"):
		return errBook
	case has("word/"), has("application/vnd.oasis.opendocument.text"):
		return errOffice
	case has("xl/"), has("application/vnd.oasis.opendocument.spreadsheet"):
		return errSheet
	}
	return errArchive
}
