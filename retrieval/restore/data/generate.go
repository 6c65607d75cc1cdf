//go:build ignore

// Generate writes syllables.bin from the Vietnamese word data of Tesseract
// OCR:
//
//	go run generate.go FOLDER > syllables.bin
//
// FOLDER is the folder vie of https://github.com/tesseract-ocr/langdata, of
// which vie.wordlist and vie.word.bigrams are read: words and pairs of words of
// the Vietnamese web, the most frequent first, without counts.
//
// How often each occurs follows from its place by Zipf's law in Mandelbrot's
// form; the exponent is the one that restored the accents of most syllables of
// Vietnamese questions. Only syllables are kept, in lower case.
package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"articlebot/retrieval/restore"
	"articlebot/retrieval/text"
	"articlebot/retrieval/text/vietnamese"
)

// Counts of the pair, and of the word, in place n of its list.
const (
	pairMass   = 100_000
	wordMass   = 30_000
	firstPlace = 10
	pairZipf   = 0.9
	wordZipf   = 1.0
)

func main() {
	words, pairs := make(map[string]float64), make(map[[2]string]float64)
	each(filepath.Join(os.Args[1], "vie.word.bigrams"), func(place int, fields []string) {
		if len(fields) == 2 && vietnamese.IsSyllable(fields[0]) && vietnamese.IsSyllable(fields[1]) {
			n := pairMass / math.Pow(float64(place+firstPlace), pairZipf)
			pairs[[2]string{fields[0], fields[1]}] += n
			words[fields[0]] += n
			words[fields[1]] += 0
		}
	})
	each(filepath.Join(os.Args[1], "vie.wordlist"), func(place int, fields []string) {
		if len(fields) == 1 && vietnamese.IsSyllable(fields[0]) {
			words[fields[0]] += wordMass / math.Pow(float64(place+firstPlace), wordZipf)
		}
	})
	write(words, pairs)
}

// each calls f with the words of each line, in the form that the analysis
// compares, and its place.
func each(file string, f func(place int, fields []string)) {
	r, err := os.Open(file)
	check(err)
	lines := bufio.NewScanner(r)
	for place := 0; lines.Scan(); place++ {
		fields := strings.Fields(lines.Text())
		for i := range fields {
			fields[i] = text.Accented(fields[i])
		}
		f(place, fields)
	}
	check(lines.Err())
}

// write prints the syllables in order of their plain form, each with its
// count, and for each the syllables that follow it as differences of their
// places, with their counts.
func write(words map[string]float64, pairs map[[2]string]float64) {
	var list []string
	for w := range words {
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b string) int {
		if c := strings.Compare(vietnamese.Plain(a), vietnamese.Plain(b)); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	place := make(map[string]int)
	following := make([][]string, len(list))
	for i, w := range list {
		place[w] = i
	}
	for p := range pairs {
		following[place[p[0]]] = append(following[place[p[0]]], p[1])
	}
	names := strings.Join(list, "\n")
	out := binary.AppendUvarint([]byte(restore.Magic), uint64(len(list)))
	out = binary.AppendUvarint(out, uint64(len(names)))
	out = append(out, names...)
	for _, w := range list {
		out = append(out, restore.Quantise(words[w]))
	}
	for i, w := range list {
		next := following[i]
		slices.SortFunc(next, func(a, b string) int { return place[a] - place[b] })
		out = binary.AppendUvarint(out, uint64(len(next)))
		before := -1
		for _, n := range next {
			out = binary.AppendUvarint(out, uint64(place[n]-before))
			out = append(out, restore.Quantise(pairs[[2]string{w, n}]))
			before = place[n]
		}
	}
	_, err := os.Stdout.Write(out)
	check(err)
	fmt.Fprintln(os.Stderr, len(list), "syllables,", len(pairs), "pairs,", len(out), "bytes")
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}
