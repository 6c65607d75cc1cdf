package state

import (
	"log/slog"
	"maps"
	"sync"

	"articlebot/bot"
	"articlebot/retrieval/text"
)

// People keeps the language that each person chose. It is safe for concurrent
// use.
type People struct {
	file stateFile

	mu        sync.Mutex
	languages map[bot.UserKey]text.Language
}

// peopleFile is its name in the data directory.
const peopleFile = "people.json"

// OpenPeople opens what is kept in a data directory; "" keeps it in memory.
func OpenPeople(dir string, log *slog.Logger) *People {
	p := &People{file: newStateFile(dir, peopleFile), languages: make(map[bot.UserKey]text.Language)}
	p.file.load(&p.languages, log)
	if p.languages == nil { // the file said "null"
		p.languages = make(map[bot.UserKey]text.Language)
	}
	return p
}

// Language is the one that a person chose, "" for none.
func (p *People) Language(who bot.UserKey) text.Language {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.languages[who]
}

// Choose keeps a person's language, "" forgets it. It reports whether anything
// was kept before. Where that cannot be saved, a choice holds until the end of
// the process, and nothing is forgotten.
func (p *People) Choose(who bot.UserKey, lang text.Language) (before bool, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	was, before := p.languages[who]
	if was == lang {
		return before, nil
	}
	next := maps.Clone(p.languages)
	if lang == "" {
		delete(next, who)
	} else {
		next[who] = lang
	}
	err = p.file.save(next)
	if err == nil || lang != "" {
		p.languages = next
	}
	return before, err
}
