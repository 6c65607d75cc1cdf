package webpage

import (
	"strings"
	"time"
)

// Bounds of a page that lists other articles.
const (
	minTeasers     = 3 // titles that lead elsewhere, with a text of one paragraph
	minTeaserWords = 3 // in such a title
)

// listsArticles tells a section's page or a front page: title after title that
// leads elsewhere, each with a paragraph, and hardly a paragraph besides. On an
// article's page such lists have no texts, or the article's own outweighs them.
// declared tells whether the page says that it is an article, as templates have
// it on every page.
func (v *view) listsArticles(declared bool) bool {
	teasers, own := 0, 0
	open := false // the last title still waits for its paragraph
	for _, l := range v.lines {
		switch {
		case l.region != inArticle:
		case l.teaser():
			open = true
		case !l.running:
		case l.linked || open:
			teasers++
			open = false
		default:
			own++
		}
	}
	if declared {
		return teasers >= 2*minTeasers && own*4 <= teasers
	}
	return teasers >= minTeasers && own*2 <= teasers
}

// teaser tells a line that is the title of another article.
func (l *shownLine) teaser() bool {
	return l.linked && !l.running && len(strings.Fields(l.text)) >= minTeaserWords
}

// signed tells whether a date or a byline stands below the title, before other
// articles are listed: what is signed is an article.
func (v *view) signed(zone *time.Location, title int) bool {
	if title < 0 {
		return false
	}
	end := title + 1
	for end < len(v.lines) && !v.lines[end].teaser() {
		end++
	}
	for _, m := range v.marks {
		if m.at < title || m.at > end || m.region != inArticle {
			continue
		}
		if _, weight, ok := m.date(zone); ok && weight > 0 {
			return true
		}
		if _, weight := m.author(zone); weight >= leastByline {
			return true
		}
	}
	return false
}
