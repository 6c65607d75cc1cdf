// Command seedvectors makes the vectors that the built-in articles carry with
// them, so that the first question after a fresh build need not wait for them:
//
//	go generate ./seeds
//
// It must run again when the articles, the way in which they are divided into
// passages and sentences, or the encoder change; a test says so. What is in the
// file already is not made again, unless the encoder is another.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/encoder"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/retrieval/text"
	"articlebot/seeds"
)

func main() {
	out := flag.String("o", "vectors.bin", "`file` to write")
	flag.Parse()
	if err := run(context.Background(), *out, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "seedvectors:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out string, stdout io.Writer) error {
	set, err := builtIn(ctx)
	if err != nil {
		return err
	}
	model, err := encoder.BuiltIn(encoder.Best)
	if err != nil {
		return err
	}
	maker := vectors.NewMaker(vectors.Config{Encoder: model, Base: []byte(seeds.Vectors)})
	if err := maker.Fill(ctx, set, inOrder(set.Len())); err != nil {
		return err
	}
	var file bytes.Buffer
	if err := maker.Export(&file, set); err != nil {
		return err
	}
	if err := os.WriteFile(out, file.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	_, err = fmt.Fprintf(stdout, "%s: %d bytes, %d passages\n", out, file.Len(), set.Len())
	return err
}

// builtIn returns a set of the built-in articles' passages.
func builtIn(ctx context.Context) (*vectors.Set, error) {
	c, err := corpus.NewLoader([]corpus.Source{{Path: ".", FS: seeds.Files}}, corpus.Options{}).Read(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("read built-in articles: %w", err)
	}
	var list []*retrieval.Passage
	for i := range c.Articles {
		for j := range c.Articles[i].Passages {
			p := &c.Articles[i].Passages[j]
			p.Sentences = nil
			for _, s := range text.Sentences(p.Text) {
				p.Sentences = append(p.Sentences, retrieval.Span{Start: s[0], End: s[1]})
			}
			list = append(list, p)
		}
	}
	return vectors.NewSet(len(list), func(i int) *retrieval.Passage { return list[i] }), nil
}

func inOrder(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}
