package collection

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strconv"

	"golang.org/x/sync/errgroup"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/decode"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/prose"
)

// maxLineSkips is how many bad lines of one file are named one by one; the
// rest is counted.
const maxLineSkips = 50

// A worker decodes so many lines at a time, or so many bytes.
const (
	batchLines = 256
	batchBytes = 4 << 20
)

// numbered is a line and where it stands in its file, from 1.
type numbered struct {
	number int
	text   []byte
	err    error // why it could not be read
}

// Lines is the Reader of JSON Lines: articles, one a line.
func Lines(ctx context.Context, in io.Reader, file File) (draft.Result, error) {
	group, ctx := errgroup.WithContext(ctx)
	workers := runtime.GOMAXPROCS(0)
	work, order := make(chan lineBatch), make(chan lineBatch, workers)
	group.Go(func() error {
		defer close(work)
		defer close(order)
		return readBatches(ctx, in, file.Limits, func(lines []numbered) error {
			b := lineBatch{lines, make(chan draft.Result, 1)}
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
				b.result <- parseRecords(file.Name, b.lines, file.Paper)
			}
			return nil
		})
	}
	all := gather(file.Name, order)
	return all, group.Wait()
}

// lineBatch is a piece of work and the place where its result goes.
type lineBatch struct {
	lines  []numbered
	result chan draft.Result
}

// gather puts the results of the batches together in their order. Of the bad
// lines it names the first and counts the others.
func gather(name string, order <-chan lineBatch) draft.Result {
	var all draft.Result
	unnamed := 0
	for b := range order {
		p := <-b.result
		all.Drafts = append(all.Drafts, p.Drafts...)
		room := min(maxLineSkips-len(all.Skips), len(p.Skips))
		all.Skips = append(all.Skips, p.Skips[:room]...)
		unnamed += len(p.Skips) - room
	}
	if unnamed > 0 {
		all.Skips = append(all.Skips, retrieval.Skip{Name: name, Reason: fmt.Sprintf("%d more lines are not articles either", unnamed),
			Count: unnamed, Each: "not an article either, as those lines of its file that are named"})
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
func readBatches(ctx context.Context, r io.Reader, limits Limits, emit func([]numbered) error) error {
	in := bufio.NewReaderSize(r, 64<<10)
	var batch []numbered
	read, size := 0, 0
	for number := 1; ; number++ {
		line, err := readLine(in, limits.ItemBytes)
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
			if read++; read > limits.Articles {
				return emit(append(batch, numbered{number: number, err: errManyArticles}))
			}
			if errors.Is(err, errLongLine) {
				n.text, n.err = nil, fmt.Errorf("the line is longer than %s", decode.SizeText(int64(limits.ItemBytes)))
			}
			batch = append(batch, n)
		}
		if size += len(line); len(batch) == batchLines || size > batchBytes {
			if err := emit(batch); err != nil {
				return err
			}
			batch, size = nil, 0
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

func parseRecords(name string, lines []numbered, paper draft.Paper) draft.Result {
	out := draft.Result{Drafts: make([]draft.Draft, 0, len(lines))}
	for _, l := range lines {
		err := l.err
		if err == nil {
			var d draft.Draft
			var remark string
			if d, remark, err = parseLine(l.text, paper); err == nil {
				d.Key = prose.TitleKey(d.Title)
				out.Drafts = append(out.Drafts, d)
			}
			if err == nil && remark == "" {
				continue
			}
			if remark != "" {
				out.Skips = append(out.Skips, retrieval.Skip{Name: name + ":" + strconv.Itoa(l.number), Reason: remark, Kept: true})
				continue
			}
		}
		out.Skips = append(out.Skips, retrieval.Skip{Name: name + ":" + strconv.Itoa(l.number), Reason: err.Error()})
	}
	return out
}
