package locale

import (
	"slices"
	"strings"

	"articlebot/retrieval/text"
)

// Set is the languages of a bot. It is immutable. A nil Set is that of the
// program, as Builtin returns it.
type Set struct{ list []*Language }

// NewSet returns the languages in order: the first is spoken to those whose own
// is none of them.
func NewSet(first *Language, more ...*Language) *Set {
	return &Set{append([]*Language{first}, more...)}
}

// With returns a set with one more language, at the end.
func (s *Set) With(l *Language) *Set { return &Set{append(slices.Clone(s.All()), l)} }

// All lists the languages in order.
func (s *Set) All() []*Language {
	if s == nil {
		return Builtin().list
	}
	return s.list
}

// Others are all but the default, whose texts stand wherever a language has none.
func (s *Set) Others() []*Language { return s.All()[1:] }

// Has tells whether a language is one of them.
func (s *Set) Has(lang text.Language) bool { return s.find(lang) != nil }

// Default is the language of those whose own is none of them.
func (s *Set) Default() text.Language { return s.All()[0].Tag }

// Of returns the texts of a language, those of the default for one there is
// none of.
func (s *Set) Of(lang text.Language) *Texts {
	if l := s.find(lang); l != nil {
		return &l.Texts
	}
	return &s.All()[0].Texts
}

func (s *Set) find(lang text.Language) *Language {
	for _, l := range s.All() {
		if l.Tag == lang {
			return l
		}
	}
	return nil
}

// Phrases returns what is understood of a language, of the default for one there is
// none of.
func (s *Set) Phrases(lang text.Language) *Phrases {
	if l := s.find(lang); l != nil {
		return &l.Phrases
	}
	return &s.All()[0].Phrases
}

// Known reads a platform's language tag, such as "vi-VN"; false if it is none of
// them.
func (s *Set) Known(tag string) (text.Language, bool) {
	primary, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	for _, l := range s.All() {
		if l.goesBy(primary) {
			return l.Tag, true
		}
	}
	return "", false
}

// FromTag is Known, and the default where that is none.
func (s *Set) FromTag(tag string) text.Language {
	if lang, ok := s.Known(tag); ok {
		return lang
	}
	return s.Default()
}

// OfTag returns the texts of a platform's language tag.
func (s *Set) OfTag(tag string) *Texts { return s.Of(s.FromTag(tag)) }

// NameIn is what a language is called inside a sentence of another.
func (s *Set) NameIn(lang, in text.Language) string {
	if name := s.Of(in).Languages[lang]; name != "" {
		return string(name)
	}
	if l := s.find(lang); l != nil {
		return l.Name
	}
	return string(lang)
}
