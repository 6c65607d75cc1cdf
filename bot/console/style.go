package console

import (
	"io"
	"os"
	"strconv"

	"articlebot/bot/locale"

	"golang.org/x/term"
)

// Bounds of the width, in cells. Lines longer than maxWidth are hard to read.
const (
	minWidth     = 20
	maxWidth     = 88
	defaultWidth = 80
)

// Style is how the output can look. The zero Style is plain text at the
// default width.
type Style struct {
	Width int  // in cells; 0 means 80
	Color bool // bold, underline and dim may be used
	// Hints shows what can be typed next; only a chat has them.
	Hints bool
	// Languages are those of replies; nil means those of the program.
	Languages *locale.Set
}

// DetectStyle returns what out can show: color only on a terminal that is not
// dumb, and never with NO_COLOR (https://no-color.org). COLUMNS overrides the
// terminal's width.
func DetectStyle(out io.Writer, getenv func(string) string) Style {
	s := Style{Width: defaultWidth}
	if f, ok := Terminal(out); ok {
		s.Color = getenv("NO_COLOR") == "" && getenv("TERM") != "dumb"
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			s.Width = w
		}
	}
	if w, err := strconv.Atoi(getenv("COLUMNS")); err == nil && w > 0 {
		s.Width = w
	}
	return s
}

// Terminal returns the file behind a reader or writer if that is a terminal.
func Terminal(stream any) (*os.File, bool) {
	f, ok := stream.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// width is the usable number of cells.
func (s Style) width() int {
	if s.Width == 0 {
		return defaultWidth
	}
	return min(max(s.Width, minWidth), maxWidth)
}

// look is a set of attributes.
type look struct{ bold, dim, underline bool }

// paint returns s with the attributes, or s alone where there are none.
func (s Style) paint(l look, text string) string {
	if !s.Color || text == "" || l == (look{}) {
		return text
	}
	codes := ""
	for _, c := range []struct {
		on   bool
		code string
	}{{l.bold, ";1"}, {l.dim, ";2"}, {l.underline, ";4"}} {
		if c.on {
			codes += c.code
		}
	}
	return "\x1b[" + codes[1:] + "m" + text + "\x1b[0m"
}
