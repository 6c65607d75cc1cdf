package record

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxColumns bounds the columns of a table.
const maxColumns = 1000

// Table reads a table whose first row names the columns: comma, semicolon,
// tab or bar between them, as spreadsheets and databases save it.
func Table(ctx context.Context, in io.Reader, limits Bounds, emit func(Found) error) error {
	b := newBounded(ctx, in, limits.Item)
	buffered := bufio.NewReader(b)
	firstByte(buffered)
	head, _ := buffered.Peek(buffered.Size() / 2)
	rows := csv.NewReader(buffered)
	rows.Comma = separator(head)
	rows.FieldsPerRecord, rows.LazyQuotes, rows.ReuseRecord = -1, true, true
	names, err := rows.Read()
	if err != nil {
		return brokenTable(ctx, err, 1, emit)
	}
	columns, err := columnsOf(names)
	if err != nil {
		return emit(Found{Place: "row 1", Err: err})
	}
	for n := 2; ; n++ {
		b.reset()
		row, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return brokenTable(ctx, err, n, emit)
		}
		if err := emit(rowOf(columns, row, n)); err != nil {
			return err
		}
	}
}

func brokenTable(ctx context.Context, err error, row int, emit func(Found) error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return emit(Found{Place: fmt.Sprintf("row %d", row), Err: fmt.Errorf("no table from here on (%w); save it again as CSV in UTF-8", err)})
}

// separator is what stands between the columns: what the first line has most.
func separator(head []byte) rune {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	best, most := ',', 0
	for _, c := range ",;\t|" {
		if n := bytes.Count(line, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// columnsOf folds the names of the columns, and tells what is missing.
func columnsOf(names []string) ([]string, error) {
	if len(names) > maxColumns {
		return nil, fmt.Errorf("a table of more than %d columns, which no list of articles has", maxColumns)
	}
	columns := make([]string, len(names))
	for i, n := range names {
		columns[i] = foldKey(n)
	}
	known := func(keys []string) bool {
		return slices.ContainsFunc(columns, func(c string) bool { return slices.Contains(keys, c) })
	}
	if !known(textKeys) && !known(markedKeys) && !known(leadKeys) {
		return nil, fmt.Errorf("the first row must name the columns, of which one is text (or body, content); it has %s", listed(names))
	}
	return columns, nil
}

// maxListed is how many names a message lists.
const maxListed = 12

func listed(names []string) string {
	more := ""
	if len(names) > maxListed {
		names, more = names[:maxListed], " …"
	}
	short := make([]string, len(names))
	for i, n := range names {
		short[i] = fmt.Sprintf("%.40q", n)
	}
	return strings.Join(short, ", ") + more
}

func rowOf(columns, row []string, n int) Found {
	f := Found{Place: fmt.Sprintf("row %d", n)}
	values := make(map[string]any, len(columns))
	for i, c := range columns {
		if i < len(row) && values[c] == nil {
			if !utf8.ValidString(row[i]) {
				f.Err = errors.New("not UTF-8; save the table as UTF-8")
				return f
			}
			values[c] = strings.Clone(row[i])
		}
	}
	f.Record = FromMap(values)
	if f.Record.Withheld == "" && f.Record.Empty() {
		f.Err = errors.New("its text is missing or empty")
	}
	return f
}
