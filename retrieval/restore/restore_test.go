package restore_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"articlebot/retrieval/restore"
	"articlebot/retrieval/text"
	"articlebot/retrieval/text/vietnamese"

	"golang.org/x/text/unicode/norm"
)

// paper is a lexicon of a few words, each of which one document has.
type paper []string

func newPaper(s string) paper {
	var p paper
	for _, t := range text.Tokens(s, text.Vietnamese) {
		p = append(p, t.Accented)
	}
	return p
}

func (p paper) Forms(plain string) []restore.Form {
	var out []restore.Form
	seen := make(map[string]bool)
	for i, w := range p {
		if vietnamese.Plain(w) == plain && !seen[w] {
			seen[w] = true
			out = append(out, restore.Form{Text: w, Number: uint32(i), Documents: 1})
		}
	}
	return out
}

func (p paper) Pairs(first, second uint32) int {
	n := 0
	for i := 1; i < len(p); i++ {
		if p[i-1] == p[first] && p[i] == p[second] {
			n++
		}
	}
	return n
}

func (p paper) Words() int { return len(p) }

func TestQuestionsAreReadAsMeant(t *testing.T) {
	for name, c := range map[string]struct{ typed, want string }{
		"without accents":                {"bi thu tinh uy la ai", "bí thư tỉnh ủy là ai"},
		"in capitals":                    {"BI THU TINH UY LA AI", "BÍ THƯ TỈNH ỦY LÀ AI"},
		"half of them":                   {"Tỉnh da ho tro bao nhieu ho nghèo?", "Tỉnh đã hỗ trợ bao nhiêu hộ nghèo?"},
		"without tones":                  {"tinh đa hô trơ bao nhiêu hô ngheo", "tỉnh đã hỗ trợ bao nhiêu hộ nghèo"},
		"d for đ":                        {"Tỉnh dã hỗ trợ dược bao nhiêu hộ?", "Tỉnh đã hỗ trợ được bao nhiêu hộ?"},
		"eth for đ":                      {"Tỉnh ðã hỗ trợ bao nhiêu hộ?", "Tỉnh đã hỗ trợ bao nhiêu hộ?"},
		"Telex left over":                {"tinhr ddax hoox trowj bao nhieeu hooj ngheof", "tỉnh đã hỗ trợ bao nhiêu hộ nghèo"},
		"Telex in one word":              {"Tỉnh ddax hỗ trợ bao nhiêu hộ?", "Tỉnh đã hỗ trợ bao nhiêu hộ?"},
		"VNI left over":                  {"ti3nh d9a4 ho64 tro75 bao nhie6u ho65 nghe2o", "tỉnh đã hỗ trợ bao nhiêu hộ nghèo"},
		"short forms":                    {"có bn hộ nghèo ko đc hỗ trợ", "có bao nhiêu hộ nghèo không được hỗ trợ"},
		"by sound":                       {"thành fố fát triển thế nào", "thành phố phát triển thế nào"},
		"slips of the finger":            {"cnog ty nao ho tro ho ngheo", "công ty nào hỗ trợ hộ nghèo"},
		"spaces left out":                {"bithu tinhuy la ai", "bí thư tỉnh ủy là ai"},
		"typed well":                     {"Bí thư Tỉnh uỷ là ai? Tỉnh hỗ trợ bao nhiêu hộ?", "Bí thư Tỉnh uỷ là ai? Tỉnh hỗ trợ bao nhiêu hộ?"},
		"with foreign names":             {"Ai là cầu thủ của Manchester United năm 2024?", "Ai là cầu thủ của Manchester United năm 2024?"},
		"decomposed":                     {norm.NFD.String("Bí thư tỉnh là ai?"), "Bí thư tỉnh là ai?"},
		"white space and marks are kept": {"  bi thu — “tinh uy”\n la ai?!  ", "  bí thư — “tỉnh ủy”\n là ai?!  "},
		"nothing":                        {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := restore.Question(c.typed, nil).Text; got != c.want {
				t.Errorf("%q\n got %q\nwant %q", c.typed, got, c.want)
			}
		})
	}
}

func TestNamesOfThePaperComeFirst(t *testing.T) {
	p := newPaper("Xã Nà Sang giải quyết hồ sơ. Chủ tịch xã Nà Sang nói.")
	if got := restore.Question("xa na sang giai quyet bao nhieu ho so", p).Text; got != "xã nà sang giải quyết bao nhiêu hồ sơ" {
		t.Errorf("got %q", got)
	}
	if got := restore.Question("xa na sang giai quyet bao nhieu ho so", nil).Text; strings.Contains(got, "nà sang") {
		t.Errorf("%q needs no collection: the test shows nothing", got)
	}
}

// TestNamesThatAreNoSyllables asks for names whose letters Vietnamese words do not
// have: they are no slips where the paper writes them.
func TestNamesThatAreNoSyllables(t *testing.T) {
	p := newPaper("Sản lượng lúa của Đắk Lắk tăng. Tỉnh Bắc Kạn và xã Krông Pắc. Bà con là người ở đà điểu an cư.")
	for typed, want := range map[string]string{
		"san luong lua cua dak lak la bao nhieu": "sản lượng lúa của đắk lắk là bao nhiêu",
		"lua o bac kan":                          "lúa ở bắc kạn",
		"xa krong pac":                           "xã krông pắc",
	} {
		if got := restore.Question(typed, p).Text; got != want {
			t.Errorf("%q\n got %q\nwant %q", typed, got, want)
		}
	}
}

func TestReadingsAreTold(t *testing.T) {
	r := restore.Question("Tỉnh ddax hỗ trợ bn hộ ngheo?", nil)
	want := []restore.Reading{{Typed: "ddax", Read: "đã", How: restore.Keys}, {Typed: "bn", Read: "bao nhiêu", How: restore.Short}, {Typed: "ngheo", Read: "nghèo", How: restore.Accents}}
	if len(r.Readings) != len(want) {
		t.Fatalf("%q: readings %v, want %v", r.Text, r.Readings, want)
	}
	for i := range want {
		if r.Readings[i] != want[i] {
			t.Errorf("reading %v, want %v", r.Readings[i], want[i])
		}
	}
}

// FuzzQuestion holds that a restored question is valid and that nothing but
// letters and digits changes.
func FuzzQuestion(f *testing.F) {
	for _, s := range []string{"", "bi thu tinh uy la ai", "d9u7o7ng2 ddaau", "ko bn\x00 \xff", strings.Repeat("duong ", 300), "ÐỜI ð ﬁ ½ İ ǅ", "\u0300\u0301a\u0300\u0301"} {
		f.Add(s)
	}
	lexicon := newPaper("Xã Nà Sang, tỉnh Điện Biên, giải quyết 918 hồ sơ.")
	other := func(s string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune(" \n\t.,:;!?“”-—()/", r) {
				return r
			}
			return -1
		}, s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lex := range []restore.Lexicon{nil, lexicon} {
			r := restore.Question(s, lex)
			if !utf8.ValidString(r.Text) {
				t.Fatalf("%q is restored to invalid %q", s, r.Text)
			}
			spaces := 0
			for _, reading := range r.Readings {
				spaces += strings.Count(reading.Read, " ")
				if reading.Typed == reading.Read || reading.Read == "" {
					t.Fatalf("%q: reading %v", s, reading)
				}
			}
			if got, want := other(r.Text), other(norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))); len(got) != len(want)+spaces {
				t.Fatalf("%q is restored to %q: other characters changed", s, r.Text)
			}
			if again := restore.Question(s, lex); again.Text != r.Text {
				t.Fatalf("%q is restored to %q, then to %q", s, r.Text, again.Text)
			}
		}
	})
}

func BenchmarkQuestion(b *testing.B) {
	for b.Loop() {
		restore.Question("nhung nguoi dan nao cua xa duoc ho tro sau tran lut lon nhat nam ngoai", nil)
	}
}
