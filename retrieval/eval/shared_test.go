package eval_test

import (
	"os"
	"path/filepath"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/eval"
	"articlebot/seeds"
)

// sharedVariable names a folder of reference data outside the project.
const sharedVariable = "ARTICLEBOT_SHARED"

// sharedSet opens a question set that is not the project's own: the folder
// eval/NAME of the reference data, or skips the test.
func sharedSet(t testing.TB, name string) eval.Set {
	t.Helper()
	root := os.Getenv(sharedVariable)
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	dir := filepath.Join(root, "eval", name)
	questions := filepath.Join(dir, "questions.jsonl")
	if _, err := os.Stat(questions); err != nil {
		t.Skipf("no question set %s; set %s to the folder that holds eval/%s", questions, sharedVariable, name)
	}
	return eval.Set{
		Name: name, Questions: load(t, questions),
		Articles: corpus.NewLoader([]corpus.Source{{Path: filepath.Join(dir, "passages.jsonl")}}, corpus.Options{}),
	}
}

// ownSet is the questions about the articles that ship with the program.
func ownSet(t testing.TB) eval.Set {
	t.Helper()
	return eval.Set{Name: "seeds-dev", Questions: load(t, filepath.Join("..", "testdata", "seeds-dev.jsonl")), Articles: seedReader()}
}

func seedReader() retrieval.Reader {
	return corpus.NewLoader([]corpus.Source{{Path: ".", FS: seeds.Files}}, corpus.Options{})
}

func load(t testing.TB, path string) []eval.Question {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	questions, err := eval.Load(f, path)
	if err != nil {
		t.Fatal(err)
	}
	return questions
}
