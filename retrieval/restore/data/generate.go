//go:build ignore

// Generate writes syllables.bin:
//
//	go run generate.go VIE > syllables.bin
//
// VIE is the folder vie of https://github.com/tesseract-ocr/langdata, of which
// vie.wordlist and vie.word.bigrams are read: words and pairs of words of the
// Vietnamese web, the most frequent first, without counts. How often each
// occurs follows from its place by Zipf's law in Mandelbrot's form; the exponent
// is the one that restored the accents of most syllables of one half of a set
// of questions.
//
// Each expression of ../../lexicon counts besides. Laws of Vietnam, counted as
// well, gained nothing.
//
// Only syllables are kept, in lower case.
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

const (
	// Counts of the pair, and of the word, in place n of its list.
	pairMass   = 100_000
	wordMass   = 30_000
	firstPlace = 10
	pairZipf   = 0.9
	wordZipf   = 1.0
	// lexiconWeight is what a pair of an expression counts.
	lexiconWeight = 30
)

type pair [2]string

// counts are those of syllables and of pairs.
type counts struct {
	words map[string]float64
	pairs map[pair]float64
}

func main() {
	c := counts{make(map[string]float64), make(map[pair]float64)}
	c.tesseract(os.Args[1])
	for _, file := range []string{"press.txt", "vi-en.txt"} {
		eachLine(filepath.Join("../../lexicon", file), func(_ int, line string) {
			expression, _, ok := strings.Cut(line, "\t")
			if words := syllables(expression); ok && words != nil {
				for i := 1; i < len(words); i++ {
					c.add(pair{words[i-1], words[i]}, lexiconWeight)
				}
			}
		})
	}
	c.write()
}

// add counts a pair and its first syllable; the second follows from the pairs
// that it begins.
func (c *counts) add(p pair, n float64) {
	c.pairs[p] += n
	c.words[p[0]] += n
	c.words[p[1]] += 0
}

func (c *counts) tesseract(folder string) {
	eachLine(filepath.Join(folder, "vie.word.bigrams"), func(place int, line string) {
		if w := syllables(line); len(w) == 2 {
			c.add(pair{w[0], w[1]}, pairMass/math.Pow(float64(place+firstPlace), pairZipf))
		}
	})
	eachLine(filepath.Join(folder, "vie.wordlist"), func(place int, line string) {
		if w := syllables(line); len(w) == 1 {
			c.words[w[0]] += wordMass / math.Pow(float64(place+firstPlace), wordZipf)
		}
	})
}

// syllables are the words of a line in the form that the analysis compares; nil
// where one of them is no syllable.
func syllables(line string) []string {
	words := strings.Fields(line)
	for i := range words {
		if words[i] = text.Accented(words[i]); !vietnamese.IsSyllable(words[i]) {
			return nil
		}
	}
	return words
}

// eachLine calls f with each line of a file and its number.
func eachLine(file string, f func(number int, line string)) {
	r, err := os.Open(file)
	check(err)
	defer r.Close()
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<24)
	for number := 0; lines.Scan(); number++ {
		f(number, lines.Text())
	}
	check(lines.Err())
}

// write prints the syllables in order of their plain form, each with its
// count, and for each the syllables that follow it as differences of their
// places, with their counts.
func (c *counts) write() {
	var list []string
	for w := range c.words {
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b string) int {
		if order := strings.Compare(vietnamese.Plain(a), vietnamese.Plain(b)); order != 0 {
			return order
		}
		return strings.Compare(a, b)
	})
	place := make(map[string]int)
	following := make([][]string, len(list))
	for i, w := range list {
		place[w] = i
	}
	for p := range c.pairs {
		following[place[p[0]]] = append(following[place[p[0]]], p[1])
	}
	names := strings.Join(list, "\n")
	out := binary.AppendUvarint([]byte(restore.Magic), uint64(len(list)))
	out = binary.AppendUvarint(out, uint64(len(names)))
	out = append(out, names...)
	for _, w := range list {
		out = append(out, restore.Quantise(c.words[w]))
	}
	for i, w := range list {
		next := following[i]
		slices.SortFunc(next, func(a, b string) int { return place[a] - place[b] })
		out = binary.AppendUvarint(out, uint64(len(next)))
		before := -1
		for _, n := range next {
			out = binary.AppendUvarint(out, uint64(place[n]-before))
			out = append(out, restore.Quantise(c.pairs[pair{w, n}]))
			before = place[n]
		}
	}
	_, err := os.Stdout.Write(out)
	check(err)
	fmt.Fprintln(os.Stderr, len(list), "syllables,", len(c.pairs), "pairs,", len(out), "bytes")
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}
