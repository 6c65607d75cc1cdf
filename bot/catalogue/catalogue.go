package catalogue

import (
	"strings"
	"sync"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Catalogue is the list of articles of one generation with their titles
// folded, for looking them up by what people type. It is immutable.
type Catalogue struct {
	generation retrieval.Generation
	List       []retrieval.Summary
	folded     []string // titles as titleKey makes them, in the list's order
	addresses  map[string]int
}

// Cache makes a catalogue once per generation. Safe for concurrent use.
type Cache struct {
	mu  sync.Mutex
	now *Catalogue
}

// Of returns the catalogue of what the library has now.
func (c *Cache) Of(lib bot.Library) *Catalogue {
	g := lib.Status().Generation
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now != nil && c.now.generation == g {
		return c.now
	}
	made := newCatalogue(g, lib.Articles())
	if lib.Status().Generation == g { // else the list may be of either
		c.now = made
	}
	return made
}

func newCatalogue(g retrieval.Generation, list []retrieval.Summary) *Catalogue {
	c := &Catalogue{generation: g, List: list, folded: make([]string, len(list)), addresses: make(map[string]int)}
	for i, s := range list {
		c.folded[i] = titleKey(s.Title)
		if key := addressKey(s.URL); key != "" {
			c.addresses[key] = i
		}
	}
	return c
}

// titleKey is the form in which titles are compared: words folded and parted
// by single spaces.
func titleKey(title string) string {
	return text.Fold(strings.Join(intent.Words(title), " "))
}

// ByTitle finds the article with that title, however it is spelt, full
// articles first.
func (c *Catalogue) ByTitle(title string) (retrieval.Summary, bool) {
	key := titleKey(title)
	if key == "" {
		return retrieval.Summary{}, false
	}
	for i, f := range c.folded {
		if f == key {
			return c.List[i], true
		}
	}
	return retrieval.Summary{}, false
}

// Find returns the articles whose title has every word that was typed as the
// beginning of one of its own, titles that begin with what was typed first.
func (c *Catalogue) Find(typed string, limit int) []retrieval.Summary {
	key := titleKey(typed)
	var first, rest []retrieval.Summary
	for i, f := range c.folded {
		switch {
		case strings.HasPrefix(f, key):
			first = append(first, c.List[i])
		case hasWords(f, key):
			rest = append(rest, c.List[i])
		}
		if limit > 0 && len(first) >= limit {
			break
		}
	}
	first = append(first, rest...)
	if limit > 0 && len(first) > limit {
		first = first[:limit]
	}
	return first
}

func hasWords(title, typed string) bool {
	title = " " + title
	for _, w := range strings.Fields(typed) {
		if !strings.Contains(title, " "+w) {
			return false
		}
	}
	return true
}

// Quoted finds the article that a message of the bot's was about: the one
// whose title is a line of it, at the given number of a list if number is not
// 0.
func (c *Catalogue) Quoted(message string, number int) (retrieval.Summary, bool) {
	lines := make(map[string]bool)
	for _, line := range strings.Split(message, "\n") {
		n, rest := listNumber(line)
		if number != 0 && n != number {
			continue
		}
		if number != 0 {
			line = rest
		}
		if key := titleKey(line); key != "" {
			lines[key] = true
		}
	}
	for i, f := range c.folded {
		if lines[f] {
			return c.List[i], true
		}
	}
	return retrieval.Summary{}, false
}

// listNumber parts "2. Title" or "2 Title".
func listNumber(line string) (n int, rest string) {
	line = strings.TrimSpace(line)
	for len(line) > 0 && line[0] >= '0' && line[0] <= '9' && n <= intent.MaxPick {
		n = n*10 + int(line[0]-'0')
		line = line[1:]
	}
	return n, strings.TrimLeft(line, ".) ")
}
