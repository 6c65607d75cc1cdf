package state

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"articlebot/bot/shared"
	"articlebot/retrieval"
)

// Due is news that is still to be told.
type Due struct {
	Follow   string    `json:"follow"`   // its ID
	Articles []string  `json:"articles"` // keys, the best first
	At       time.Time `json:"at"`       // when the first of them was found
}

// known are the articles that are no news any more, by their keys.
type known struct {
	// Generation is the one that was looked at last, "" for none.
	Generation retrieval.Generation `json:"generation"`
	Articles   []string             `json:"articles"`
	// Gone are those that were there before, with when they were missed.
	Gone map[string]time.Time `json:"gone,omitempty"`
}

// readKnown reads the articles that are known.
func (s *Follows) readKnown() (known, error) {
	docs, err := s.store.Read(background, shared.Ref{Kind: kindKnown})
	if err != nil {
		return known{}, fmt.Errorf("read the known articles: %w", err)
	}
	v, _ := decode[known](docs[0])
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known, s.at = v.Generation, docs[0].Version
	return v, nil
}

// Known is the generation whose articles are known, "" for none.
func (s *Follows) Known() (retrieval.Generation, error) {
	v, err := s.readKnown()
	return v.Generation, err
}

// Looked tells whether a generation was looked at, as far as is known here. It
// asks the store only where it seems not.
func (s *Follows) Looked(g retrieval.Generation) (bool, error) {
	s.mu.Lock()
	seen := s.known == g && g != ""
	s.mu.Unlock()
	if seen {
		return true, nil
	}
	now, err := s.Known()
	return now == g, err
}

// News are those of the keys that were never seen.
func (s *Follows) News(keys []string) ([]string, error) {
	v, err := s.readKnown()
	if err != nil {
		return nil, err
	}
	seen := make(map[string]bool, len(v.Articles)+len(v.Gone))
	for _, k := range v.Articles {
		seen[k] = true
	}
	for k := range v.Gone {
		seen[k] = true
	}
	return slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return seen[k] }), nil
}

// Found is news of one follow.
type Found struct {
	Follow   string   // its ID
	Articles []string // keys, the best first
	Passages []string // hashes of their passages
}

// Advance makes a generation's articles known, and its news due. The articles
// are known before the news are due, so that a crash in between loses these and
// never finds them twice. Where another replica has made others known since they
// were read, nothing is done: it tells the news.
func (s *Follows) Advance(g retrieval.Generation, keys []string, news []Found, now time.Time) error {
	s.mu.Lock()
	at := s.at
	s.mu.Unlock()
	was, err := s.readKnown()
	if err != nil {
		return fmt.Errorf("note the known articles: %w", err)
	}
	next := known{Generation: g, Articles: slices.Clone(keys), Gone: was.goneAfter(keys, now)}
	w, err := s.store.Write(background, shared.Write{Ref: shared.Ref{Kind: kindKnown}, Value: encoded(next), If: shared.Condition(at)})
	if errors.Is(err, shared.ErrConflict) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("note the known articles: %w", err)
	}
	s.mu.Lock()
	s.known, s.at = g, w[0]
	s.mu.Unlock()
	for _, n := range news {
		if err := s.found(n, now); err != nil {
			return err
		}
	}
	return nil
}

// found notes the passages that will be told, and makes news due.
func (s *Follows) found(n Found, now time.Time) error {
	f, ok, err := s.find(n.Follow)
	if err != nil || !ok {
		return err
	}
	if len(n.Passages) > 0 {
		told := append(slices.Clone(f.Told), n.Passages...)
		f.Told = told[max(0, len(told)-maxToldKept):]
		_, err := s.store.Write(background, shared.Write{Ref: shared.Ref{Kind: kindFollow, Key: f.key()}, Value: encoded(f.Follow), If: shared.Condition(f.version)})
		if errors.Is(err, shared.ErrConflict) {
			return nil // it has just ended
		}
		if err != nil {
			return fmt.Errorf("note what is told: %w", err)
		}
	}
	return s.schedule(Due{Follow: n.Follow, Articles: n.Articles, At: now}, false)
}

// dueTries is how often news are put to others that change meanwhile.
const dueTries = 5

// maxArticlesDue is how many articles of one follow wait to be told at once.
const maxArticlesDue = 5

// schedule makes news due, with those of that follow that are already, as they are
// told together: before those or after.
func (s *Follows) schedule(d Due, before bool) error {
	ref := shared.Ref{Kind: kindDue, Key: d.Follow}
	err := shared.ErrConflict
	for i := 0; i < dueTries && errors.Is(err, shared.ErrConflict); i++ {
		var docs []shared.Document
		if docs, err = s.store.Read(background, ref); err != nil {
			break
		}
		next := d
		if was, ok := decode[Due](docs[0]); ok && before {
			next.Articles = append(slices.Clone(d.Articles), was.Articles...)
		} else if ok {
			next.Articles, next.At = append(slices.Clone(was.Articles), d.Articles...), was.At
		}
		if !before {
			next.Articles = next.Articles[:min(len(next.Articles), maxArticlesDue)]
		}
		_, err = s.store.Write(background, shared.Write{Ref: ref, Value: encoded(next), If: shared.Condition(docs[0].Version)})
	}
	if err != nil {
		return fmt.Errorf("note what is to be told: %w", err)
	}
	return nil
}

// Due lists what is to be told, what was found first first.
func (s *Follows) Due() ([]Due, error) {
	docs, err := listAll(s.store, kindDue, "")
	var list []Due
	for _, d := range docs {
		if v, ok := decode[Due](d); ok {
			list = append(list, v)
		}
	}
	return list, err
}

// Take takes the news of a follow off the list, for good: it is called before
// they are told. ok is false where that follow has ended, nothing is due, or
// another replica has just taken them.
func (s *Follows) Take(follow string) (f Follow, d Due, ok bool, err error) {
	ref := shared.Ref{Kind: kindDue, Key: follow}
	docs, err := s.store.Read(background, ref)
	if err != nil {
		return f, d, false, fmt.Errorf("read what is to be told: %w", err)
	}
	d, ok = decode[Due](docs[0])
	if !ok {
		return f, d, false, nil
	}
	_, err = s.store.Write(background, shared.Write{Ref: ref, If: shared.Condition(docs[0].Version)})
	if errors.Is(err, shared.ErrConflict) {
		return f, d, false, nil
	}
	if err != nil {
		return f, d, false, fmt.Errorf("note what is to be told: %w", err)
	}
	f, ok, err = s.Find(follow)
	return f, d, ok, err
}

// PutBack makes what was taken due again: nothing of it was told.
func (s *Follows) PutBack(d Due) error { return s.schedule(d, true) }

// goneAfter are the articles that are missed once only keys are there.
func (k known) goneAfter(keys []string, now time.Time) map[string]time.Time {
	gone := make(map[string]time.Time)
	for key, at := range k.Gone {
		if now.Sub(at) < goneFor {
			gone[key] = at
		}
	}
	for _, key := range k.Articles {
		gone[key] = now
	}
	for _, key := range keys {
		delete(gone, key)
	}
	return gone
}
