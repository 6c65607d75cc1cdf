package analysis_test

import (
	"testing"

	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/text"
)

// articles are analysed passages of one language, one an article.
func articles(lang text.Language, passages ...string) *analysis.ForwardIndex {
	docs := make([]analysis.Document, len(passages))
	for i, p := range passages {
		docs[i] = analysis.Document{Text: p, Sentences: text.Sentences(p), Language: lang, Article: i}
	}
	return analysed(docs)
}

func TestQuestionsAreReadAsMeant(t *testing.T) {
	english := articles(text.English, "Nà Sang commune resolved 918 files.", "The song was sung by the sea.")
	vietnamese := articles(text.Vietnamese, "Xã Nà Sang đã giải quyết 918 hồ sơ.", "Trời sáng thì nắng.")
	for _, c := range []struct{ question, want string }{
		{"xa na sang giai quyet bao nhieu ho so", "xã nà sang giải quyết bao nhiêu hồ sơ"},
		{"xax naf sang giari quyeets bao nhieeu hoof sow", "xã nà sang giải quyết bao nhiêu hồ sơ"},
		{"xã Nà Sang giải quyết bn hồ sơ", "xã Nà Sang giải quyết bao nhiêu hồ sơ"},
		{"how many files did na sang resolve", "how many files did na sang resolve"},
	} {
		lang := text.Detect(c.question)
		if got := english.Analyse(c.question, lang).Meant(); got != c.want {
			t.Errorf("over English articles %q is read as %q, want %q", c.question, got, c.want)
		}
		if got := vietnamese.Analyse(c.question, lang).Meant(); got != c.want {
			t.Errorf("over Vietnamese articles %q is read as %q, want %q", c.question, got, c.want)
		}
	}
}
