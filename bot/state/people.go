package state

import (
	"errors"
	"fmt"
	"sync"

	"articlebot/bot"
	"articlebot/bot/shared"
	"articlebot/retrieval/text"
)

// People keeps the language that each person chose. It is safe for concurrent
// use.
type People struct {
	store shared.Store

	mu sync.Mutex
	// unsaved are choices that could not be kept: they hold in this process until
	// they can.
	unsaved map[bot.UserKey]text.Language
}

// NewPeople returns those that a store keeps.
func NewPeople(s shared.Store) *People {
	return &People{store: s, unsaved: make(map[bot.UserKey]text.Language)}
}

// Ref is the document of a person, for who reads several at once.
func (p *People) Ref(who bot.UserKey) shared.Ref {
	return shared.Ref{Kind: kindLanguage, Key: string(who)}
}

// Language is the one that a person chose, "" for none.
func (p *People) Language(who bot.UserKey) text.Language {
	docs, err := p.store.Read(background, p.Ref(who))
	if len(docs) == 0 {
		docs = []shared.Document{{}}
	}
	return p.From(who, docs[0], err)
}

// From is the language of a person's document, as it was read with err.
func (p *People) From(who bot.UserKey, d shared.Document, err error) text.Language {
	p.mu.Lock()
	chosen, unsaved := p.unsaved[who]
	p.mu.Unlock()
	if !unsaved {
		lang, _ := decode[text.Language](d)
		return lang
	}
	if err == nil {
		_ = p.write(who, chosen) // else at the next message
	}
	return chosen
}

// write keeps a choice in the store, "" deletes it.
func (p *People) write(who bot.UserKey, lang text.Language) error {
	w := shared.Write{Ref: p.Ref(who), If: shared.Anything}
	if lang != "" {
		w.Value = encoded(lang)
	}
	if _, err := p.store.Write(background, w); err != nil {
		return fmt.Errorf("keep language: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.unsaved, who)
	return nil
}

// Choose keeps a person's language, "" forgets it. It reports whether anything
// was kept before. Where that cannot be saved, a choice holds in this process until
// it can, and nothing is forgotten.
func (p *People) Choose(who bot.UserKey, lang text.Language) (before bool, err error) {
	docs, err := p.store.Read(background, p.Ref(who))
	if err != nil && lang == "" {
		return false, fmt.Errorf("look for language: %w", err)
	}
	p.mu.Lock()
	was, before := p.unsaved[who]
	p.mu.Unlock()
	if !before && len(docs) > 0 {
		was, before = decode[text.Language](docs[0])
	}
	if was == lang && err == nil {
		return before, nil
	}
	err = errors.Join(err, p.write(who, lang))
	if err != nil && lang != "" {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.unsaved[who] = lang
	}
	return before, err
}
