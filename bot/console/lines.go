package console

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// MaxLineBytes is how much of one line is kept; the rest of it is read and
// dropped. It is far above the longest question that is looked at, so that the
// refusal can still name a length.
const MaxLineBytes = 1 << 20

// Lines reads lines of any length in bounded memory.
type Lines struct{ r *bufio.Reader }

// NewLines returns a reader of r's lines.
func NewLines(r io.Reader) *Lines { return &Lines{bufio.NewReader(r)} }

// ReadLine returns the next line without its end ("\n" or "\r\n"), as soon as
// it has come, and io.EOF after the last. A last line needs no end.
func (l *Lines) ReadLine() (string, error) {
	var line []byte
	for {
		part, err := l.r.ReadSlice('\n')
		line = append(line, part[:min(len(part), MaxLineBytes-len(line))]...)
		switch {
		case err == nil, errors.Is(err, io.EOF) && len(line) > 0:
			return strings.TrimRight(string(line), "\r\n"), nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return "", err
		}
	}
}
