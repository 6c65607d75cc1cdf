package body

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"articlebot/retrieval/corpus/parse/decode"
)

// Bounds of a Markdown file. The parser's work grows faster than its input
// where brackets, columns and nested lists are many, so these are counted
// before.
const (
	MaxMarkdown = 256 << 10 // bytes; a long novel's chapter is a tenth of it
	maxBrackets = 4000      // links, images and their definitions
	maxColumns  = 200       // bars on one line
	maxCells    = 20_000    // of tables, which fill up their short rows
	maxMarkup   = 1000      // declarations, comments and instructions of HTML
	maxNesting  = 40        // marks of lists and quotations that open a line
	// maxIndent is the indentation of a line in spaces: lists nested by it.
	maxIndent = 200
)

var (
	// nested finds lines that open more containers than any author means.
	nested = regexp.MustCompile(fmt.Sprintf(`(?m)^(?:[ \t]*(?:>|[-+*](?:[ \t]|$)|\d{1,9}[.)](?:[ \t]|$))){%d}`, maxNesting))

	errNested = errors.New("lists or quotations are nested deeper than any article's")
)

// tooTangled tells why a text is not given to the parser.
func tooTangled(body string) error {
	switch {
	case len(body) > MaxMarkdown:
		return decode.TooLarge(MaxMarkdown)
	case strings.Count(body, "[") > maxBrackets:
		return fmt.Errorf("more than %d links, which no article has", maxBrackets)
	case strings.Count(body, "<?")+strings.Count(body, "<!") > maxMarkup:
		return fmt.Errorf("more than %d declarations of HTML, which no article has", maxMarkup)
	}
	for line := range strings.Lines(body) {
		if strings.Count(line, "|") > maxColumns {
			return fmt.Errorf("a table of more than %d columns, which no article has", maxColumns)
		}
		if len(line)-len(strings.TrimLeft(line, " \t")) > maxIndent {
			return errNested
		}
	}
	if nested.MatchString(body) {
		return errNested
	}
	if cells(body) > maxCells {
		return fmt.Errorf("tables of more than %d cells, which no article has", maxCells)
	}
	return nil
}

// cells bounds how many cells the tables of a text have from above: every row
// has as many as the widest line of its block.
func cells(body string) int {
	total, rows, columns := 0, 0, 0
	flush := func() {
		total += rows * columns
		rows, columns = 0, 0
	}
	for line := range strings.Lines(body) {
		if strings.Trim(line, "> \t\r\n") == "" {
			flush()
			continue
		}
		rows++
		if bars := strings.Count(line, "|"); bars > 0 {
			columns = max(columns, bars+1)
		}
	}
	flush()
	return total
}
