package console

import (
	"errors"
	"io"
	"os"

	"golang.org/x/term"
)

// prompt stands before what is typed.
const prompt = "> "

// editor reads lines from a terminal, with the arrow keys moving in the line
// and through earlier ones. The terminal is in raw mode from beginning to end,
// so that keys pressed early are not lost; what is written must go through the
// editor too, which puts line ends right.
type editor struct {
	*term.Terminal
	file  *os.File
	state *term.State
}

var _ LineReader = (*editor)(nil)

// newEditor returns an editor if both sides are a terminal.
func newEditor(in io.Reader, out io.Writer) (*editor, bool) {
	file, ok := Terminal(in)
	if _, both := Terminal(out); !ok || !both {
		return nil, false
	}
	state, err := term.MakeRaw(int(file.Fd()))
	if err != nil {
		return nil, false
	}
	stream := struct {
		io.Reader
		io.Writer
	}{file, out}
	return &editor{term.NewTerminal(stream, prompt), file, state}, true
}

// ReadLine returns the line that was typed. Ctrl-D on an empty line and Ctrl-C
// are the end of the input.
func (e *editor) ReadLine() (string, error) {
	if w, h, err := term.GetSize(int(e.file.Fd())); err == nil && w > 0 {
		_ = e.SetSize(w, h) // a wrong size only misplaces the cursor
	}
	line, err := e.Terminal.ReadLine()
	if errors.Is(err, io.EOF) {
		_, _ = io.WriteString(e, "\n") // leave the shell's prompt a line of its own
	}
	return line, err
}

// restore gives the terminal back as it was.
func (e *editor) restore() {
	_ = term.Restore(int(e.file.Fd()), e.state) // nothing can be done about a lost terminal
}
