package dialogue

import (
	"log/slog"
	"maps"
	"sync"

	"articlebot/bot"
	"articlebot/retrieval/text"
)

// people keeps the language that each person chose. It is safe for concurrent
// use.
type people struct {
	file stateFile

	mu        sync.Mutex
	languages map[bot.UserKey]text.Language
}

func openPeople(file stateFile, log *slog.Logger) *people {
	p := &people{file: file, languages: make(map[bot.UserKey]text.Language)}
	file.load(&p.languages, log)
	if p.languages == nil { // the file said "null"
		p.languages = make(map[bot.UserKey]text.Language)
	}
	return p
}

func (p *people) language(who bot.UserKey) text.Language {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.languages[who]
}

// choose keeps a person's language, "" forgets it. It reports whether anything
// was kept before. Where that cannot be saved, a choice holds until the end of
// the process, and nothing is forgotten.
func (p *people) choose(who bot.UserKey, lang text.Language) (before bool, err error) {
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
