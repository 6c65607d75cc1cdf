package intent_test

import (
	"slices"
	"strings"
	"testing"

	"articlebot/bot/intent"
)

// saidAfter is what people say after an answer that is no question to the
// articles, by what it means.
var saidAfter = map[intent.Kind][]string{
	intent.Source: {
		"source?", "link pls", "where did you get this from", "can i get the link to this article", "whats the url", "soucre", "which article is this from",
		"nguồn?", "cho mình xin link bài này", "nguon dau", "bài này ở đâu vậy ad", "lấy từ đâu ra vậy", "link bai bao dau ban oi",
		"are you sure?", "how do you know that", "can i trust this?", "is that true?", "bạn chắc không", "sao bạn biết",
	},
	intent.Author: {
		"who wrote this", "who is the author?", "author", "by whom was this article written", "who's the writer of this piece", "who wrtoe it", "author name pls",
		"ai viết bài này", "tác giả là ai", "tac gia bai nay la ai v", "ai viet vay", "bài này của phóng viên nào", "bài đó của ai",
	},
	intent.Date: {
		"when was it published", "when was this written?", "publish date", "what date is this article from", "how old is this article", "when was this artcle publised",
		"bài này đăng khi nào", "ngày đăng?", "dang ngay nao vay", "bài viết này xuất bản khi nào vậy", "đăng hồi nào thế",
	},
	intent.Gist: {
		"what is this article about", "summarise", "can you summarize it for me", "tldr", "give me a summary pls", "sumarize this", "main points?", "what's it about",
		"tóm tắt giúp mình", "bài này nói về gì", "tom tat bai nay di", "nội dung chính của bài là gì", "bài này viết về cái gì vậy ad", "tóm tắt ngắn gọn với ạ",
	},
	intent.Back:         {"back", "go back please", "previous", "can u go back", "quay lại", "quay lai di", "trở lại đoạn trước"},
	intent.Count:        {"how many articles are there", "how many articles do you have?", "number of articles in total", "có bao nhiêu bài", "ban co bao nhieu bai bao", "tổng số bài báo là bao nhiêu"},
	intent.Articles:     {"list newest articles", "what's new", "latest news pls", "show me the lastest articles", "any news?", "có gì mới ko", "tin mới nhất", "co tin gi moi khong ban", "liệt kê các bài mới nhất", "có j mới k ad", "show me the newest 5"},
	intent.More:         {"what else can you tell me about it", "anything else you know about that"},
	intent.WholeArticle: {"đọc bài đó đi", "mở bài này giúp mình"},
	intent.Stop:         {"stop", "stop it please", "ok stop", "dừng lại đi", "thôi đủ rồi", "thôi đủ rồi bye", "stop it now goodbye"},
	intent.Person:       {"are you a person?", "r u human or bot", "are you chatgpt", "am i talking to a real person", "bạn là người hay máy", "bạn có phải người thật không", "mày là bot à"},
	intent.Maker:        {"who made you", "who created u?", "who is behind this bot", "ai tạo ra bạn vậy", "ai lam ra ban", "ai lập trình bạn thế"},
	intent.About:        {"who r u", "who are you", "what are you exactly", "bạn là ai", "m là ai"},
	intent.Help:         {"what can u do", "what can you do for me?", "how do i use this", "ban lam duoc gi", "bạn giúp được gì cho mình", "hỏi được những gì vậy"},
	intent.Farewell:     {"thanks bye", "thanks, bye", "ok thank you so much, see you later", "cảm ơn bạn, tạm biệt", "cam on nhe, bye", "ok cảm ơn ad nhiều nha bye"},
	intent.Thanks:       {"ok thanks bro", "thansk", "thx a lot mate", "i love you", "ok got it, thank you!", "haha ok", "wow, great", "cảm ơn nhiều lắm ạ", "ok cam on ban nhe", "hay quá, cảm ơn ad", "dạ vâng em cảm ơn ạ"},
	intent.Greeting:     {"morning", "hi again", "hello hello", "chào buổi sáng cả nhà", "alo alo ad ơi"},
	intent.Grumble:      {"you are useless lol", "wrong answer bro", "bot ngu quá", "sai rồi bạn ơi"},
}

func TestWhatIsSaidAfterAnAnswer(t *testing.T) {
	said, searched := 0, 0
	for kind, list := range saidAfter {
		for _, s := range list {
			said++
			in := intent.Parse("", s)
			if in.Kind == intent.Question || in.Kind == intent.Topic {
				searched++
			}
			if in.Kind != kind {
				t.Errorf("%q is read as %s, want %s", s, in.Kind, kind)
			}
		}
	}
	t.Logf("%d of %d are searched in the articles", searched, said)
}

func TestSeveralThingsInOneMessage(t *testing.T) {
	for said, want := range map[string]string{
		"who is the secretary? how many files were resolved?":           "question who is the secretary? + question how many files were resolved?",
		"Ai là bí thư xã Xa Dung? Xã Nà Hỳ giải quyết bao nhiêu hồ sơ?": "question Ai là bí thư xã Xa Dung? + question Xã Nà Hỳ giải quyết bao nhiêu hồ sơ?",
		"1. who is the secretary\n2. how many files were resolved":      "question who is the secretary + question how many files were resolved",
		"who wrote this and when was it published":                      "author  + date ",
		"ai viết bài này, đăng ngày nào?":                               "author  + date ",
		"who is the secretary of Xa Dung? source pls":                   "question who is the secretary of Xa Dung? + source ",
		"hello! who is the secretary of Xa Dung? thanks, bye":           "question who is the secretary of Xa Dung?",
		"who is the secretary? and when?":                               "question who is the secretary? and when?",
		"thanks, bye":                                                   "farewell ",
		"link, please. thanks!":                                         "source ",
		"Mr. Lò Văn A of No. 57 said what?":                             "question Mr. Lò Văn A of No. 57 said what?",
	} {
		var got []string
		for _, in := range parser.ParseAll("", said) {
			got = append(got, string(in.Kind)+" "+in.Text)
		}
		if s := strings.Join(got, " + "); s != want {
			t.Errorf("%q is read as %q, want %q", said, s, want)
		}
	}
}

func TestWishesCarryNoTopicOfTheirOwn(t *testing.T) {
	for _, said := range []string{
		"what is the source of the river", "who wrote the law on land", "when was the bridge published in the plan", "what is the report about poverty",
		"how many articles did the congress amend?", "stop sign costs", "back road repairs", "who made the coffee", "link road opening", "nguồn nước ở Nà Hỳ",
		"tác giả bài hát là ai", "ai viết đơn xin hỗ trợ", "tóm tắt nghị quyết 57", "số bài thi là bao nhiêu", "ai tạo ra giống lúa mới", "ông ấy là ai", "dừng xe ở đâu",
		"newest articles about coffee", "date palms", "is it true that 926 files were resolved", "xã Nà Hỳ giải quyết 926 hồ sơ có đúng không", "how old is he", "what about it",
	} {
		if in := intent.Parse("", said); in.Kind != intent.Question {
			t.Errorf("%q is read as %s", said, in.Kind)
		}
	}
}

// TestReadingAMessageIsBounded holds that the longest message is read by its
// beginning at once.
func TestReadingAMessageIsBounded(t *testing.T) {
	long := strings.Repeat("who is the secretary? link pls ", 5_000)
	if got := parser.ParseAll("", long); len(got) > 4 || slices.ContainsFunc(got, func(in intent.Intent) bool { return in.Kind == "" }) {
		t.Errorf("%d things", len(got))
	}
}

func TestAWishForAnotherArticleNamesIt(t *testing.T) {
	for said, want := range map[string]intent.Intent{
		"and who wrote the one about coffee?":               {Kind: intent.Author, Named: "coffee"},
		"when was the article about feather beds published": {Kind: intent.Date, Named: "feather beds"},
		"what is the piece on the old bridge about?":        {Kind: intent.Gist, Named: "the old bridge"},
		"khi nào bài về hồ Pá Khoang đăng?":                 {Kind: intent.Date, Named: "hồ Pá Khoang"},
		"ai viet bai ve cau Long Kieng":                     {Kind: intent.Author, Named: "cau Long Kieng"},
		"cho mình link bài 130 thực khách đi cấp cứu":       {Kind: intent.Source, Named: "130 thực khách đi cấp cứu"},
		"liệt kê các bài về Thủ Thiêm":                      {Kind: intent.Topic},
		"list stories on rice":                              {Kind: intent.Topic},
		"newest articles about coffee":                      {Kind: intent.Question},
		"who wrote the story of Cinderella":                 {Kind: intent.Question},
		"what publication published an article about Tesla": {Kind: intent.Question},
		"is this recent?":                                   {Kind: intent.Date},
		"có tất cả bao nhiêu bài báo":                       {Kind: intent.Count},
		"mới đăng bài nào":                                  {Kind: intent.Articles},
	} {
		list := parser.ParseAll("", said)
		if got := list[0]; len(list) != 1 || got.Kind != want.Kind || got.Named != want.Named {
			t.Errorf("%q is read as %+v, want %+v", said, list, want)
		}
	}
}
