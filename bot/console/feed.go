package console

import "context"

// LineReader is where lines come from: Lines, or a terminal's editor.
type LineReader interface {
	// ReadLine returns io.EOF when there are no more.
	ReadLine() (string, error)
}

// Feed reads lines that can be waited for with a context. It is used by one
// goroutine.
type Feed struct {
	wanted chan struct{}
	lines  chan readLine
}

// readLine is what ReadLine returned.
type readLine struct {
	line string
	err  error
}

// NewFeed starts to read from r, one line each time Next asks for one, so that
// a terminal is only in its editing mode while somebody types. The goroutine
// behind it ends with the context or at the first error; where a line is being
// waited for at that moment it stays until that comes, as reading a terminal or
// pipe cannot be called off.
func NewFeed(ctx context.Context, r LineReader) *Feed {
	f := &Feed{wanted: make(chan struct{}), lines: make(chan readLine)}
	go f.read(ctx, r)
	return f
}

func (f *Feed) read(ctx context.Context, r LineReader) {
	for {
		select {
		case <-f.wanted:
		case <-ctx.Done():
			return
		}
		line, err := r.ReadLine()
		select {
		case f.lines <- readLine{line, err}:
		case <-ctx.Done():
			return
		}
		if err != nil {
			return
		}
	}
}

// Next returns the next line, the reader's error (io.EOF at the end; do not
// call Next again after one) or the context's.
func (f *Feed) Next(ctx context.Context) (string, error) {
	select {
	case f.wanted <- struct{}{}:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	select {
	case l := <-f.lines:
		return l.line, l.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
