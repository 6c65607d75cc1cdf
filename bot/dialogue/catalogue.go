package dialogue

import (
	"context"
	"strings"
	"sync"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/bot/locale"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// catalogue is the list of articles of one generation with their titles
// folded, for looking them up by what people type. It is immutable.
type catalogue struct {
	generation retrieval.Generation
	list       []retrieval.Summary
	folded     []string // titles as titleKey makes them, in the list's order
}

// catalogues makes a catalogue once per generation. Safe for concurrent use.
type catalogues struct {
	mu  sync.Mutex
	now *catalogue
}

func (c *catalogues) of(lib bot.Library) *catalogue {
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

func newCatalogue(g retrieval.Generation, list []retrieval.Summary) *catalogue {
	c := &catalogue{generation: g, list: list, folded: make([]string, len(list))}
	for i, s := range list {
		c.folded[i] = titleKey(s.Title)
	}
	return c
}

// titleKey is the form in which titles are compared: words folded and parted
// by single spaces.
func titleKey(title string) string {
	return text.Fold(strings.Join(intent.Words(title), " "))
}

// byTitle finds the article with that title, however it is spelt, full
// articles first.
func (c *catalogue) byTitle(title string) (retrieval.Summary, bool) {
	key := titleKey(title)
	if key == "" {
		return retrieval.Summary{}, false
	}
	for i, f := range c.folded {
		if f == key {
			return c.list[i], true
		}
	}
	return retrieval.Summary{}, false
}

// find returns the articles whose title has every word that was typed as the
// beginning of one of its own, titles that begin with what was typed first.
func (c *catalogue) find(typed string, limit int) []retrieval.Summary {
	key := titleKey(typed)
	var first, rest []retrieval.Summary
	for i, f := range c.folded {
		switch {
		case strings.HasPrefix(f, key):
			first = append(first, c.list[i])
		case hasWords(f, key):
			rest = append(rest, c.list[i])
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

// quoted finds the article that a message of the bot's was about: the one
// whose title is a line of it, at the given number of a list if number is not
// 0.
func (c *catalogue) quoted(message string, number int) (retrieval.Summary, bool) {
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
			return c.list[i], true
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

// Suggest returns up to limit titles for what a person has typed so far: those
// that begin with it, then those that have all its words. Accents may be left
// out. The first articles of the list for nothing typed.
func (b *Bot) Suggest(_ context.Context, typed string, limit int) (titles []bot.Title) {
	defer b.survive("suggest")
	if limit <= 0 {
		return nil
	}
	return titleList(locale.Of(text.English), b.catalogues.of(b.lib).find(text.Clean(typed), limit), 1)
}

// titleList numbers articles from first on.
func titleList(t *locale.Texts, list []retrieval.Summary, first int) []bot.Title {
	titles := make([]bot.Title, 0, len(list))
	for i, s := range list {
		section := locale.JoinDots(s.Section, locale.FormatDate(s.Published, t.Language))
		if s.Brief {
			section = locale.JoinDots(string(t.InBrief), section)
		}
		titles = append(titles, bot.Title{
			Number: first + i, Text: s.Title, Section: section,
			Action: bot.Action{Verb: bot.OpenArticle, Arg: pageRef{key: s.ID.Key()}.String()},
		})
	}
	return titles
}
