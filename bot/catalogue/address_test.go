package catalogue_test

import (
	"testing"

	"articlebot/bot/catalogue"
	"articlebot/retrieval"
)

func TestAnAddressFindsItsArticle(t *testing.T) {
	var cache catalogue.Cache
	c := cache.Of(&shelf{titles: []string{"a", "b", "c"}, addresses: map[string]string{
		"a": "https://www.paper.example/news/a-1.html", "b": "http://paper.example/?id=7",
	}})
	for address, want := range map[string]retrieval.ArticleID{
		"https://www.paper.example/news/a-1.html":                       "a",
		"http://paper.example/news/a-1.html?utm_source=x&fbclid=1#part": "a",
		"M.PAPER.EXAMPLE/news/a-1.html":                                 "a",
		"https://paper.example/?id=7":                                   "b",
		"https://paper.example/?id=8":                                   "",
		"https://paper.example":                                         "",
		"https://other.example/news/a-1.html":                           "",
		"":                                                              "",
		"https://":                                                      "",
		"ht tp://%%":                                                    "",
	} {
		got, ok := c.ByAddress(address)
		if got.ID != want || ok != (want != "") {
			t.Errorf("%q finds %q", address, got.ID)
		}
	}
}
