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
	titles     titles // as titleKey makes them, in the list's order
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
	c := &Catalogue{generation: g, List: list, addresses: make(map[string]int)}
	folded := make([]string, len(list))
	for i, s := range list {
		folded[i] = titleKey(s.Title)
		if key := addressKey(s.URL); key != "" {
			c.addresses[key] = i
		}
	}
	c.titles = newTitles(folded)
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
	return c.at(c.titles.is(key))
}

// at is an article by its place in the list, none below 0.
func (c *Catalogue) at(i int) (retrieval.Summary, bool) {
	if i < 0 {
		return retrieval.Summary{}, false
	}
	return c.List[i], true
}

// Find returns the articles whose title has every word that was typed as the
// beginning of one of its own, titles that begin with what was typed first.
func (c *Catalogue) Find(typed string, limit int) []retrieval.Summary {
	key := titleKey(typed)
	words := strings.Fields(key)
	some, all := c.titles.having(words)
	count := len(some)
	if all {
		count = len(c.List)
	}
	var first, rest []retrieval.Summary
	for k := 0; k < count && (limit <= 0 || len(first) < limit); k++ {
		i := k
		if !all {
			i = int(some[k])
		}
		switch f := c.titles.folded[i]; {
		case strings.HasPrefix(f, key):
			first = append(first, c.List[i])
		case hasWords(f, words) && (limit <= 0 || len(rest) < limit):
			rest = append(rest, c.List[i])
		}
	}
	first = append(first, rest...)
	if limit > 0 && len(first) > limit {
		first = first[:limit]
	}
	return first
}

// hasWords tells whether a title has words that begin with each of those typed.
func hasWords(title string, typed []string) bool {
	for _, w := range typed {
		if !hasWord(title, w) {
			return false
		}
	}
	return true
}

func hasWord(title, typed string) bool {
	for at := 0; ; {
		i := strings.Index(title[at:], typed)
		if i < 0 {
			return false
		}
		if at += i; at == 0 || title[at-1] == ' ' {
			return true
		}
		at++
	}
}

// Quoted finds the article that a message of the bot's was about: the one
// whose title is a line of it, at the given number of a list if number is not
// 0.
func (c *Catalogue) Quoted(message string, number int) (retrieval.Summary, bool) {
	best := -1
	for _, line := range strings.Split(message, "\n") {
		n, rest := listNumber(line)
		if number != 0 && n != number {
			continue
		}
		if number != 0 {
			line = rest
		}
		if key := titleKey(line); key != "" {
			if i := c.titles.is(key); i >= 0 && (best < 0 || i < best) {
				best = i
			}
		}
	}
	return c.at(best)
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
