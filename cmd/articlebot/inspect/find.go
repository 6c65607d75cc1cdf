package inspect

import (
	"path/filepath"
	"slices"
	"strings"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/redact"
	"articlebot/retrieval/text"
)

// Found is what was meant by a name.
type Found struct {
	Articles []*retrieval.Article
	leftOut  []omission // of the file that was named
	remarks  []omission // on the one article
}

// None tells whether nothing has the name.
func (f Found) None() bool { return len(f.Articles)+len(f.leftOut) == 0 }

// Find returns what wanted names: an article by its id, key or address, a file,
// a title, the end of a file's path, or a part of a title. The first of these
// that something has is meant; a reprint is the article it was folded into.
func Find(c retrieval.Corpus, wanted string) Found {
	var f Found
	for _, is := range ways(wanted) {
		for i := range c.Articles {
			if a := &c.Articles[i]; is(a.Summary()) || slices.ContainsFunc(a.AlsoIn, is) {
				f.Articles = append(f.Articles, a)
			}
		}
		for _, o := range slices.Concat(leftOut(c), unread(c)) {
			if is(retrieval.Summary{File: o.file}) {
				f.leftOut = append(f.leftOut, o)
			}
		}
		if !f.None() {
			break
		}
	}
	f.preferFull()
	f.addRemarks(c)
	return f
}

// ways are the ways in which something may be meant, the surest first.
func ways(wanted string) []func(retrieval.Summary) bool {
	url, path := address.Canonical(wanted), clean(redact.Text(wanted)) // files are named without secrets
	title := text.Fold(text.Clean(wanted))
	ways := []func(retrieval.Summary) bool{
		func(s retrieval.Summary) bool {
			return s.ID != "" && (string(s.ID) == wanted || strings.EqualFold(s.ID.Key(), wanted)) || s.URL != "" && s.URL == url
		},
		func(s retrieval.Summary) bool { return clean(s.File) == path },
	}
	if title == "" {
		return ways
	}
	return append(ways,
		func(s retrieval.Summary) bool { return text.Fold(s.Title) == title },
		func(s retrieval.Summary) bool { return strings.HasSuffix(clean(s.File), "/"+path) },
		func(s retrieval.Summary) bool { return strings.Contains(text.Fold(s.Title), title) },
	)
}

// clean is a path in the form in which paths are compared.
func clean(path string) string {
	if path == "" || address.IsWeb(path) {
		return path
	}
	return filepath.ToSlash(filepath.Clean(path))
}

// preferFull leaves out briefs where there are full articles: a page that was
// saved has a list of others beside its own.
func (f *Found) preferFull() {
	var full []*retrieval.Article
	for _, a := range f.Articles {
		if !a.Brief {
			full = append(full, a)
		}
	}
	if len(full) > 0 {
		f.Articles = full
	}
}

// addRemarks takes the remarks on the one article: those on its address, and on
// its file where that has no other article.
func (f *Found) addRemarks(c retrieval.Corpus) {
	if len(f.Articles) != 1 {
		return
	}
	a := f.Articles[0]
	alone := true
	for i := range c.Articles {
		other := &c.Articles[i]
		alone = alone && (other == a || other.Brief || other.Origin.File != a.Origin.File)
	}
	for _, o := range remarks(c) {
		if o.file == a.Origin.File && (alone && !address.IsWeb(o.place) || o.place != "" && o.place == a.URL) {
			f.remarks = append(f.remarks, o)
		}
	}
}
