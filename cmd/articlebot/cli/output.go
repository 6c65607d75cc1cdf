package cli

// Rules of what a person sees:
//
//   - Results go to standard output, everything else to standard error.
//   - What goes wrong is one sentence after "articlebot: ", in lower case and
//     without a full stop, with a hint on a line of its own that names the
//     command or setting to use instead.
//   - No progress, no color and no prompt where nobody watches: only on a
//     terminal, and no color with NO_COLOR or a dumb terminal.
//   - --json is for programs: one object, or one a line, and nothing else.

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"articlebot/retrieval/corpus/redact"
)

// UsageError is a command line that cannot be carried out as written.
type UsageError struct {
	verb string // whose help to read
	text string
}

func (e UsageError) Error() string { return e.text }

// Usagef is a UsageError of a verb, in the words of the format.
func Usagef(verb, format string, args ...any) error {
	return UsageError{verb, fmt.Sprintf(format, args...)}
}

// hintedError is an error with what to do about it.
type hintedError struct {
	error
	hint string
}

func (e hintedError) Unwrap() error { return e.error }

// WithHint adds to err what to do about it; nil stays nil.
func WithHint(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return hintedError{err, fmt.Sprintf(format, args...)}
}

// Complain tells a person about err.
func Complain(w io.Writer, err error) {
	if errors.Is(err, context.Canceled) {
		err = errors.New("interrupted")
	}
	fmt.Fprintf(w, "articlebot: %s\n", Printable(err.Error()))
	var usage UsageError
	var hinted hintedError
	switch {
	case errors.As(err, &usage) && usage.verb == "help":
		fmt.Fprintln(w, "hint: articlebot help")
	case errors.As(err, &usage):
		fmt.Fprintf(w, "hint: articlebot help %s\n", usage.verb)
	case errors.As(err, &hinted):
		fmt.Fprintf(w, "hint: %s\n", Printable(hinted.hint))
	}
}

// Printable is a text of one or more lines with whatever else a terminal would
// obey written out, as names of files and arguments may carry it.
func Printable(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = redact.Name(line)
	}
	return strings.Join(lines, "\n")
}

// PrintJSON writes v on one line, with the letters that people wrote; what a
// terminal would obey is escaped.
func PrintJSON(w io.Writer, v any) error {
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	if err == nil {
		_, err = w.Write(escaped(line.Bytes()))
	}
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

// escaped is a line of JSON with the control characters that JSON allows in a
// text, and what is not seen of it, written as escapes.
func escaped(line []byte) []byte {
	steers := func(r rune) bool { return r != '\n' && redact.Unseen(r) }
	if bytes.IndexFunc(line, steers) < 0 {
		return line
	}
	var out []byte
	for _, r := range string(line) {
		if !steers(r) {
			out = utf8.AppendRune(out, r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			out = fmt.Appendf(out, `\u%04x`, unit)
		}
	}
	return out
}

// QuoteWord makes one word of s, for zsh and fish alike.
func QuoteWord(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
