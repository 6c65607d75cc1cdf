package corpus_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus"
	"articlebot/seeds"
)

// seedArticles is what a person sees in the five pages.
var seedArticles = []struct {
	title, author string
	bodies        int
	captions      []string
	first, last   string // how the text begins and ends
}{
	{"Close to the people, understanding the people, creating momentum for socio-economic development", "Phạm Quang", 17, []string{
		"Leaders of Mường Pồn commune working and listening to opinions of people in Mường Mươn 1 and Mường Mươn 2 villages.",
		"The Party Committee and People’s Committee of Mường Pồn commune giving gifts to encourage people of the villages of Mường Mươn 1 and Mường Mươn 2.",
		"Leaders of Xa Dung commune going down to the grassroots level to grasp the socio-economic development situation in the area.",
		"People of Tào Xa A and Tào Xa B villages participating in working sessions with the Party Committee and authorities of Xa Dung commune."},
		"ĐBP - The operation of the 2-tier", "development of the locality."},
	{"Close to the people, for the people", "Sầm Phúc", 14, []string{
		"Officials and leaders of Pu Nhi commune visiting a macadamia planting model of residents in Huổi Tao A village."},
		"ĐBP - After 5 months of implementation", "."},
	{"Officials should not wait for the people to come", "Phạm Quang", 10, []string{
		"Representatives of the Party Committee and local authorities of Búng Lao commune meet and listen to villagers in Hua Chăn."},
		"ĐBP - Since the two-tier local government", "."},
	{"Building a strong and comprehensive grassroots level government", "Quang Long", 11, []string{
		"A leader of the Mường Ảng town People’s Committee present the marriage certificate to Ngọc Anh and Hồng Nhung.",
		"In June 2024, Mường Ảng town launches the “Friendly government” model with the slogan: “A friendly government - serving the people is our responsibility”..",
		"At “one-stop shop”, across all communes in the district, citizens receive clear and thorough guidance on administrative procedures.",
		"With a strong commitment to public service, Mường Ảng district regularly organizes cultural and artistic activities to enhance community engagement."},
		"ĐBP - Maximizing the effectiveness", "regulations."},
	{"Local leadership reforms drive efficiency in Điện Biên’s two-tier government", "Đức Kiên", 12, []string{
		"Representatives of provincial departments, Pú Nhung commune, and Đồng Giao Food Export Company (DOVECO) survey raw material areas in Pú Nhung commune.",
		"Residents complete administrative procedures at the Na Sang commune Public Administration Service Center."},
		"ĐBP - Aiming to build a streamlined", "service to the people."},
}

func readSeeds(t *testing.T) retrieval.Corpus {
	t.Helper()
	c, err := corpus.NewLoader([]corpus.Source{{Path: ".", FS: seeds.Files}}, corpus.Options{}).Read(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSeedsGiveFiveArticlesAndSixtyOneBriefs(t *testing.T) {
	c := readSeeds(t)
	want := []retrieval.SourceStatus{{Source: ".", Kind: "page", Articles: 5, Briefs: 61}}
	if diff := cmp.Diff(want, c.Sources); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
	if len(c.Articles) != 66 {
		t.Errorf("%d articles, want 66", len(c.Articles))
	}
}

func TestSeedArticlesAreWhatThePaperPrinted(t *testing.T) {
	var full []retrieval.Article
	for _, a := range readSeeds(t).Articles {
		if !a.Brief {
			full = append(full, a)
		}
	}
	for i, want := range seedArticles {
		a := full[i]
		t.Run(want.title, func(t *testing.T) {
			if a.Title != want.title || a.Author != want.author || a.Language != "en" || a.Origin.Kind != "page" {
				t.Errorf("got %q by %q in %q read as %q", a.Title, a.Author, a.Language, a.Origin.Kind)
			}
			var captions []string
			bodies := 0
			for _, p := range a.Passages {
				if p.Kind == retrieval.Caption {
					captions = append(captions, p.Text)
				} else {
					bodies += len(strings.Split(p.Text, "\n\n"))
				}
			}
			if diff := cmp.Diff(want.captions, captions); diff != "" {
				t.Errorf("captions (-want +got):\n%s", diff)
			}
			if bodies != want.bodies {
				t.Errorf("%d paragraphs, want %d", bodies, want.bodies)
			}
			if !strings.HasPrefix(a.Passages[0].Text, want.first) || !strings.HasSuffix(a.Passages[len(a.Passages)-1].Text, want.last) {
				t.Errorf("text runs from %q to %q", a.Passages[0].Text, a.Passages[len(a.Passages)-1].Text)
			}
		})
	}
}

func TestSeedBriefsHaveTitleSectionAndStandfirst(t *testing.T) {
	sections := map[string]int{}
	titles := map[string]bool{}
	for _, a := range readSeeds(t).Articles {
		if !a.Brief {
			continue
		}
		sections[a.Section]++
		titles[a.Title] = true
		if len(a.Passages) != 1 || a.Passages[0].Kind != retrieval.Brief || !strings.HasPrefix(a.Passages[0].Text, "ĐBP") {
			t.Errorf("%q: passages %+v", a.Title, a.Passages)
		}
		if strings.HasPrefix(a.Title, "'") {
			t.Errorf("stray mark before %q", a.Title)
		}
	}
	if len(titles) != 61 {
		t.Errorf("%d titles, want 61", len(titles))
	}
	for _, s := range []string{"NEWS - POLITICS", "ECONOMY", "SOCIAL AFFAIRS", "TRAVEL", "CULTURE - SPORTS", "BUSINESS", "CULTURE - TOURISM"} {
		if sections[s] == 0 {
			t.Errorf("no brief of section %q; got %v", s, sections)
		}
	}
	for _, title := range []string{"“Not Alone” in cyberspace", "80 years accompanying the nation"} {
		if !titles[title] {
			t.Errorf("no brief %q", title)
		}
	}
}

func TestSeedsHoldNothingOfTheirPages(t *testing.T) {
	for _, a := range readSeeds(t).Articles {
		for _, p := range a.Passages {
			for _, furniture := range []string{"characters left", "Please enter", "Recent news", "Comment", "•", "\u00A0", "  "} {
				if strings.Contains(p.Text, furniture) {
					t.Errorf("%s: %q in %q", a.Title, furniture, p.Text)
				}
			}
		}
	}
}
