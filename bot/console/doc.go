// Package console is the conversation in a terminal: typed lines in, rendered
// replies out. It is the platform that needs no token and no network, so it is
// the first that a person meets.
//
// Render is a pure function from a reply to text of a given width. Titles and
// the answering sentence are bold and matched words underlined where the
// output is a terminal; elsewhere a margin mark shows the lines of the
// sentence, so that a pasted answer still tells. Nothing that an article or a
// person wrote reaches the terminal as a control sequence.
package console
