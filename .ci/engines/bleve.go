//go:build ignore

// Command bleve asks bleve as it comes, in the version that articlebot is built on:
// a match query over one field, BM25, the analyzer of the language.
//
//	go run .ci/engines/bleve.go FOLDER en|any   reads passages.tsv and questions.tsv, prints "question id TAB nanoseconds TAB passage ids"
package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/standard"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	index "github.com/blevesearch/bleve_index_api"
)

const rounds = 3 // the last one is told

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(folder, language string) error {
	mapping := bleve.NewIndexMapping()
	mapping.ScoringModel = index.BM25Scoring
	mapping.DefaultAnalyzer = standard.Name
	if language == "en" {
		mapping.DefaultAnalyzer = en.AnalyzerName
	}
	idx, err := bleve.NewMemOnly(mapping)
	if err != nil {
		return err
	}
	batch := idx.NewBatch()
	err = each(filepath.Join(folder, "passages.tsv"), func(id, text string) error {
		return batch.Index(id, map[string]string{"text": text})
	})
	if err != nil {
		return err
	}
	if err := idx.Batch(batch); err != nil {
		return err
	}
	for round := range rounds {
		err := each(filepath.Join(folder, "questions.tsv"), func(id, text string) error {
			begun := time.Now()
			query := bleve.NewMatchQuery(text)
			query.SetField("text")
			found, err := idx.Search(bleve.NewSearchRequestOptions(query, 5, 0, false))
			took := time.Since(begun)
			if err != nil || round < rounds-1 {
				return err
			}
			row := []string{id, fmt.Sprint(took.Nanoseconds())}
			for _, hit := range found.Hits {
				row = append(row, hit.ID)
			}
			fmt.Println(strings.Join(row, "\t"))
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// each calls f with the two columns of each line.
func each(path string, f func(id, text string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		id, text, _ := strings.Cut(lines.Text(), "\t")
		if err := f(id, text); err != nil {
			return err
		}
	}
	return lines.Err()
}
