//go:build ignore

// Generate writes vi-en.txt from the JSON form of Unicode CLDR:
//
//	go run generate.go FOLDER > vi-en.txt
//
// FOLDER holds the unpacked packages cldr-annotations-modern,
// cldr-annotations-derived-modern, cldr-localenames-full,
// cldr-subdivisions-full, cldr-dates-full and cldr-units-full.
//
// Names of places, languages, days and units stand under the same key in both
// languages. The words that describe an emoji do not: which of them mean the
// same is found by how often they stand beside each other, as in the first of
// IBM's models of translation, in both directions.
package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"articlebot/retrieval/text"
)

const (
	rounds     = 15   // of the alignment, enough to settle
	leastSure  = 0.25 // of a pair, the mean of both directions
	leastShare = 0.6  // of the best meaning, for others beside it
	mostOthers = 3    // meanings an expression keeps
	mostWords  = 5    // of an expression
)

func main() {
	meanings := emojiMeanings(os.Args[1])
	for _, pair := range names(os.Args[1]) {
		meanings[strings.ToLower(pair[0])] = []string{pair[1]}
	}
	for _, vi := range slices.Sorted(maps.Keys(meanings)) {
		if usable(vi) {
			fmt.Printf("%s\t%s\n", older(vi), strings.Join(meanings[vi], "|"))
		}
	}
}

// older writes each word as the analysis compares it, the tone in its older
// place.
func older(expression string) string {
	words := strings.Fields(expression)
	for i := range words {
		words[i] = text.Accented(words[i])
	}
	return strings.Join(words, " ")
}

var letters = regexp.MustCompile(`^[\p{L}\p{M}\d]+( [\p{L}\p{M}\d]+)*$`)

// usable drops what nobody would write in a question, and what is not
// Vietnamese.
func usable(vi string) bool {
	if !letters.MatchString(vi) || len(strings.Fields(vi)) > mostWords || len([]rune(vi)) < 2 {
		return false
	}
	return strings.Contains(vi, " ") || strings.ContainsFunc(vi, func(r rune) bool { return r > 127 })
}

// described are the words that describe the emojis, in both languages.
type described struct{ vi, en []string }

func emojiMeanings(folder string) map[string][]string {
	vi, en := annotations(folder, "vi"), annotations(folder, "en")
	var pairs, back []described
	for _, emoji := range slices.Sorted(maps.Keys(vi)) {
		if en[emoji] == nil || strings.ContainsAny(emoji, "🏻🏼🏽🏾🏿") {
			continue
		}
		pairs = append(pairs, described{vi[emoji], en[emoji]})
		back = append(back, described{en[emoji], vi[emoji]})
	}
	there, here := align(pairs), align(back)
	out := make(map[string][]string)
	for word, meanings := range there {
		type scored struct {
			en   string
			sure float64
		}
		var list []scored
		for m, p := range meanings {
			if sure := math.Sqrt(p * here[m][word]); sure >= leastSure {
				list = append(list, scored{m, sure})
			}
		}
		slices.SortFunc(list, func(a, b scored) int {
			if a.sure != b.sure && math.Abs(a.sure-b.sure) > 1e-9 {
				if a.sure > b.sure {
					return -1
				}
				return 1
			}
			return strings.Compare(a.en, b.en)
		})
		single := slices.ContainsFunc(list, func(s scored) bool { return oneWord(s.en) && s.sure >= leastShare*list[0].sure })
		for _, s := range list {
			if s.sure >= leastShare*list[0].sure && len(out[word]) < mostOthers && (!single || oneWord(s.en)) && letters.MatchString(s.en) {
				out[word] = append(out[word], s.en)
			}
		}
	}
	maps.DeleteFunc(out, func(_ string, m []string) bool { return len(m) == 0 })
	return out
}

func oneWord(s string) bool { return !strings.Contains(s, " ") }

// align returns how likely each expression of the second language is for each
// of the first.
func align(pairs []described) map[string]map[string]float64 {
	p := make(map[string]map[string]float64)
	for range rounds {
		count, total := make(map[string]map[string]float64), make(map[string]float64)
		for _, d := range pairs {
			for _, e := range d.en {
				sum := 0.0
				for _, v := range d.vi {
					sum += chance(p, v, e)
				}
				for _, v := range d.vi {
					share := chance(p, v, e) / sum
					if count[v] == nil {
						count[v] = make(map[string]float64)
					}
					count[v][e] += share
					total[v] += share
				}
			}
		}
		for v := range count {
			for e := range count[v] {
				count[v][e] /= total[v]
			}
		}
		p = count
	}
	return p
}

func chance(p map[string]map[string]float64, v, e string) float64 {
	if len(p) == 0 {
		return 1
	}
	return p[v][e]
}

// annotations are the words of each emoji.
func annotations(folder, lang string) map[string][]string {
	out := make(map[string][]string)
	each(folder, lang, "annotations.json", func(root map[string]any) {
		list, ok := dig(root, "annotations", "annotations").(map[string]any)
		if !ok {
			list = dig(root, "annotationsDerived", "annotations").(map[string]any)
		}
		for emoji, a := range list {
			words := make(map[string]bool)
			for _, kind := range []string{"default", "tts"} {
				named, _ := dig(a, kind).([]any)
				for _, w := range named {
					words[strings.ToLower(w.(string))] = true
				}
			}
			out[emoji] = slices.Sorted(maps.Keys(words))
		}
	})
	return out
}

// names are pairs of names under the same key.
func names(folder string) [][2]string {
	var out [][2]string
	for _, file := range []string{"units.json", "dateFields.json", "ca-gregorian.json", "languages.json", "subdivisions.json", "territories.json"} {
		both := [2]map[string]string{{}, {}}
		for i, lang := range []string{"vi", "en"} {
			each(folder, lang, file, func(root map[string]any) { flatten("", root, both[i]) })
		}
		for _, key := range slices.Sorted(maps.Keys(both[0])) {
			vi, en := both[0][key], both[1][key]
			if en != "" && wanted(key) && letters.MatchString(en) && !strings.EqualFold(vi, en) {
				out = append(out, [2]string{vi, en})
			}
		}
	}
	return out
}

var unwanted = regexp.MustCompile(`abbreviated|narrow|short|alt-|dateFormats|timeFormats|availableFormats|intervalFormats|appendItems|dayPeriods|eras|quarters|Pattern|identity|/variant`)

// wanted drops abbreviations and patterns, and displayed names but of units.
func wanted(key string) bool {
	return !unwanted.MatchString(key) && (!strings.HasSuffix(key, "displayName") || strings.Contains(key, "units/long"))
}

// flatten lists the texts below a value, without the language in their keys.
func flatten(key string, v any, out map[string]string) {
	switch v := v.(type) {
	case string:
		out[key] = v
	case map[string]any:
		for k, below := range v {
			if k == "vi" || k == "en" {
				k = ""
			}
			flatten(key+"/"+k, below, out)
		}
	}
}

// each calls f with every file of that name and language.
func each(folder, lang, name string, f func(map[string]any)) {
	var files []string
	check(filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.Name() == name && filepath.Base(filepath.Dir(path)) == lang {
			files = append(files, path)
		}
		return err
	}))
	slices.Sort(files)
	for _, path := range files {
		data, err := os.ReadFile(path)
		check(err)
		var root map[string]any
		check(json.Unmarshal(data, &root))
		f(root)
	}
}

func dig(v any, keys ...string) any {
	for _, k := range keys {
		m, _ := v.(map[string]any)
		v = m[k]
	}
	return v
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}
