package stamp_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"articlebot/retrieval/dates"
	"articlebot/retrieval/dates/stamp"
)

func saigon(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// TestFormsOfPapers reads what papers write. A meaning with a time is one in
// UTC where the text has an offset, else one of the paper's own clock.
func TestFormsOfPapers(t *testing.T) {
	raw, err := os.ReadFile("testdata/dates.json")
	if err != nil {
		t.Fatal(err)
	}
	var forms []struct{ Written, Means string }
	if err := json.Unmarshal(raw, &forms); err != nil {
		t.Fatal(err)
	}
	zone := saigon(t)
	for _, f := range forms {
		got, ok := stamp.Read(f.Written, zone)
		if !ok {
			t.Errorf("%q is not read", f.Written)
			continue
		}
		want := []string{got.UTC().Format("2006-01-02T15:04"), got.Format("2006-01-02T15:04")}
		if !strings.Contains(f.Means, "T") {
			want = []string{dates.Day(got, zone).Format("2006-01-02")}
		}
		if f.Means != want[0] && f.Means != want[len(want)-1] {
			t.Errorf("%q: %v, want %s", f.Written, got, f.Means)
		}
	}
}

func TestDatesAsSourcesWriteThem(t *testing.T) {
	zone := saigon(t)
	for s, want := range map[string]string{
		"2026-01-05":                                       "2026-01-05T00:00:00Z",
		"2026-01-05T08:30:00+07:00":                        "2026-01-05T08:30:00+07:00",
		"2026-01-05T08:30:00Z":                             "2026-01-05T15:30:00+07:00",
		"2026-01-05T00:00:00Z":                             "2026-01-05T00:00:00Z",
		"2026-01-05T00:00:00":                              "2026-01-05T00:00:00Z",
		"2026-01-05T00:00:00+07:00":                        "2026-01-05T00:00:00+07:00",
		"2026-01-05T08:30:11.123456789+07:00":              "2026-01-05T08:30:11+07:00",
		"2026-01-05T08:30:00+07:00[Asia/Ho_Chi_Minh]":      "2026-01-05T08:30:00+07:00",
		"20260105T013000Z":                                 "2026-01-05T08:30:00+07:00",
		"20260105083000":                                   "2026-01-05T08:30:00+07:00",
		"20260105":                                         "2026-01-05T00:00:00Z",
		"2026-01-05 08:30":                                 "2026-01-05T08:30:00+07:00",
		"2026-01-05 01:30:00 UTC":                          "2026-01-05T08:30:00+07:00",
		"2026-01-05 01:30:00 +0000 UTC":                    "2026-01-05T08:30:00+07:00",
		"Mon Jan  5 08:30:00 2026":                         "2026-01-05T08:30:00+07:00",
		"Mon Jan 05 01:30:00 +0000 2026":                   "2026-01-05T08:30:00+07:00",
		"Monday, 05-Jan-26 01:30:00 GMT":                   "2026-01-05T08:30:00+07:00",
		"Mon, 05 Jan 2026 08:30:00 +0700 (ICT)":            "2026-01-05T08:30:00+07:00",
		"Mon, 05 Jan 2026 08:30:00 +07:00":                 "2026-01-05T08:30:00+07:00",
		"Mon, 5 January 2026 10:30:00 JST":                 "2026-01-05T08:30:00+07:00",
		"5 Jan 2026 20:30 (UTC-5)":                         "2026-01-06T08:30:00+07:00",
		"Jan 5, 2026, 8:30 p.m. ET":                        "2026-01-06T08:30:00+07:00",
		"July 5, 2026, 8:30 p.m. ET":                       "2026-07-06T07:30:00+07:00",
		"Monday, January 5, 2026":                          "2026-01-05T00:00:00Z",
		"Updated: Jan 5th, 2026 at 8:30 pm":                "2026-01-05T20:30:00+07:00",
		"Jan. 5, 2026":                                     "2026-01-05T00:00:00Z",
		"5th of January, 2026":                             "2026-01-05T00:00:00Z",
		"5 Sept 2026":                                      "2026-09-05T00:00:00Z",
		"05/01/2026 - 08:30":                               "2026-01-05T08:30:00+07:00",
		"05 / 01 / 2026":                                   "2026-01-05T00:00:00Z",
		"1/5/2026 8:30:00 AM":                              "2026-01-05T08:30:00+07:00",
		"05/01/2026 8:30:00 AM":                            "2026-01-05T08:30:00+07:00",
		"25/1/2026 8:30:00 AM":                             "2026-01-25T08:30:00+07:00",
		"05/01/26":                                         "2026-01-05T00:00:00Z",
		"Thứ hai, 05/01/2026, 08:30 (GMT+7)":               "2026-01-05T08:30:00+07:00",
		"Thứ năm, ngày 9 tháng 1 năm 2026":                 "2026-01-09T00:00:00Z",
		"Thứ 2, 5 tháng Giêng, 2026":                       "2026-01-05T00:00:00Z",
		"Ngày 5 tháng mười hai năm 2026":                   "2026-12-05T00:00:00Z",
		"Chủ nhật, 5.1.2026 | 8h30":                        "2026-01-05T08:30:00+07:00",
		"T2, 05/01/2026 | 8 giờ 30 phút":                   "2026-01-05T08:30:00+07:00",
		"8h ngày 5-1-2026":                                 "2026-01-05T08:00:00+07:00",
		"Cập nhật lúc 12:05 AM, 05-01-2026":                "2026-01-05T00:05:00+07:00",
		"Đăng ngày: 05/01/2026 - 08:30 SA":                 "2026-01-05T08:30:00+07:00",
		"Published 5 January 2026. Updated 6 January 2026": "2026-01-05T00:00:00Z",
		"05/01/2026 08:30 (Cập nhật: 06/01/2026 10:00)":    "2026-01-05T08:30:00+07:00",
		"Montag, 5. Januar 2026, 8.30 Uhr":                 "2026-01-05T08:30:00+07:00",
		"5 января 2026":                                    "2026-01-05T00:00:00Z",
		"2026년 1월 5일":                                      "2026-01-05T00:00:00Z",
		"26年1月5日":                                          "2026-01-05T00:00:00Z",
		"31/02/2026":                                       "",
		"13/13/2026":                                       "",
		"1/2/26":                                           "",
		"January 5":                                        "",
		"January 2026":                                     "",
		"0912345678":                                       "",
		"In January 2026 the town built a bridge":          "",
		"Resolution 57-NQ/TW dated 22/12/2024 of":          "",
		"The museum opens on 5 January 2026":               "",
		"5 January 2026?":                                  "",
		"0001-01-01":                                       "",
		"9999-12-31":                                       "",
		"Monday":                                           "",
		"8:30":                                             "",
		"":                                                 "",
		strings.Repeat("5 ", 90):                           "",
	} {
		got := ""
		if when, ok := stamp.Read(s, zone); ok {
			got = when.Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestADayIsCutOutOfALine(t *testing.T) {
	for s, want := range map[string][2]string{
		"Lan Pham | January 5, 2026":                 {"Lan Pham", ""},
		"January 5, 2026 by Lan Pham":                {"", "by Lan Pham"},
		"Lan Phạm - Thứ Hai, ngày 05/01/2026 08:30":  {"Lan Phạm", ""},
		"ISLAND NEWS • Published 5 Jan 2026 • 3 min": {"ISLAND NEWS", "3 min"},
	} {
		when, before, after, ok := stamp.Cut(s, nil)
		if !ok || when.Format(time.DateOnly) != "2026-01-05" || before != want[0] || after != want[1] {
			t.Errorf("%q: %v, %q and %q, want %q", s, when, before, after, want)
		}
	}
}

// A moment on midnight in UTC passes for a day alone, which must not be another
// than the one it was written on.
func TestAnEveningIsNotTheNextDay(t *testing.T) {
	zone := time.FixedZone("", -5*3600)
	for _, s := range []string{"2026-01-04T19:00:00-05:00", "Sun, 04 Jan 2026 19:00:00 -0500", "4 January 2026, 19:00"} {
		when, ok := stamp.Read(s, zone)
		if got := dates.Day(when, zone).Format(time.DateOnly); !ok || got != "2026-01-04" {
			t.Errorf("%q is shown as %s", s, got)
		}
	}
}

func TestAmericansWriteMonthsFirst(t *testing.T) {
	zone, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	for s, want := range map[string]string{"01/05/2026": "2026-01-05", "1/5/2026 8:30 AM": "2026-01-05", "25/01/2026": "2026-01-25", "01-05-2026": "2026-01-05", "05.01.2026": "2026-01-05"} {
		when, _ := stamp.Read(s, zone)
		if got := when.Format(time.DateOnly); got != want {
			t.Errorf("%q is %s, want %s", s, got, want)
		}
	}
}

// CST is a zone of America and of China; the paper's own clock knows.
func TestThePapersOwnZoneIsMeant(t *testing.T) {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	when, ok := stamp.Read("Mon, 05 Jan 2026 08:30:00 CST", zone)
	if !ok || when.UTC().Format("15:04") != "00:30" {
		t.Errorf("read as %v", when)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"2026-01-05", "Thứ hai, 05/01/2026 - 08:30 (GMT+7)", "January 5, 2026 at 8:30 pm", "5 tháng 1 năm 2026", "20260105T083000Z",
		"Mon, 05 Jan 2026 08:30:00 +0700", "2026年1月5日", "1767576600000", "Updated 8.30 a.m. EST 5/1/26", "Lan | 5.1.2026 (cập nhật 6/1)"} {
		f.Add(s)
	}
	zone := time.FixedZone("", 7*3600)
	f.Fuzz(func(t *testing.T, s string) {
		when, ok := stamp.Read(s, zone)
		if ok && !stamp.Sane(when) && !stamp.Sane(when.UTC()) {
			t.Errorf("%q is %v", s, when)
		}
		cutWhen, before, after, cutOK := stamp.Cut(s, zone)
		if len(before)+len(after) > 4*len(s) || cutOK && !stamp.Sane(cutWhen) && !stamp.Sane(cutWhen.UTC()) {
			t.Errorf("%q: %v %q %q", s, cutWhen, before, after)
		}
		if again, stillOK := stamp.Read(s, zone); stillOK != ok || !again.Equal(when) {
			t.Errorf("%q is read differently the second time", s)
		}
	})
}
