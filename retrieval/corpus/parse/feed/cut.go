package feed

import (
	"bytes"
	"encoding/json"
	"strings"
)

// mend makes a feed whole that was cut off, of the entries that are; nil where
// there are none.
func mend(data []byte) []byte {
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return mendJSON(data)
	}
	return mendXML(data)
}

// mendXML cuts a document behind the last entry that is closed, and closes what
// is open there.
func mendXML(data []byte) []byte {
	var open, openThere []string
	end := 0
	for rest := data; ; {
		at := bytes.IndexByte(rest, '<')
		if at < 0 {
			break
		}
		rest = rest[at:]
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			rest = after(rest, "-->")
			continue
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			rest = after(rest, "]]>")
			continue
		case bytes.HasPrefix(rest, []byte("<?")), bytes.HasPrefix(rest, []byte("<!")):
			rest = after(rest, ">")
			continue
		}
		tag, below, closed := bytes.Cut(rest[1:], []byte(">"))
		if !closed {
			break
		}
		name := strings.TrimLeft(string(tag[:tagName(tag)]), "/")
		rest = below
		switch {
		case !bytes.HasPrefix(tag, []byte("/")):
			if !bytes.HasSuffix(tag, []byte("/")) {
				open = append(open, name)
			}
		case len(open) > 0 && open[len(open)-1] == name:
			open = open[:len(open)-1]
			if _, local, ok := strings.Cut(name, ":"); name == "item" || name == "entry" || ok && (local == "item" || local == "entry") {
				end, openThere = len(data)-len(rest), append(openThere[:0], open...)
			}
		}
	}
	if end == 0 {
		return nil
	}
	out := bytes.Clone(data[:end])
	for i := len(openThere) - 1; i >= 0; i-- {
		out = append(out, "</"+openThere[i]+">"...)
	}
	return out
}

// tagName is the length of the name of a tag, with the slash before it.
func tagName(tag []byte) int {
	if at := bytes.IndexAny(tag[min(1, len(tag)):], " \t\r\n/"); at >= 0 {
		return at + min(1, len(tag))
	}
	return len(tag)
}

// mendJSON makes a JSON Feed of the items that are whole.
func mendJSON(data []byte) []byte {
	dec := json.NewDecoder(bytes.NewReader(data))
	feed := map[string]json.RawMessage{}
	if _, err := dec.Token(); err != nil {
		return nil
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			break
		}
		name, _ := key.(string)
		if name == "items" {
			feed[name] = wholeItems(dec)
			break
		}
		var v json.RawMessage
		if dec.Decode(&v) != nil {
			break
		}
		feed[name] = v
	}
	if feed["items"] == nil {
		return nil
	}
	out, err := json.Marshal(feed)
	if err != nil {
		return nil
	}
	return out
}

// wholeItems reads a list up to where it breaks off, nil where nothing is whole.
func wholeItems(dec *json.Decoder) json.RawMessage {
	if _, err := dec.Token(); err != nil {
		return nil
	}
	var items []json.RawMessage
	for dec.More() {
		var v json.RawMessage
		if dec.Decode(&v) != nil {
			break
		}
		items = append(items, v)
	}
	if len(items) == 0 {
		return nil
	}
	out, err := json.Marshal(items)
	if err != nil {
		return nil
	}
	return out
}
