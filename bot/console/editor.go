package console

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// prompt stands before what is typed.
const prompt = "> "

// editor reads lines from a terminal, with the arrow keys moving in the line
// and through earlier ones. Only while a line is typed is the terminal in raw
// mode, so that at all other times Ctrl-C is the usual signal.
type editor struct {
	file *os.File
	term *term.Terminal
}

// input returns where lines come from and what to do at the end: an editor on
// a terminal, plain lines elsewhere.
func (c *Console) input() (LineReader, func()) {
	file, ok := Terminal(c.config.In)
	if !ok {
		return NewLines(c.config.In), func() {}
	}
	state, err := term.GetState(int(file.Fd()))
	if err != nil {
		return NewLines(c.config.In), func() {}
	}
	stream := struct {
		io.Reader
		io.Writer
	}{file, c.config.Out}
	restore := func() { _ = term.Restore(int(file.Fd()), state) } // nothing can be done about a lost terminal
	return &editor{file: file, term: term.NewTerminal(stream, prompt)}, restore
}

// ReadLine returns the line that was typed. Ctrl-D on an empty line and Ctrl-C
// are the end of the input.
func (e *editor) ReadLine() (string, error) {
	fd := int(e.file.Fd())
	state, err := term.MakeRaw(fd)
	if err != nil {
		return "", fmt.Errorf("edit line: %w", err)
	}
	defer func() { _ = term.Restore(fd, state) }()
	if w, h, err := term.GetSize(fd); err == nil && w > 0 {
		_ = e.term.SetSize(w, h) // a wrong size only misplaces the cursor
	}
	line, err := e.term.ReadLine()
	if err == io.EOF {
		_, _ = io.WriteString(e.term, "\n") // leave the shell's prompt a line of its own
	}
	return line, err
}
