// Package passage joins the paragraphs of an article into passages: what is
// searched, and shown as an answer.
package passage

import (
	"regexp"
	"strings"
	"sync"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/text"
	"articlebot/retrieval/text/languages"
)

// Paragraphs of a newspaper are short: one or two sentences that lean on those
// around them. A reader asks for a passage, so they are searched and shown
// together up to a size.
const (
	// passageWords is from how many words on a passage is full.
	passageWords = 80
	// maxPassageWords is how many words a passage of several paragraphs has at most,
	// unless the first are too few to stand alone.
	maxPassageWords = 110
	// minPassageWords is how many words a passage should have at least, before a
	// heading or at the end; one of fewer joins the passage before it.
	minPassageWords = 20
	// minStanding is how many words, headings included, stand between two headings
	// by themselves; fewer lead into what follows. A caption of fewer than
	// minCaption names what a picture shows and tells nothing without it.
	minStanding = 8
	minCaption  = 5
)

// Join joins the paragraphs of an article into passages: a heading with
// what follows it, short paragraphs with one another, never across a heading.
// Every word stays, in the order of the paragraphs; photo captions stay passages
// of their own, behind the one that they interrupt.
func Join(parts []draft.Part) []draft.Part {
	if len(parts) == 1 {
		return parts
	}
	j := joiner{before: -1}
	for i, p := range parts {
		switch {
		case p.Kind == retrieval.Caption:
			j.caption(p)
		case p.Kind != retrieval.Body:
			j.close()
			j.done = append(j.done, p)
		case heads(parts, i):
			j.head(p.Text)
		default:
			j.add(p.Text)
		}
	}
	j.end()
	return j.done
}

// heads tells whether part i is a heading of the part behind it: its source says
// so, or it is a line before running text.
func heads(parts []draft.Part, i int) bool {
	if parts[i].Heading {
		return true
	}
	if !text.HeadingLike(parts[i].Text) {
		return false
	}
	for _, next := range parts[i+1:] {
		if next.Kind == retrieval.Body {
			return prose.Running(next.Text)
		}
	}
	return false
}

// joiner makes passages of paragraphs.
type joiner struct {
	done     []draft.Part
	open     []string // paragraphs of the open passage
	words    int      // of them, headings aside
	headings int      // with how many headings it begins
	captions []draft.Part
	// before is the index in done of the passage before the open one where no
	// heading parts them, -1 for none.
	before int
}

// head begins a passage with a heading; headings in a row stay together.
func (j *joiner) head(heading string) {
	if len(j.open) > j.headings && (wordsOf(j.open) >= minStanding || j.before >= 0) {
		j.endSection()
	}
	j.open = append(j.open, heading)
	j.headings, j.words = len(j.open), 0
	j.before = -1
}

// caption keeps a photo caption for the end of the open passage.
func (j *joiner) caption(p draft.Part) {
	if len(strings.Fields(p.Text)) >= minCaption && !creditAlone().MatchString(p.Text) {
		j.captions = append(j.captions, p)
	}
}

// creditAlone is a caption that names the photographer and nothing else.
var creditAlone = sync.OnceValue(func() *regexp.Regexp {
	words := languages.All(languages.Builtin(), func(l *languages.Language) languages.Words { return l.Captions.Credits })
	return regexp.MustCompile(`(?i)^\(?(?:©|` + languages.Any(words) + `(?: (?:by|of|source|credit|credits))?\s*(?::|\.\.\.|…|©))(?:\s*\S+){1,8}$`)
})

func wordsOf(paragraphs []string) int {
	n := 0
	for _, p := range paragraphs {
		n += len(strings.Fields(p))
	}
	return n
}

// add takes a paragraph into the open passage, or begins the next.
func (j *joiner) add(paragraph string) {
	words := len(strings.Fields(paragraph))
	if j.full(words) {
		j.close()
	}
	j.open = append(j.open, paragraph)
	j.words += words
}

// full tells whether a paragraph of so many words goes into the next passage.
func (j *joiner) full(words int) bool {
	if len(j.open) == j.headings || strings.HasSuffix(j.open[len(j.open)-1], ":") {
		return false
	}
	return j.words >= passageWords || j.words >= minPassageWords && j.words+words > maxPassageWords
}

// close ends the open passage.
func (j *joiner) close() {
	if len(j.open) > 0 {
		j.before = len(j.done)
		j.done = append(j.done, draft.Part{Kind: retrieval.Body, Text: strings.Join(j.open, retrieval.ParagraphBreak)})
	}
	j.done = append(j.done, j.captions...)
	j.open, j.words, j.headings, j.captions = nil, 0, 0, nil
}

// endSection ends the open passage before a heading or at the end. What is too
// little for a passage joins the one before.
func (j *joiner) endSection() {
	if j.words < minPassageWords && j.headings == 0 && len(j.open) > 0 && j.before >= 0 {
		j.done[j.before].Text += retrieval.ParagraphBreak + strings.Join(j.open, retrieval.ParagraphBreak)
		j.open = nil
	}
	j.close()
	j.before = -1
}

// end ends the article. Headings that head nothing join the passage before.
func (j *joiner) end() {
	if len(j.open) == j.headings {
		j.headings = 0
		if last := j.lastBody(); j.before < 0 {
			j.before = last
		}
	}
	if j.lastBody() >= 0 { // the last word is the text's
		j.done, j.captions = append(j.done, j.captions...), nil
	}
	j.endSection()
}

// lastBody is the index of the last passage of running text, -1 for none.
func (j *joiner) lastBody() int {
	for i := len(j.done) - 1; i >= 0; i-- {
		if j.done[i].Kind == retrieval.Body {
			return i
		}
	}
	return -1
}
