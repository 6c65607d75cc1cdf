package intent_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"articlebot/bot/intent"
	"articlebot/retrieval/text"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func TestWhatIsMeant(t *testing.T) {
	question := func(q string) intent.Intent { return intent.Intent{Kind: intent.Question, Text: q} }
	en := func(k intent.Kind) intent.Intent { return intent.Intent{Kind: k, Language: text.English} }
	vi := func(k intent.Kind) intent.Intent {
		return intent.Intent{Kind: k, Language: text.Vietnamese}
	}
	for said, want := range map[string]intent.Intent{
		// Greetings and the like, with their accents, without, with wrong ones.
		"hello":               en(intent.Greeting),
		"Hello!!":             en(intent.Greeting),
		"hellooooo":           en(intent.Greeting),
		"thanksss":            en(intent.Thanks),
		"1000 100000":         question("1000 100000"),
		"hi bot 👋":            en(intent.Greeting),
		"Xin chào":            vi(intent.Greeting),
		"xin chao":            vi(intent.Greeting),
		"chào bạn ạ":          vi(intent.Greeting),
		"chao ban":            vi(intent.Greeting),
		"cháo":                question("cháo"),
		"👋":                   {Kind: intent.Greeting},
		"thanks a lot!":       en(intent.Thanks),
		"Cảm ơn nhiều nhé":    vi(intent.Thanks),
		"cam on ban":          vi(intent.Thanks),
		"🙏🙏":                  {Kind: intent.Thanks},
		"bye":                 en(intent.Farewell),
		"tạm biệt":            vi(intent.Farewell),
		"you're useless":      en(intent.Grumble),
		"đồ ngu":              vi(intent.Grumble),
		"🤡":                   {Kind: intent.Wordless},
		"...":                 {Kind: intent.Wordless},
		"???":                 {Kind: intent.Help},
		"":                    {Kind: intent.Empty},
		"  \u200b\n ":         {Kind: intent.Empty},
		"help":                en(intent.Help),
		"What can you do?":    en(intent.Help),
		"bạn làm được gì?":    vi(intent.Help),
		"ban lam duoc gi":     vi(intent.Help),
		"who are you?":        en(intent.About),
		"bạn là ai vậy":       vi(intent.About),
		"forget me please":    en(intent.Forget),
		"xoá dữ liệu của tôi": vi(intent.Forget),
		"delete my data":      en(intent.Forget),
		"privacy":             en(intent.Privacy),

		// Going on.
		"more":                 en(intent.More),
		"More, please":         en(intent.More),
		"can you show me more": en(intent.More),
		"xem thêm":             vi(intent.More),
		"xem them di":          vi(intent.More),
		"cho tôi xem thêm với": vi(intent.More),
		"the whole article":    en(intent.WholeArticle),
		"could you show me the full article, please?": en(intent.WholeArticle),
		"cả bài":                             vi(intent.WholeArticle),
		"doc toan bo bai viet":               vi(intent.WholeArticle),
		"articles":                           en(intent.Articles),
		"what's new?":                        en(intent.Articles),
		"có gì mới":                          vi(intent.Articles),
		"danh sach bai viet":                 vi(intent.Articles),
		"articles about coffee":              {Kind: intent.Topic, Text: "coffee", Language: text.English},
		"which articles are about Pú Nhung?": {Kind: intent.Topic, Text: "Pú Nhung", Language: text.English},
		"có bài nào về cà phê không?":        {Kind: intent.Topic, Text: "cà phê", Language: text.Vietnamese},
		"cac bai bao ve Nà Hỳ":               {Kind: intent.Topic, Text: "Nà Hỳ", Language: text.Vietnamese},
		"what is new today":                  question("what is new today"),
		"newest articles about coffee":       question("newest articles about coffee"),
		"news about the flood":               question("news about the flood"),
		"in english please":                  {Kind: intent.Language, Text: "en", Language: text.English},
		"nói tiếng việt đi":                  {Kind: intent.Language, Text: "vi", Language: text.Vietnamese},

		// Numbers.
		"3":              {Kind: intent.Pick, Number: 3, Text: "3"},
		"3.":             {Kind: intent.Pick, Number: 3, Text: "3."},
		"#2":             {Kind: intent.Pick, Number: 2, Text: "#2"},
		"2️⃣":            {Kind: intent.Pick, Number: 2, Text: "2"},
		"no. 4":          {Kind: intent.Pick, Number: 4, Text: "no. 4", Language: text.English},
		"the second one": {Kind: intent.Pick, Number: 2, Text: "the second one", Language: text.English},
		"số 3 nhé":       {Kind: intent.Pick, Number: 3, Text: "số 3 nhé", Language: text.Vietnamese},
		"article 12":     {Kind: intent.Article, Number: 12, Language: text.English},
		"bài số 2":       {Kind: intent.Article, Number: 2, Language: text.Vietnamese},
		"bai dau tien":   {Kind: intent.Article, Number: 1, Language: text.Vietnamese},
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
		"xin chào! cho tôi hỏi ai là bí thư, cảm ơn bạn": question("ai là bí thư"),
		"who is the secretary? Thanks!":                  question("who is the secretary?"),
		"! ! ! A":                                        question("! ! ! A"),
		"who went to villages B, A":                      question("who went to villages B, A"),
		"Nà Hỳ, Nậm Chua, Nà Khoa":                       question("Nà Hỳ, Nậm Chua, Nà Khoa"),
		"no, 57-NQ/TW":                                   question("57-NQ/TW"),
		"thanks, hello":                                  en(intent.Greeting),
		"privacy of citizens":                            question("privacy of citizens"),

		// Commands typed as text.
		"/help":             {Kind: intent.Help},
		"/hoi cà phê":       question("cà phê"),
		"/ASK@NewsBot rice": question("rice"),
		"/nonsense 1":       {Kind: intent.Unknown, Text: "nonsense"},
	} {
		t.Run(said, func(t *testing.T) {
			got := intent.Parse("", said)
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
		want      intent.Intent
	}{
		{"ask", "coffee", intent.Intent{Kind: intent.Question, Text: "coffee"}},
		{"ask", "", intent.Intent{Kind: intent.Empty}},
		{"hỏi", "cà phê", intent.Intent{Kind: intent.Question, Text: "cà phê"}},
		{"hỏi", "", intent.Intent{Kind: intent.Empty, Language: vi}},
		{"article", "", intent.Intent{Kind: intent.WholeArticle}},
		{"article", "3", intent.Intent{Kind: intent.Article, Number: 3}},
		{"article", "Coffee on the hills", intent.Intent{Kind: intent.Article, Text: "Coffee on the hills"}},
		{"bài", "3", intent.Intent{Kind: intent.Article, Number: 3, Language: vi}},
		{"articles", "2", intent.Intent{Kind: intent.Articles, Number: 2}},
		{"articles", "coffee", intent.Intent{Kind: intent.Articles, Text: "coffee"}},
		{"danh-sách", "", intent.Intent{Kind: intent.Articles, Language: vi}},
		{"danh_sach", "", intent.Intent{Kind: intent.Articles, Language: vi}},
		{"language", "Tiếng Việt", intent.Intent{Kind: intent.Language, Text: "vi"}},
		{"language", "klingon", intent.Intent{Kind: intent.Language}},
		{"language", "auto", intent.Intent{Kind: intent.Language, Text: "auto"}},
		{"start", "a_ABC", intent.Intent{Kind: intent.Start, Text: "a_ABC"}},
		{"reload", "dry", intent.Intent{Kind: intent.Reload, Text: "dry"}},
		{"reload", "--force", intent.Intent{Kind: intent.Reload, Text: "force"}},
		{"reload", "fast", intent.Intent{Kind: intent.Reload}},
		{"rollback", "", intent.Intent{Kind: intent.Rollback}},
		{"launch", "x", intent.Intent{Kind: intent.Unknown, Text: "launch"}},
	} {
		t.Run(c.name+" "+c.arg, func(t *testing.T) {
			if diff := cmp.Diff(c.want, intent.Parse(c.name, c.arg)); diff != "" {
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
				if in := intent.Parse("", q); in.Kind != intent.Question {
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

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		intent.Parse("", "how many files did na hy commune resolve ahead of schedule")
	}
}

func FuzzParse(f *testing.F) {
	for _, said := range []string{"hello", "Cảm ơn nhiều nhé", "3", "2️⃣", "/ask@bot x", "/", "article 12", "xin vui lòng cho tôi", "\xff\x00", "\u0301\u0302", strings.Repeat("please ", 20)} {
		f.Add("", said)
		f.Add("ask", said)
		f.Add("article", said)
	}
	f.Fuzz(func(t *testing.T, command, said string) {
		in := intent.Parse(command, said)
		if in.Kind == "" {
			t.Errorf("%q %q means nothing at all", command, said)
		}
		if all := parser.ParseAll(command, said); len(all) == 0 || all[0].Kind == "" {
			t.Errorf("%q %q is read as nothing: %v", command, said, all)
		}
		if in != intent.Parse(command, said) {
			t.Errorf("%q %q is read in two ways", command, said)
		}
		if in.Kind == intent.Question && in.Text == "" {
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
