//go:build ignore

// Command pages reads each file of a folder by itself, as a source of articles, and
// prints what it understood, an object a line.
//
//	go run .ci/engines/pages.go FOLDER
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"articlebot/retrieval/corpus"
)

type page struct {
	File   string `json:"file"`
	Title  string `json:"title"`
	Byline string `json:"byline"`
	Day    string `json:"day"` // 2026-01-31, "" if unknown
	Body   string `json:"body"`
}

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(folder string) error {
	files, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	out := json.NewEncoder(os.Stdout)
	for _, f := range files {
		// A page that cannot be read is a page without anything.
		read, _ := corpus.NewLoader([]corpus.Source{{Path: filepath.Join(folder, f.Name())}}, corpus.Options{}).Read(context.Background(), nil)
		p := page{File: f.Name()}
		for _, a := range read.Articles {
			if a.Brief {
				continue
			}
			p.Title, p.Byline = a.Title, a.Author
			if !a.Published.IsZero() {
				p.Day = a.Published.Format("2006-01-02")
			}
			var texts []string
			for _, passage := range a.Passages {
				texts = append(texts, passage.Text)
			}
			p.Body = strings.Join(texts, "\n\n")
			break
		}
		if err := out.Encode(p); err != nil {
			return err
		}
	}
	return nil
}
