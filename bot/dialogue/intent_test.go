package dialogue_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"articlebot/bot/dialogue"
	"articlebot/retrieval/text"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func TestWhatIsMeant(t *testing.T) {
	question := func(q string) dialogue.Intent { return dialogue.Intent{Kind: dialogue.IntentQuestion, Text: q} }
	en := func(k dialogue.IntentKind) dialogue.Intent { return dialogue.Intent{Kind: k, Language: text.English} }
	vi := func(k dialogue.IntentKind) dialogue.Intent {
		return dialogue.Intent{Kind: k, Language: text.Vietnamese}
	}
	for said, want := range map[string]dialogue.Intent{
		// Greetings and the like, with their accents, without, with wrong ones.
		"hello":               en(dialogue.IntentGreeting),
		"Hello!!":             en(dialogue.IntentGreeting),
		"hellooooo":           en(dialogue.IntentGreeting),
		"thanksss":            en(dialogue.IntentThanks),
		"1000 100000":         question("1000 100000"),
		"hi bot 👋":            en(dialogue.IntentGreeting),
		"Xin chào":            vi(dialogue.IntentGreeting),
		"xin chao":            vi(dialogue.IntentGreeting),
		"chào bạn ạ":          vi(dialogue.IntentGreeting),
		"chao ban":            vi(dialogue.IntentGreeting),
		"cháo":                question("cháo"),
		"👋":                   {Kind: dialogue.IntentGreeting},
		"thanks a lot!":       en(dialogue.IntentThanks),
		"Cảm ơn nhiều nhé":    vi(dialogue.IntentThanks),
		"cam on ban":          vi(dialogue.IntentThanks),
		"🙏🙏":                  {Kind: dialogue.IntentThanks},
		"bye":                 en(dialogue.IntentFarewell),
		"tạm biệt":            vi(dialogue.IntentFarewell),
		"you're useless":      en(dialogue.IntentGrumble),
		"đồ ngu":              vi(dialogue.IntentGrumble),
		"🤡":                   {Kind: dialogue.IntentWordless},
		"...":                 {Kind: dialogue.IntentWordless},
		"???":                 {Kind: dialogue.IntentHelp},
		"":                    {Kind: dialogue.IntentEmpty},
		"  \u200b\n ":         {Kind: dialogue.IntentEmpty},
		"help":                en(dialogue.IntentHelp),
		"What can you do?":    en(dialogue.IntentHelp),
		"bạn làm được gì?":    vi(dialogue.IntentHelp),
		"ban lam duoc gi":     vi(dialogue.IntentHelp),
		"who are you?":        en(dialogue.IntentAbout),
		"bạn là ai vậy":       vi(dialogue.IntentAbout),
		"forget me please":    en(dialogue.IntentForget),
		"xoá dữ liệu của tôi": vi(dialogue.IntentForget),
		"delete my data":      en(dialogue.IntentForget),
		"privacy":             en(dialogue.IntentPrivacy),

		// Going on.
		"more":                 en(dialogue.IntentMore),
		"More, please":         en(dialogue.IntentMore),
		"can you show me more": en(dialogue.IntentMore),
		"xem thêm":             vi(dialogue.IntentMore),
		"xem them di":          vi(dialogue.IntentMore),
		"cho tôi xem thêm với": vi(dialogue.IntentMore),
		"the whole article":    en(dialogue.IntentWholeArticle),
		"could you show me the full article, please?": en(dialogue.IntentWholeArticle),
		"cả bài":                             vi(dialogue.IntentWholeArticle),
		"doc toan bo bai viet":               vi(dialogue.IntentWholeArticle),
		"articles":                           en(dialogue.IntentArticles),
		"what's new?":                        en(dialogue.IntentArticles),
		"có gì mới":                          vi(dialogue.IntentArticles),
		"danh sach bai viet":                 vi(dialogue.IntentArticles),
		"articles about coffee":              {Kind: dialogue.IntentTopic, Text: "coffee", Language: text.English},
		"which articles are about Pú Nhung?": {Kind: dialogue.IntentTopic, Text: "Pú Nhung", Language: text.English},
		"có bài nào về cà phê không?":        {Kind: dialogue.IntentTopic, Text: "cà phê", Language: text.Vietnamese},
		"cac bai bao ve Nà Hỳ":               {Kind: dialogue.IntentTopic, Text: "Nà Hỳ", Language: text.Vietnamese},
		"what is new today":                  question("what is new today"),
		"newest articles about coffee":       question("newest articles about coffee"),
		"news about the flood":               question("news about the flood"),
		"in english please":                  {Kind: dialogue.IntentLanguage, Text: "en", Language: text.English},
		"nói tiếng việt đi":                  {Kind: dialogue.IntentLanguage, Text: "vi", Language: text.Vietnamese},

		// Numbers.
		"3":              {Kind: dialogue.IntentPick, Number: 3, Text: "3"},
		"3.":             {Kind: dialogue.IntentPick, Number: 3, Text: "3."},
		"#2":             {Kind: dialogue.IntentPick, Number: 2, Text: "#2"},
		"2️⃣":            {Kind: dialogue.IntentPick, Number: 2, Text: "2️⃣"},
		"no. 4":          {Kind: dialogue.IntentPick, Number: 4, Text: "no. 4", Language: text.English},
		"the second one": {Kind: dialogue.IntentPick, Number: 2, Text: "the second one", Language: text.English},
		"số 3 nhé":       {Kind: dialogue.IntentPick, Number: 3, Text: "số 3 nhé", Language: text.Vietnamese},
		"article 12":     {Kind: dialogue.IntentArticle, Number: 12, Language: text.English},
		"bài số 2":       {Kind: dialogue.IntentArticle, Number: 2, Language: text.Vietnamese},
		"bai dau tien":   {Kind: dialogue.IntentArticle, Number: 1, Language: text.Vietnamese},
		"2025":           question("2025"),
		"0":              question("0"),
		"Nam":            question("Nam"),
		"Nhật":           question("Nhật"),

		// Questions that begin or end like something else.
		"more rice was sent where?":                 question("more rice was sent where?"),
		"help for farmers":                          question("help for farmers"),
		"hello kitty factory":                       question("hello kitty factory"),
		"thanks to whom was the road built?":        question("thanks to whom was the road built?"),
		"what about the latest news on coffee":      question("what about the latest news on coffee"),
		"article 5 of the law says what?":           question("article 5 of the law says what?"),
		"who are you electing in Xa Dung":           question("who are you electing in Xa Dung"),
		"how many articles did the congress amend?": question("how many articles did the congress amend?"),
		"the first congress":                        question("the first congress"),
		"3 villages":                                question("3 villages"),
		"bài thuốc nam":                             question("bài thuốc nam"),
		"tin học":                                   question("tin học"),
		"chào mừng đại hội":                         question("chào mừng đại hội"),
		"thêm bao nhiêu gạo":                        question("thêm bao nhiêu gạo"),
		"next election":                             question("next election"),
		"hello bot, who is the secretary?":          question("who is the secretary?"),
		"xin chào! cho tôi hỏi ai là bí thư, cảm ơn bạn": question("cho tôi hỏi ai là bí thư"),
		"who is the secretary? Thanks!":                  question("who is the secretary?"),
		"! ! ! A":                                        question("! ! ! A"),
		"who went to villages B, A":                      question("who went to villages B, A"),
		"Nà Hỳ, Nậm Chua, Nà Khoa":                       question("Nà Hỳ, Nậm Chua, Nà Khoa"),
		"no, 57-NQ/TW":                                   question("57-NQ/TW"),
		"thanks, hello":                                  question("hello"),
		"privacy of citizens":                            question("privacy of citizens"),

		// Commands typed as text.
		"/help":             {Kind: dialogue.IntentHelp},
		"/hoi cà phê":       question("cà phê"),
		"/ASK@NewsBot rice": question("rice"),
		"/nonsense 1":       {Kind: dialogue.IntentUnknown, Text: "nonsense"},
	} {
		t.Run(said, func(t *testing.T) {
			got := dialogue.ParseIntent("", said)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%q is read wrong (-want +got):\n%s", said, diff)
			}
		})
	}
}

func TestWhatACommandMeans(t *testing.T) {
	vi := text.Vietnamese
	for _, c := range []struct {
		name, arg string
		want      dialogue.Intent
	}{
		{"ask", "coffee", dialogue.Intent{Kind: dialogue.IntentQuestion, Text: "coffee"}},
		{"ask", "", dialogue.Intent{Kind: dialogue.IntentEmpty}},
		{"hỏi", "cà phê", dialogue.Intent{Kind: dialogue.IntentQuestion, Text: "cà phê"}},
		{"hỏi", "", dialogue.Intent{Kind: dialogue.IntentEmpty, Language: vi}},
		{"article", "", dialogue.Intent{Kind: dialogue.IntentWholeArticle}},
		{"article", "3", dialogue.Intent{Kind: dialogue.IntentArticle, Number: 3}},
		{"article", "Coffee on the hills", dialogue.Intent{Kind: dialogue.IntentArticle, Text: "Coffee on the hills"}},
		{"bài", "3", dialogue.Intent{Kind: dialogue.IntentArticle, Number: 3, Language: vi}},
		{"articles", "2", dialogue.Intent{Kind: dialogue.IntentArticles, Number: 2}},
		{"articles", "coffee", dialogue.Intent{Kind: dialogue.IntentArticles, Text: "coffee"}},
		{"danh-sách", "", dialogue.Intent{Kind: dialogue.IntentArticles, Language: vi}},
		{"danh_sach", "", dialogue.Intent{Kind: dialogue.IntentArticles, Language: vi}},
		{"language", "Tiếng Việt", dialogue.Intent{Kind: dialogue.IntentLanguage, Text: "vi"}},
		{"language", "klingon", dialogue.Intent{Kind: dialogue.IntentLanguage}},
		{"language", "auto", dialogue.Intent{Kind: dialogue.IntentLanguage, Text: "auto"}},
		{"start", "a_ABC", dialogue.Intent{Kind: dialogue.IntentStart, Text: "a_ABC"}},
		{"reload", "dry", dialogue.Intent{Kind: dialogue.IntentReload, Text: "dry"}},
		{"reload", "--force", dialogue.Intent{Kind: dialogue.IntentReload, Text: "force"}},
		{"reload", "fast", dialogue.Intent{Kind: dialogue.IntentReload}},
		{"rollback", "", dialogue.Intent{Kind: dialogue.IntentRollback}},
		{"launch", "x", dialogue.Intent{Kind: dialogue.IntentUnknown, Text: "launch"}},
	} {
		t.Run(c.name+" "+c.arg, func(t *testing.T) {
			if diff := cmp.Diff(c.want, dialogue.ParseIntent(c.name, c.arg)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// shared returns the path of a file of the reference data, which lies beside
// the repository and is not part of it.
func shared(t testing.TB, name string) string {
	t.Helper()
	dir := os.Getenv("ARTICLEBOT_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("reference data is absent: set ARTICLEBOT_SHARED to the folder that has %s", name)
	}
	return path
}

func TestRealQuestionsAreQuestions(t *testing.T) {
	for _, set := range []string{"squad11", "xquad_en", "xquad_vi"} {
		t.Run(set, func(t *testing.T) {
			for _, q := range questionsOf(t, shared(t, filepath.Join("eval", set, "questions.jsonl"))) {
				if in := dialogue.ParseIntent("", q); in.Kind != dialogue.IntentQuestion {
					t.Errorf("%q is read as %s", q, in.Kind)
				}
			}
		})
	}
}

func questionsOf(t *testing.T, path string) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var q struct{ Text, Question string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		list = append(list, q.Text+q.Question)
	}
	if err := lines.Err(); err != nil || len(list) == 0 {
		t.Fatalf("read %d questions of %s: %v", len(list), path, err)
	}
	return list
}

func BenchmarkParseIntent(b *testing.B) {
	for b.Loop() {
		dialogue.ParseIntent("", "how many files did na hy commune resolve ahead of schedule")
	}
}

func FuzzParseIntent(f *testing.F) {
	for _, said := range []string{"hello", "Cảm ơn nhiều nhé", "3", "2️⃣", "/ask@bot x", "/", "article 12", "xin vui lòng cho tôi", "\xff\x00", "\u0301\u0302", strings.Repeat("please ", 20)} {
		f.Add("", said)
		f.Add("ask", said)
		f.Add("article", said)
	}
	f.Fuzz(func(t *testing.T, command, said string) {
		in := dialogue.ParseIntent(command, said)
		if in.Kind == "" {
			t.Errorf("%q %q means nothing at all", command, said)
		}
		if in != dialogue.ParseIntent(command, said) {
			t.Errorf("%q %q is read in two ways", command, said)
		}
		if in.Kind == dialogue.IntentQuestion && in.Text == "" {
			t.Errorf("%q %q is a question without text", command, said)
		}
		if in.Number < 0 || command == "" && in.Number > 999 {
			t.Errorf("%q %q picks number %d", command, said, in.Number)
		}
		if command == "" && (!utf8.ValidString(in.Text) || !norm.NFC.IsNormalString(in.Text)) {
			t.Errorf("%q leaves %q", said, in.Text)
		}
	})
}
