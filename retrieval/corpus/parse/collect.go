package parse

import (
	"context"
	"fmt"
	"io"

	"articlebot/retrieval/corpus/parse/collection"
	"articlebot/retrieval/corpus/parse/decode"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/record"
)

// readers are those of the kinds that are read piece by piece.
var readers = map[Kind]collection.Reader{JSONLines: collection.Lines, JSON: collection.Records(record.JSON), Table: collection.Records(record.Table), WordPress: collection.Records(record.WordPress), News: collection.Records(record.News)}

// Collection reads a file of many articles, piece by piece: of any kind that
// Pieces names. What is none is named with its place and left out. The error is
// of reading, not of content.
func Collection(ctx context.Context, name string, kind Kind, in io.Reader, limits collection.Limits, paper draft.Paper) (p draft.Result, err error) {
	defer recoverParser(&p, &err)
	read := readers[kind]
	if read == nil {
		return draft.Result{}, fmt.Errorf("the kind %q is not known", kind)
	}
	if kind != WordPress && kind != News { // XML says itself how it is encoded
		in = decode.UTF8(in)
	}
	return read(ctx, in, collection.File{Name: name, Limits: limits, Paper: paper})
}
