package dates_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"articlebot/retrieval/dates"
	"articlebot/retrieval/text"
)

// Monday, January 12, 2026, ten in the morning in Hanoi.
var now = time.Date(2026, 1, 12, 10, 0, 0, 0, time.FixedZone("ICT", 7*3600))

func day(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02", s, now.Location())
	if err != nil {
		panic(err)
	}
	return t
}

// period is written as its first and last day.
func period(s string) dates.Period {
	if s == "" {
		return dates.Period{}
	}
	from, last, ok := strings.Cut(s, " ")
	if !ok {
		last = from
	}
	return dates.Period{From: day(from), To: day(last).AddDate(0, 0, 1)}
}

func TestWhatAQuestionSaysAboutTime(t *testing.T) {
	for _, c := range []struct {
		question string
		latest   bool
		period   string
		relative bool
		topic    string
	}{
		{"newest articles about coffee", true, "", false, "coffee"},
		{"What are the latest news on coffee prices?", true, "", false, "coffee prices?"},
		{"show me the latest coffee news", true, "", false, "coffee"},
		{"most recent stories", true, "", false, ""},
		{"what is new today", true, "2026-01-12", true, ""},
		{"What's new?", true, "", false, ""},
		{"any news about Muong Pon this week", true, "2026-01-12 2026-01-18", true, "Muong Pon"},
		{"new articles about roads", true, "", false, "roads"},
		{"what is new about the two-tier model", true, "", false, "the two-tier model"},
		{"tin mới nhất", true, "", false, ""},
		{"bài mới nhất về cà phê", true, "", false, "cà phê"},
		{"cho tôi xem những bài viết mới nhất về lũ quét", true, "", false, "lũ quét"},
		{"tin tức mới về cà phê", true, "", false, "cà phê"},
		{"tin cà phê mới nhất", true, "", false, "cà phê"},
		{"bai moi nhat ve ca phe", true, "", false, "ca phe"},
		{"có gì mới hôm nay", true, "2026-01-12", true, ""},
		{"hôm nay có gì mới?", true, "2026-01-12", true, ""},

		{"newst articles about coffee", true, "", false, "coffee"},
		{"lastest news", true, "", false, ""},
		{"lates articels on coffee", true, "", false, "coffee"},
		{"what is new toady", true, "2026-01-12", true, ""},
		{"bài moi nhất về cà phê", true, "", false, "cà phê"},
		{"có tin gì về cà phê hôm qua", true, "2026-01-11", true, "cà phê"},

		{"what hapened yesteday", false, "2026-01-11", true, ""},
		{"landslides in Decmber 2025", false, "2025-12-01 2025-12-31", false, "landslides"},
		{"the meeting last firday", false, "2026-01-09", true, "the meeting"},
		{"what happened yesterday", false, "2026-01-11", true, ""},
		{"what did Na Hy commune do last week", false, "2026-01-05 2026-01-11", true, "what did Na Hy commune do"},
		{"floods in the last 3 days", false, "2026-01-09 2026-01-12", true, "floods"},
		{"floods three days ago", false, "2026-01-09", true, "floods"},
		{"the meeting last friday", false, "2026-01-09", true, "the meeting"},
		{"who met on monday", false, "2026-01-12", true, "who met"},
		{"hôm qua ở Điện Biên có chuyện gì", false, "2026-01-11", true, "ở Điện Biên có chuyện gì"},
		{"tin hôm qua", false, "2026-01-11", true, ""},
		{"tuần trước xã Nà Hỳ làm gì", false, "2026-01-05 2026-01-11", true, "xã Nà Hỳ làm gì"},
		{"sạt lở 7 ngày qua", false, "2026-01-05 2026-01-12", true, "sạt lở"},
		{"sạt lở tháng trước", false, "2025-12-01 2025-12-31", true, "sạt lở"},
		{"giá cà phê năm ngoái", false, "2025-01-01 2025-12-31", true, "giá cà phê"},
		{"gia ca phe nam ngoai", false, "2025-01-01 2025-12-31", true, "gia ca phe"},

		{"landslides in December 2025", false, "2025-12-01 2025-12-31", false, "landslides"},
		{"landslides in December", false, "2025-12-01 2025-12-31", false, "landslides"},
		{"landslides in January", false, "2026-01-01 2026-01-31", false, "landslides"},
		{"sạt lở tháng 12", false, "2025-12-01 2025-12-31", false, "sạt lở"},
		{"sạt lở tháng 12 năm 2025", false, "2025-12-01 2025-12-31", false, "sạt lở"},
		{"sạt lở tháng 12/2025", false, "2025-12-01 2025-12-31", false, "sạt lở"},
		{"sạt lở tháng mười hai", false, "2025-12-01 2025-12-31", false, "sạt lở"},
		{"sat lo thang 12 nam 2025", false, "2025-12-01 2025-12-31", false, "sat lo"},
		{"the meeting on 5 December 2025", false, "2025-12-05", false, "the meeting"},
		{"the meeting on December 5th", false, "2025-12-05", false, "the meeting"},
		{"the meeting on 2025-12-05", false, "2025-12-05", false, "the meeting"},
		{"the meeting of 5/12/2025", false, "2025-12-05", false, "the meeting"},
		{"cuộc họp ngày 5/12", false, "2025-12-05", false, "cuộc họp"},
		{"cuộc họp ngày 5 tháng 12 năm 2025", false, "2025-12-05", false, "cuộc họp"},
		{"who spoke in 2025", false, "2025-01-01 2025-12-31", false, "who spoke"},
		{"ai phát biểu năm 2025", false, "2025-01-01 2025-12-31", false, "ai phát biểu"},
		{"elections in May", false, "2025-05-01 2025-05-31", false, "elections"},
		{"newest articles of December 2025", true, "2025-12-01 2025-12-31", false, ""},
	} {
		for form, question := range map[string]string{"NFC": c.question, "NFD": norm.NFD.String(c.question)} {
			w := dates.Read(question, now)
			want := period(c.period)
			if w.Latest != c.latest || !w.Period.From.Equal(want.From) || !w.Period.To.Equal(want.To) || w.Relative != c.relative ||
				norm.NFC.String(w.Topic) != c.topic {
				t.Errorf("%s %q:\n got %+v\nwant latest %v, %v, relative %v, topic %q", form, c.question, w, c.latest, want, c.relative, c.topic)
			}
		}
	}
}

func TestOrdinaryQuestionsAreLeftAlone(t *testing.T) {
	for _, question := range []string{
		"", "?", "what is the latest version of the law", "who is the newest member of the council", "which recent law changed taxes",
		"when did the last emperor die", "how many people may vote", "who led the march", "what is New York's budget", "các nghiên cứu gần đây tin rằng ai đúng", "who gave new information about the flood",
		"ai đưa ra thông tin mới về lũ", "what is new land used for",
		"how much did 2025 households get", "what is 5/12 of the budget", "resolution 57-NQ/TW", "10.5 percent growth",
		"Việt Nam có bao nhiêu tỉnh", "thắng lợi của đội nam", "ai là người mới của ủy ban", "con đường mới ở Mường Pồn", "đường mới nhất",
		"số 12 năm học", "tháng mấy thu hoạch cà phê", "bài học lớn nhất", "who won the second day", "in what year was the house built",
		"the news that broke the market", "in 15 communes", "32/12/2025",
		"the latest storm", "latest resorts", "who gave a recent speech", "which day is the match on", "the nearest article of the law", "đội nam mới",
	} {
		if w := dates.Read(question, now); !w.None() || w.Topic != question {
			t.Errorf("%q is read as %+v", question, w)
		}
	}
}

func TestDaysOfTimes(t *testing.T) {
	yesterday := period("2026-01-11")
	for name, c := range map[string]struct {
		at   time.Time
		want bool
	}{
		"a date alone":                      {time.Date(2026, 1, 11, 0, 0, 0, 0, time.UTC), true},
		"a moment of another day elsewhere": {time.Date(2026, 1, 10, 20, 0, 0, 0, time.UTC), true},
		"a moment of the same day there":    {time.Date(2026, 1, 11, 20, 0, 0, 0, time.UTC), false},
		"the last minute":                   {time.Date(2026, 1, 11, 23, 59, 0, 0, now.Location()), true},
		"unknown":                           {time.Time{}, false},
	} {
		if got := yesterday.Has(c.at); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"newest articles about coffee", "tháng 12 năm 2025", "3 ngày trước", "5/12/2025", "ngày 99999999999999999999", "mu\u0323o\u031b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w := dates.Read(s, now)
		if w.None() && w.Topic != s {
			t.Errorf("%q says nothing about time and its topic is %q", s, w.Topic)
		}
		if !w.Period.None() && !w.Period.From.Before(w.Period.To) {
			t.Errorf("%q: period %v", s, w.Period)
		}
		if utf8.ValidString(s) && !utf8.ValidString(w.Topic) {
			t.Errorf("%q: topic %q", s, w.Topic)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for name, question := range map[string]string{
		"ordinary":   "how many files did na hy commune resolve ahead of schedule",
		"vietnamese": "Xã Nà Hỳ giải quyết bao nhiêu hồ sơ trước hạn trong năm 2025",
		"latest":     "show me the newest articles about coffee of last week",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				dates.Read(question, now)
			}
		})
	}
}

func TestTheLanguageOfWordsAboutTime(t *testing.T) {
	for question, want := range map[string]text.Language{
		"tin tháng 12": text.Vietnamese, "tin thang 12": text.Vietnamese, "bai moi nhat ve ca phe": text.Vietnamese, "hôm qua": text.Vietnamese,
		"newest articles about cà phê": "", "floods in May": "", "the meeting of 5/12/2025": "", "latest news from Nam Dinh": "",
	} {
		if got := dates.Read(question, now).Language; got != want {
			t.Errorf("%q: %q, want %q", question, got, want)
		}
	}
}
