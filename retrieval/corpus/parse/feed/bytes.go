package feed

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html/charset"

	"articlebot/retrieval/corpus/parse/decode"
)

// Bounds of a feed. Its parser calls itself for each element in another, and a
// stack that overflows cannot be caught; and it makes much of each element and
// attribute. Feeds of thousands of entries have a tenth of these.
const (
	maxXMLDepth      = 200
	maxXMLElements   = 250_000
	maxXMLAttributes = 250_000
)

// tangledXML tells why a feed is not given to the parser, "" for one that is.
func tangledXML(data []byte) string {
	depth, elements, attributes := 0, 0, 0
	for {
		i := bytes.IndexByte(data, '<')
		if i < 0 {
			return ""
		}
		data = data[i:]
		switch {
		case bytes.HasPrefix(data, []byte("<!--")):
			data = after(data, "-->")
		case bytes.HasPrefix(data, []byte("<![CDATA[")):
			data = after(data, "]]>")
		case bytes.HasPrefix(data, []byte("</")):
			depth--
			data = after(data, ">")
		case bytes.HasPrefix(data, []byte("<?")), bytes.HasPrefix(data, []byte("<!")):
			data = after(data, ">")
		default:
			end := bytes.IndexByte(data, '>')
			if end < 1 || data[end-1] != '/' {
				depth++
			}
			elements++
			attributes += bytes.Count(data[:max(end, 1)], []byte("="))
			data = data[1:]
		}
		switch {
		case depth > maxXMLDepth:
			return "its elements are nested deeper than any feed's"
		case elements > maxXMLElements:
			return fmt.Sprintf("it has more than %d elements; divide it", maxXMLElements)
		case attributes > maxXMLAttributes:
			return fmt.Sprintf("it has more than %d attributes; divide it", maxXMLAttributes)
		}
	}
}

// after is what follows the first mark, nothing where there is none.
func after(data []byte, mark string) []byte {
	_, rest, _ := bytes.Cut(data, []byte(mark))
	return rest
}

// declaredXML finds the encoding that an XML document declares.
var declaredXML = regexp.MustCompile(`^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w-]+)["']`)

// feedBytes makes a feed readable that is not in the encoding it should be in:
// not UTF-8 and undeclared, or declared UTF-8 and broken.
func feedBytes(data []byte, contentType string) []byte {
	if decode.UTF16BOM(data) {
		if s, err := decode.Text(data); err == nil {
			// The declaration would now be wrong.
			return declaredXML.ReplaceAll([]byte(s), []byte("<?xml version=\"1.0\""))
		}
	}
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\uFEFF")), " \t\r\n")
	declared := declaredXML.FindSubmatch(data[:min(len(data), decode.SniffBytes)])
	switch {
	case declared != nil && !strings.EqualFold(string(declared[1]), "utf-8") && !strings.EqualFold(string(declared[1]), "utf8"):
		return data // the feed's parser decodes it
	case decode.InvalidAt(data) < 0:
	case declared == nil:
		encoding, _, _ := charset.DetermineEncoding(data, contentType)
		if decoded, err := encoding.NewDecoder().Bytes(data); err == nil {
			data = decoded
		}
	default:
		data = bytes.ToValidUTF8(data, []byte("\uFFFD"))
	}
	return bytes.Map(validXML, data)
}

// validXML drops the characters that XML does not allow.
func validXML(r rune) rune {
	if r < 0x20 && r != '\t' && r != '\n' && r != '\r' {
		return -1
	}
	return r
}
