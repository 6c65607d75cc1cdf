package corpus_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// printed is a paper's articles as JSON Lines, one a text.
func printed(t *testing.T, texts ...string) []string {
	t.Helper()
	var lines []string
	for i, text := range texts {
		line, err := json.Marshal(map[string]string{"id": fmt.Sprint(i), "title": fmt.Sprintf("Report %d", i), "text": text})
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(line))
	}
	return lines
}

func TestWhatManyArticlesHaveAtOnePlaceIsFurniture(t *testing.T) {
	writers := []string{"Ann Lee", "Jo Brandt", "Linh Tran", "Max Orr", "Eva Sand", "Tom Kay"}
	var texts []string
	for i, w := range writers {
		texts = append(texts, fmt.Sprintf(`%s

Town desk, Port %s

The harbour of district %d was closed on Monday because the crane of quay %d had fallen over in the storm of the night.

Have you got a story? Write to us

Repairs of quay %d will take until the end of the month, as the harbour master told this paper on Tuesday morning.

This paper is not responsible for the content of other sites that it links to.`, w, w[:3], i, i, i))
	}
	c := readLines(t, printed(t, texts...)...)
	for i, a := range c.Articles {
		want := []string{
			fmt.Sprintf("The harbour of district %d was closed on Monday because the crane of quay %d had fallen over in the storm of the night.", i, i),
			fmt.Sprintf("Repairs of quay %d will take until the end of the month, as the harbour master told this paper on Tuesday morning.", i)}
		if i == 0 { // a whole sentence is kept once
			want = append(want, "This paper is not responsible for the content of other sites that it links to.")
		}
		if diff := cmp.Diff(want, paragraphsOf(a)); diff != "" {
			t.Errorf("article %d (-want +got):\n%s", i, diff)
		}
		if a.Author != writers[i] {
			t.Errorf("article %d is by %q, want %q", i, a.Author, writers[i])
		}
	}
	if s := c.Sources[0].Skipped; len(s) != 1 || !s[0].Kept || s[0].Reason != `read without 23 lines that many of its articles have at the same place, such as "Have you got a story? Write to us"` {
		t.Errorf("admins are told %+v", s)
	}
}

func TestWhatFewArticlesHaveIsTheirs(t *testing.T) {
	var texts []string
	for i := range 40 {
		text := fmt.Sprintf("The council of district %d met on Monday to speak about the budget of the coming year and its schools.\n\nIt will meet again in week %d of the year, the clerk told everybody who had come to the hall.", i, i)
		if i < 3 {
			text = strings.Replace(text, "\n\n", "\n\nWhat happens next?\n\n", 1)
		}
		texts = append(texts, text)
	}
	for i, a := range readLines(t, printed(t, texts...)...).Articles {
		if diff := cmp.Diff(strings.Split(texts[i], "\n\n"), paragraphsOf(a)); diff != "" {
			t.Errorf("article %d (-want +got):\n%s", i, diff)
		}
	}
}
