//go:build ignore

// Command ours asks this program's own engine, by words alone or with the encoder:
// its search, ranking, confidence and marks, without a conversation around it.
//
//	go run .ci/engines/ours.go FOLDER SET words|encoder
//
// It reads questions.tsv of FOLDER and passages.jsonl of SET, and prints "question id
// TAB nanoseconds TAB passage ids". Vectors are kept where articlebot eval keeps them.
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/encoder"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/retrieval/engine"
)

const rounds = 3 // the last one is told

func main() {
	if err := run(context.Background(), os.Args[1], os.Args[2], os.Args[3] == "encoder"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, folder, set string, meaning bool) error {
	cfg := engine.Config{
		Reader:  corpus.NewLoader([]corpus.Source{{Path: filepath.Join(set, "passages.jsonl")}}, corpus.Options{}),
		Backend: bleveindex.Memory{},
	}
	if meaning {
		model, err := encoder.BuiltIn(encoder.Best)
		if err != nil {
			return err
		}
		cache, err := os.UserCacheDir()
		if err != nil {
			return err
		}
		cfg.Meaning = &engine.Meaning{Encoder: model, Vectors: vectors.NewMaker(vectors.Config{Encoder: model, Dir: filepath.Join(cache, "articlebot", "vectors")})}
	}
	e, err := engine.Open(ctx, cfg)
	if err != nil {
		return err
	}
	defer e.Close()
	if err := e.AwaitVectors(ctx, func(retrieval.Progress) {}); err != nil {
		return err
	}
	file, err := os.Open(filepath.Join(folder, "questions.tsv"))
	if err != nil {
		return err
	}
	defer file.Close()
	var questions [][2]string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		id, text, _ := strings.Cut(lines.Text(), "\t")
		questions = append(questions, [2]string{id, text})
	}
	for round := range rounds {
		for _, q := range questions {
			begun := time.Now()
			answer, err := e.Ask(ctx, retrieval.Question{Text: q[1], Limit: 5})
			took := time.Since(begun)
			if err != nil {
				return err
			}
			if round < rounds-1 {
				continue
			}
			row := []string{q[0], fmt.Sprint(took.Nanoseconds())}
			for _, hit := range answer.Hits {
				row = append(row, string(hit.Article.ID))
			}
			fmt.Println(strings.Join(row, "\t"))
		}
	}
	return nil
}
