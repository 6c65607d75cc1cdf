package vietnamese_test

import (
	"testing"

	"articlebot/retrieval/text/vietnamese"
)

func TestSyllablesAreToldFromOtherWords(t *testing.T) {
	for _, s := range []string{"đường", "nghiêng", "quốc", "gì", "giếng", "gìn", "hòa", "hoà", "khuya", "thuở", "quỳnh", "quýt", "yêu", "ý", "ước", "xoong", "kẻ", "nghệ", "ăn", "người"} {
		if !vietnamese.IsSyllable(s) {
			t.Errorf("%q is a syllable", s)
		}
	}
	for _, s := range []string{"", "đươc", "các2", "bác sĩ", "kà", "cế", "ngê", "gế", "nghà", "strong", "xyz", "tàch", "q", "wa", "ngh"} {
		if vietnamese.IsSyllable(s) {
			t.Errorf("%q is no syllable", s)
		}
	}
}

func TestTonesStandInTheirPlace(t *testing.T) {
	for _, s := range []string{"hòa", "đường", "quà", "già", "gì", "khuỷu", "thủy", "toán", "yếu", "nghiễn", "cứu", "xoài", "quyển", "thuở", "giếng", "của", "mía"} {
		untoned, tone := vietnamese.Untoned(s)
		if got := vietnamese.WithTone(untoned, tone); got != s {
			t.Errorf("%q with tone %d is %q, want %q", untoned, tone, got, s)
		}
	}
}

func TestKeysAreRead(t *testing.T) {
	for keys, want := range map[string]string{
		"dduwowngf": "đường", "dduongwf": "đường", "duwongdf": "đường", "tieengs": "tiếng", "tiesnge": "tiếng", "vieetj": "việt", "nawm": "năm", "cuar": "của",
		"hoaf": "hòa", "tuw": "tư", "thuwr": "thử", "ddi": "đi", "nguwowif": "người", "quoocs": "quốc", "gif": "gì", "xax": "xã", "uwowcs": "ước", "dieenj": "diện", "ddieenj": "điện",
	} {
		if got, ok := vietnamese.Telex(keys); !ok || got != want {
			t.Errorf("Telex %q is %q, %v, want %q", keys, got, ok, want)
		}
	}
	for keys, want := range map[string]string{
		"d9u7o7ng2": "đường", "duong972": "đường", "tie6ng1": "tiếng", "vie65t": "việt", "na8m": "năm", "cu3a": "của", "d9ie65n": "điện", "xa4": "xã", "u7o71c": "ước",
	} {
		if got, ok := vietnamese.VNI(keys); !ok || got != want {
			t.Errorf("VNI %q is %q, %v, want %q", keys, got, ok, want)
		}
	}
}

func TestIAndYAreExchanged(t *testing.T) {
	for word, want := range map[string]string{"kỹ": "kĩ", "kĩ": "kỹ", "lí": "lý", "quý": "quí", "hy": "hi", "tai": "", "thì": "", "chị": "", "thủy": "", "y": ""} {
		if got, ok := vietnamese.SwapI(word); got != want || ok != (want != "") {
			t.Errorf("%q is %q, %v, want %q", word, got, ok, want)
		}
	}
}

func TestOtherWordsAreNoKeys(t *testing.T) {
	for _, w := range []string{"", "nam", "trong", "the", "was", "window", "press", "2025", "covid19", "a1b2", "wifi", "award", "file", "hoass", "x"} {
		for name, read := range map[string]func(string) (string, bool){"Telex": vietnamese.Telex, "VNI": vietnamese.VNI} {
			if got, ok := read(w); ok {
				t.Errorf("%s reads %q as %q", name, w, got)
			}
		}
	}
}

// FuzzKeys holds that what keys write is a syllable with accents, and that its
// letters are among the keys.
func FuzzKeys(f *testing.F) {
	for _, s := range []string{"dduwowngf", "d9u7o7ng2", "wwwww", "aaaa", "ddd", "s", "11", "ươw", "qu6", "gi2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, keys string) {
		for _, read := range []func(string) (string, bool){vietnamese.Telex, vietnamese.VNI} {
			got, ok := read(keys)
			if !ok {
				continue
			}
			if !vietnamese.IsSyllable(got) || !vietnamese.Marked(got) {
				t.Fatalf("%q is read as %q", keys, got)
			}
			if len(vietnamese.Plain(got)) > len(keys) {
				t.Fatalf("%q has more letters than %q", got, keys)
			}
			if !vietnamese.IsPlainSyllable(vietnamese.Plain(got)) {
				t.Fatalf("%q has no plain form that is a syllable", got)
			}
		}
	})
}
