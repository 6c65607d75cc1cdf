package parse

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"articlebot/retrieval"
)

// maxLineSkips is how many bad lines of one file are named one by one; the
// rest is counted.
const maxLineSkips = 50

// batchLines is how many lines one worker decodes at a time.
const batchLines = 256

// record is one line of a JSON Lines source. Only text is needed.
type record struct {
	ID        json.RawMessage `json:"id"` // a string or a number
	Title     string          `json:"title"`
	Text      string          `json:"text"`
	Section   string          `json:"section"`
	Author    string          `json:"author"`
	Published string          `json:"published"` // RFC 3339 or YYYY-MM-DD
	Date      string          `json:"date"`      // the same by another name
	URL       string          `json:"url"`
	Language  string          `json:"language"`
}

// numbered is a line and where it stands in its file, from 1.
type numbered struct {
	number int
	text   []byte
	err    error // why it could not be read
}

// Lines reads JSON Lines: articles, one a line. A line that is not one is named
// with its number and left out. The error is of reading, not of content.
func Lines(ctx context.Context, name string, r io.Reader, maxLine int, paper Paper) (Result, error) {
	group, ctx := errgroup.WithContext(ctx)
	workers := runtime.GOMAXPROCS(0)
	work, order := make(chan lineBatch), make(chan lineBatch, workers)
	group.Go(func() error {
		defer close(work)
		defer close(order)
		return readBatches(ctx, r, maxLine, func(lines []numbered) error {
			b := lineBatch{lines, make(chan Result, 1)}
			// To a worker first: whatever is in order will have its result.
			if err := sendTo(ctx, work, b); err != nil {
				return err
			}
			return sendTo(ctx, order, b)
		})
	})
	for range workers {
		group.Go(func() error {
			for b := range work {
				b.result <- parseRecords(name, b.lines, paper)
			}
			return nil
		})
	}
	all := gather(name, order)
	return all, group.Wait()
}

// lineBatch is a piece of work and the place where its result goes.
type lineBatch struct {
	lines  []numbered
	result chan Result
}

// gather puts the results of the batches together in their order. Of the bad
// lines it names the first and counts the others.
func gather(name string, order <-chan lineBatch) Result {
	var all Result
	unnamed := 0
	for b := range order {
		p := <-b.result
		all.Drafts = append(all.Drafts, p.Drafts...)
		room := min(maxLineSkips-len(all.Skips), len(p.Skips))
		all.Skips = append(all.Skips, p.Skips[:room]...)
		unnamed += len(p.Skips) - room
	}
	if unnamed > 0 {
		all.Skips = append(all.Skips, retrieval.Skip{Name: name, Reason: fmt.Sprintf("%d more lines are not articles either", unnamed)})
	}
	return all
}

func sendTo[T any](ctx context.Context, to chan<- T, v T) error {
	select {
	case to <- v:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// readBatches divides r into lines and hands them on in batches.
func readBatches(ctx context.Context, r io.Reader, maxLine int, emit func([]numbered) error) error {
	in := bufio.NewReaderSize(r, 64<<10)
	var batch []numbered
	for number := 1; ; number++ {
		line, err := readLine(in, maxLine)
		if errors.Is(err, io.EOF) && len(line) == 0 {
			break
		}
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, errLongLine) {
			return fmt.Errorf("read line %d: %w", number, err)
		}
		if number == 1 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		}
		if line = bytes.TrimSpace(line); len(line) > 0 || errors.Is(err, errLongLine) {
			n := numbered{number: number, text: line}
			if errors.Is(err, errLongLine) {
				n.text, n.err = nil, fmt.Errorf("the line is longer than %s", sizeText(int64(maxLine)))
			}
			batch = append(batch, n)
		}
		if len(batch) == batchLines {
			if err := emit(batch); err != nil {
				return err
			}
			batch = nil
		}
	}
	if len(batch) == 0 {
		return ctx.Err()
	}
	return emit(batch)
}

var errLongLine = errors.New("line too long")

// readLine reads one line of at most limit bytes into memory of its own; of a
// longer one it reads past the end and returns errLongLine.
func readLine(in *bufio.Reader, limit int) ([]byte, error) {
	var line []byte
	tooLong := false
	for {
		piece, err := in.ReadSlice('\n')
		if len(line)+len(piece) > limit {
			tooLong = true
			line = nil
		}
		if !tooLong {
			line = append(line, piece...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case tooLong && (err == nil || errors.Is(err, io.EOF)):
			return nil, errLongLine
		default:
			return line, err
		}
	}
}

func parseRecords(name string, lines []numbered, paper Paper) Result {
	out := Result{Drafts: make([]Draft, 0, len(lines))}
	for _, l := range lines {
		err := l.err
		if err == nil {
			var d Draft
			if d, err = parseRecord(l.text, paper); err == nil {
				d.Key = TitleKey(d.Title)
				out.Drafts = append(out.Drafts, d)
				continue
			}
		}
		out.Skips = append(out.Skips, retrieval.Skip{Name: name + ":" + strconv.Itoa(l.number), Reason: err.Error()})
	}
	return out
}

// parseRecord reads one line.
func parseRecord(line []byte, paper Paper) (Draft, error) {
	if !utf8.Valid(line) {
		return Draft{}, errors.New("not UTF-8; save the file as UTF-8")
	}
	var r record
	if err := json.Unmarshal(line, &r); err != nil {
		return Draft{}, fmt.Errorf("not an article: %s", jsonReason(err))
	}
	d := Draft{Title: clean(r.Title), Section: clean(r.Section), Author: clean(r.Author), Parts: bodyParts(paragraphs(r.Text))}
	var err error
	if d.Own, err = recordID(r.ID); err != nil {
		return Draft{}, err
	}
	if len(d.Parts) == 0 {
		return Draft{}, errors.New(`"text" is missing or empty`)
	}
	if d.Title == "" {
		d.Title = titleFrom(d.Parts[0].Text)
	}
	d.URL = canonicalURL(r.URL)
	if d.Published, err = recordDate(r.Published, r.Date, paper); err != nil {
		return Draft{}, err
	}
	if d.Language = primary(r.Language); d.Language == "" {
		d.detect("")
	}
	return d, nil
}

// jsonReason says what is wrong with a line in the words of its writer.
func jsonReason(err error) string {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		if wrong.Field == "" {
			return fmt.Sprintf("a line must be an object such as {\"id\", \"title\", \"text\"}, this is %s", article(wrong.Value))
		}
		return fmt.Sprintf("%q must be a %s, not %s", wrong.Field, wrong.Type, article(wrong.Value))
	}
	return err.Error()
}

func article(noun string) string {
	if strings.HasPrefix(noun, "a") || strings.HasPrefix(noun, "o") {
		return "an " + noun
	}
	return "a " + noun
}

// recordID returns an id as it is written: a string's content or a number's
// digits, "" for none.
func recordID(raw json.RawMessage) (string, error) {
	if len(raw) == 0 || string(raw) == "null" {
		return "", nil
	}
	switch c := raw[0]; {
	case c == '"':
		var id string
		if err := json.Unmarshal(raw, &id); err != nil {
			return "", fmt.Errorf("read id: %w", err)
		}
		return id, nil
	case c == '-' || c >= '0' && c <= '9':
		return string(raw), nil
	}
	return "", errors.New(`"id" must be a string or a number`)
}

func recordDate(published, date string, paper Paper) (time.Time, error) {
	if published == "" {
		published = date
	}
	if published == "" {
		return time.Time{}, nil
	}
	t, ok := paper.date(published)
	if !ok {
		return t, fmt.Errorf(`the date %q is not understood; write 2026-01-31 or 2026-01-31T08:30:00+07:00`, published)
	}
	return t, nil
}
