package bleveindex

import (
	"encoding/binary"
	"fmt"

	"articlebot/retrieval"

	"github.com/blevesearch/bleve_index_api"
)

const (
	// termsField holds the analysed terms of a passage and its title.
	termsField = "terms"
	// idField is where bleve keeps a document's id; it must come first.
	idField = "_id"
	// textType is bleve's mark of a field of words.
	textType = 't'
)

// document is a passage in the form that bleve's segments are made of. Going
// through bleve's mapping and analysis would take the same terms apart again
// and leave four times the garbage.
type document struct {
	id     string
	fields [2]field
}

var _ index.Document = (*document)(nil)

// newDocument counts the terms of a passage.
func newDocument(d retrieval.IndexDocument) *document {
	id := docID(d.Number)
	return &document{id, [2]field{
		{name: idField, value: []byte(id), options: index.IndexField | index.StoreField, length: 1, terms: count([]string{id})},
		{name: termsField, options: index.IndexField, length: len(d.Terms), terms: count(d.Terms)},
	}}
}

// count counts terms, with few allocations.
func count(terms []string) index.TokenFrequencies {
	counts := make(index.TokenFrequencies, len(terms))
	room, size := make([]index.TokenFreq, len(terms)), 0
	for _, t := range terms {
		size += len(t)
	}
	bytes := make([]byte, 0, size)
	for i, t := range terms {
		f := counts[t]
		if f == nil {
			start := len(bytes)
			bytes = append(bytes, t...)
			f = &room[i]
			f.Term = bytes[start:len(bytes):len(bytes)]
			counts[t] = f
		}
		f.SetFrequency(f.Frequency() + 1)
	}
	return counts
}

func (d *document) ID() string { return d.id }

func (d *document) VisitFields(visit index.FieldVisitor) {
	for i := range d.fields {
		visit(&d.fields[i])
	}
}

func (d *document) VisitComposite(index.CompositeFieldVisitor) {}
func (d *document) HasComposite() bool                         { return false }
func (d *document) AddIDField()                                {}
func (d *document) Indexed() bool                              { return true }
func (d *document) StoredFieldsBytes() uint64                  { return uint64(len(d.id)) }
func (d *document) NumPlainTextBytes() uint64                  { return 0 }

// Size is what bleve counts for its statistics only.
func (d *document) Size() int { return 0 }

// field is one field of a document, analysed.
type field struct {
	name    string
	value   []byte
	options index.FieldIndexingOptions
	length  int
	terms   index.TokenFrequencies
}

var _ index.Field = (*field)(nil)

func (f *field) Name() string                                     { return f.name }
func (f *field) Value() []byte                                    { return f.value }
func (f *field) ArrayPositions() []uint64                         { return nil }
func (f *field) EncodedFieldType() byte                           { return textType }
func (f *field) Analyze()                                         {}
func (f *field) Options() index.FieldIndexingOptions              { return f.options }
func (f *field) AnalyzedLength() int                              { return f.length }
func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }
func (f *field) NumPlainTextBytes() uint64                        { return 0 }

// docID is a document's number as four bytes.
func docID(number int) string {
	var id [4]byte
	binary.BigEndian.PutUint32(id[:], uint32(number))
	return string(id[:])
}

func docNumber(id string) (uint32, error) {
	if len(id) != 4 {
		return 0, fmt.Errorf("document id %q is not ours", id)
	}
	return binary.BigEndian.Uint32([]byte(id)), nil
}
