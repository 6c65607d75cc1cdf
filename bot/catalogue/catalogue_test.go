package catalogue_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"articlebot/bot/catalogue"
	"articlebot/retrieval"

	"github.com/google/go-cmp/cmp"
)

// shelf is a library of titles.
type shelf struct {
	generation retrieval.Generation
	titles     []string
	addresses  map[string]string // by title
	listed     int               // how often it was asked for all
}

func (s *shelf) Ask(context.Context, retrieval.Question) (retrieval.Answer, error) {
	return retrieval.Answer{}, nil
}
func (s *shelf) Article(string) (*retrieval.Article, bool) { return nil, false }
func (s *shelf) Status() retrieval.Status                  { return retrieval.Status{Generation: s.generation} }
func (s *shelf) Articles() []retrieval.Summary {
	s.listed++
	var list []retrieval.Summary
	for _, t := range s.titles {
		list = append(list, retrieval.Summary{ID: retrieval.ArticleID(t), Title: t, URL: s.addresses[t]})
	}
	return list
}

func titles(list []retrieval.Summary) []string {
	var out []string
	for _, s := range list {
		out = append(out, s.Title)
	}
	return out
}

func TestTitlesAreFoundByWhatPeopleType(t *testing.T) {
	s := &shelf{generation: "1", titles: []string{"Boats of Port Said", "Early Tết shopping", "The port's new boats", "Port Said"}}
	var cache catalogue.Cache
	c := cache.Of(s)
	for typed, want := range map[string][]string{
		"port":      {"Port Said", "Boats of Port Said", "The port's new boats"},
		"PORT boat": {"Boats of Port Said", "The port's new boats"},
		"tet":       {"Early Tết shopping"},
		"volcano":   nil,
	} {
		if diff := cmp.Diff(want, titles(c.Find(typed, 0))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", typed, diff)
		}
	}
	if a, ok := c.ByTitle("early TẾT shopping!"); !ok || a.Title != "Early Tết shopping" {
		t.Errorf("by its title: %+v, %v", a, ok)
	}
	if a, ok := c.ByTitle("port"); ok {
		t.Errorf("by a word of its title: %+v", a)
	}
}

func TestAMessageIsAboutTheArticleWhoseTitleItQuotes(t *testing.T) {
	var cache catalogue.Cache
	c := cache.Of(&shelf{generation: "1", titles: []string{"Boats of Port Said", "Early Tết shopping"}})
	const list = "Perhaps one of these helps:\n1 Early Tết shopping\n2. Boats of Port Said"
	for number, want := range map[int]string{1: "Early Tết shopping", 2: "Boats of Port Said", 3: ""} {
		if a, _ := c.Quoted(list, number); a.Title != want {
			t.Errorf("number %d is %q", number, a.Title)
		}
	}
	if a, _ := c.Quoted("Boats of Port Said\n“They are blue.”", 0); a.Title != "Boats of Port Said" {
		t.Errorf("the answer is about %q", a.Title)
	}
}

func TestACatalogueIsMadeOncePerGeneration(t *testing.T) {
	s := &shelf{generation: "1", titles: []string{"Boats"}}
	var cache catalogue.Cache
	cache.Of(s)
	cache.Of(s)
	s.generation, s.titles = "2", []string{"Ships"}
	if got := titles(cache.Of(s).List); s.listed != 2 || len(got) != 1 || got[0] != "Ships" {
		t.Errorf("listed %d times: %q", s.listed, got)
	}
}

// What is found of many titles is what a look at each of them finds.
func TestTitlesAreFoundAsByALookAtEach(t *testing.T) {
	words := []string{"port", "ports", "boat", "rice", "ri", "ricefield", "of", "a", "an", "year"}
	s := &shelf{generation: "1"}
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var title []string
		for range 1 + r.IntN(5) {
			title = append(title, words[r.IntN(len(words))])
		}
		s.titles = append(s.titles, strings.Join(title, " "))
	}
	var cache catalogue.Cache
	c := cache.Of(s)
	for _, typed := range []string{"", "p", "ri", "ric", "port", "port of", "of port", "ri ri", "a a boat", "an year", "zebra", "port zebra", "ort"} {
		for _, limit := range []int{0, 1, 7, 1000} {
			if diff := cmp.Diff(lookedAtEach(s.titles, typed, limit), titles(c.Find(typed, limit))); diff != "" {
				t.Errorf("%q, at most %d (-want +got):\n%s", typed, limit, diff)
			}
		}
	}
	for _, title := range s.titles {
		if a, ok := c.ByTitle(title); !ok || a.Title != title {
			t.Errorf("%q by its title: %q, %v", title, a.Title, ok)
		}
	}
}

func lookedAtEach(all []string, typed string, limit int) []string {
	var first, rest []string
	for _, title := range all {
		has := true
		for _, w := range strings.Fields(typed) {
			has = has && strings.Contains(" "+title, " "+w)
		}
		if strings.HasPrefix(title, typed) {
			first = append(first, title)
		} else if has {
			rest = append(rest, title)
		}
	}
	first = append(first, rest...)
	if limit > 0 {
		first = first[:min(len(first), limit)]
	}
	return first
}
