package record

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"
)

// lists are the keys under which objects hold articles, folded.
var lists = []string{"articles", "items", "posts", "results", "data", "entries", "news", "stories", "documents", "docs", "hits", "response", "graph", "db",
	"records", "rows", "nodes", "edges", "list", "content", "value", "pages", "payload", "collection", "feed", "channel", "item", "entry"}

// JSON reads the articles of a JSON document: a list of objects, an object with
// such a list in it, one object, or several after each other. It hands on each
// in its order. What is broken ends the document; what came before stays. The
// error is of reading, or what emit returned.
func JSON(ctx context.Context, in io.Reader, limits Bounds, emit func(Found) error) error {
	buffered := bufio.NewReader(in)
	s := jsonStream{emit: emit, limit: limits.Item}
	if firstByte(buffered) == '[' {
		s.in = newBounded(ctx, buffered, limits.Item)
		s.dec = json.NewDecoder(s.in)
		return s.list()
	}
	s.in = newBounded(ctx, buffered, limits.Whole)
	s.dec = json.NewDecoder(s.in)
	for {
		raw, err := s.next()
		switch {
		case errors.Is(err, io.EOF) && s.count > 0:
			return nil
		case err != nil:
			return s.broken(err)
		}
		if err := s.value(raw, 0); err != nil {
			return err
		}
	}
}

// jsonStream is a document that is being read.
type jsonStream struct {
	in    *bounded
	dec   *json.Decoder
	emit  func(Found) error
	limit int
	count int
	// people are the names that an export keeps beside its articles, by id.
	people map[string]string
}

func (s *jsonStream) next() (json.RawMessage, error) {
	s.in.reset()
	var raw json.RawMessage
	err := s.dec.Decode(&raw)
	return raw, err
}

// list reads a document that is a list, one member at a time.
func (s *jsonStream) list() error {
	if _, err := s.dec.Token(); err != nil {
		return s.broken(err)
	}
	for s.dec.More() {
		raw, err := s.next()
		if err != nil {
			return s.broken(err)
		}
		if err := s.value(raw, 0); err != nil {
			return err
		}
	}
	if _, err := s.dec.Token(); err != nil {
		return s.broken(err)
	}
	return nil
}

// broken tells that a document ends early, or passes on the context's error.
func (s *jsonStream) broken(err error) error {
	if s.in.ctx.Err() != nil {
		return s.in.ctx.Err()
	}
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, errLarge):
	case errors.As(err, &syntax), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		err = fmt.Errorf("no JSON from here on (%w); correct it or save it again", err)
	default:
		return fmt.Errorf("read: %w", err)
	}
	s.count++
	return s.emit(Found{Place: fmt.Sprintf("item %d", s.count), Err: err})
}

// value hands on what one value of the document holds.
func (s *jsonStream) value(raw json.RawMessage, depth int) error {
	if members := below(raw, maxWrapped-depth); members != nil {
		if len(s.people) == 0 {
			s.people = ghostAuthors(raw)
		}
		return s.members(members, depth)
	}
	s.count++
	f := Found{Place: fmt.Sprintf("item %d", s.count)}
	if len(raw) > s.limit {
		f.Err = fmt.Errorf("it is %w (%d MiB)", errLarge, s.limit>>20)
		return s.emit(f)
	}
	if f.Record, f.Err = Object(raw); f.Err == nil && f.Record.Author == "" {
		f.Record.Author = s.people[f.Record.ID]
	}
	return s.emit(f)
}

// members hands on the articles of lists that lie in an object.
func (s *jsonStream) members(lists []json.RawMessage, depth int) error {
	for _, list := range lists {
		if len(list) > 0 && list[0] == '{' {
			if err := s.value(list, depth+1); err != nil {
				return err
			}
			continue
		}
		var raws []json.RawMessage
		if err := json.Unmarshal(list, &raws); err != nil {
			return s.broken(err)
		}
		for _, raw := range raws {
			if err := s.value(raw, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// maxWrapped is in how many objects within each other a list of articles may
// lie; each is looked through anew.
const maxWrapped = 4

// below are the lists of articles in an object that is none itself.
func below(raw json.RawMessage, depth int) []json.RawMessage {
	var o map[string]json.RawMessage
	if depth <= 0 || len(raw) == 0 || raw[0] != '{' || json.Unmarshal(raw, &o) != nil {
		return nil
	}
	folded := map[string]json.RawMessage{}
	for k, v := range o {
		folded[foldKey(k)] = bytes.TrimSpace(v)
	}
	if ownText(folded) {
		return nil
	}
	var out []json.RawMessage
	for _, k := range lists {
		if v := folded[k]; len(v) > 2 && (v[0] == '[' && holdsObjects(v) || v[0] == '{' && below(v, depth-1) != nil) {
			out = append(out, v)
		}
	}
	return out
}

// ownText tells an object that has a text itself: written, or, beside a title,
// as a list of blocks.
func ownText(o map[string]json.RawMessage) bool {
	titled := len(o["title"]) > 2 || len(o["headline"]) > 2
	for _, k := range slices.Concat(textKeys, markedKeys) {
		v := o[k]
		if len(v) > 2 && (v[0] == '"' || v[0] == '[' && (titled || !holdsObjects(v)) || v[0] == '{' && (k == "content" || k == "body")) {
			return true
		}
	}
	return false
}

// holdsObjects tells a list of objects.
func holdsObjects(list json.RawMessage) bool {
	list = bytes.TrimLeft(list[1:], " \t\r\n")
	return len(list) > 0 && list[0] == '{'
}

// Object reads one object of JSON as an article.
func Object(raw []byte) (Record, error) {
	if !utf8.Valid(raw) {
		return Record{}, errors.New("not UTF-8; save the file as UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return Record{}, fmt.Errorf("not an article: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Record{}, errors.New("not an article: there is more than one value")
	}
	o, ok := v.(map[string]any)
	if !ok {
		return Record{}, fmt.Errorf(`not an article: it must be an object such as {"id", "title", "text"}, this is %s`, kindOf(v))
	}
	r := FromMap(o)
	if r.Withheld == "" && r.Empty() {
		return r, errors.New(`"text" is missing or empty`)
	}
	return r, nil
}

// kindOf names a value of JSON.
func kindOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case string:
		return "a string"
	case bool:
		return "a bool"
	case []any:
		return "an array"
	}
	return "a number"
}
