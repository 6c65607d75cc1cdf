package state

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"articlebot/bot"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Follow is a topic that somebody wants to be told news of.
type Follow struct {
	ID string `json:"id"`
	// To is where it is told: a person's key, or a channel's by bot.ChannelKey.
	// Who chose it for a channel is not kept.
	To    bot.ChatKey `json:"to"`
	Topic string      `json:"topic"`
	// Language is that of the topic, and Spoken the one to speak around news.
	Language text.Language `json:"language,omitempty"`
	Spoken   text.Language `json:"spoken"`
	Since    time.Time     `json:"since"`
	// Generation is what answered when it began: its articles are no news.
	Generation retrieval.Generation `json:"generation"`
	// Told are hashes of the passages told last, newest last.
	Told []string `json:"told,omitempty"`
}

// Due is news that is still to be told.
type Due struct {
	Follow   string    `json:"follow"`   // its ID
	Articles []string  `json:"articles"` // keys, the best first
	At       time.Time `json:"at"`       // when the first of them was found
}

// Bounds of what is kept.
const (
	// MaxFollows is how many there may be of all people together.
	MaxFollows = 10_000
	// maxToldKept is how many passages of a follow are remembered.
	maxToldKept = 50
	// goneFor is how long an article that is no longer there is remembered, so
	// that one that comes back is no news: a source that failed, a rollback.
	goneFor = 60 * 24 * time.Hour
)

// Why a follow is not added.
var (
	ErrFollowed       = errors.New("is followed already")
	ErrTooManyFollows = errors.New("too many are followed")
	ErrFollowsFull    = errors.New("too many follow")
)

// Follows keeps what is followed, which articles are known, and what is still to
// be told, a file each: the last one changes with everything that is told. It is
// safe for concurrent use. Nothing changes where it cannot be saved.
type Follows struct {
	listFile, knownFile, dueFile stateFile

	mu    sync.Mutex
	list  []Follow
	known known
	due   []Due
}

// known are the articles that are no news any more, by their keys.
type known struct {
	// Generation is the one that was looked at last, "" for none.
	Generation retrieval.Generation `json:"generation"`
	Articles   []string             `json:"articles"`
	// Gone are those that were there before, with when they were missed.
	Gone map[string]time.Time `json:"gone,omitempty"`
}

// The names in the data directory.
const (
	followsFile = "follows.json"
	knownFile   = "follows-known.json"
	dueFile     = "follows-due.json"
)

// OpenFollows opens what is kept in a data directory; "" keeps it in memory.
func OpenFollows(dir string, log *slog.Logger) *Follows {
	s := &Follows{listFile: newStateFile(dir, followsFile), knownFile: newStateFile(dir, knownFile), dueFile: newStateFile(dir, dueFile)}
	s.listFile.load(&s.list, log)
	s.knownFile.load(&s.known, log)
	s.dueFile.load(&s.due, log)
	return s
}

// Of lists what is told to a place, the oldest first.
func (s *Follows) Of(to bot.ChatKey) []Follow {
	s.mu.Lock()
	defer s.mu.Unlock()
	return where(s.list, func(f Follow) bool { return f.To == to })
}

// All lists what is followed, the oldest first.
func (s *Follows) All() []Follow {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.list)
}

// where lists those that fit.
func where(list []Follow, fits func(Follow) bool) []Follow {
	var out []Follow
	for _, f := range list {
		if fits(f) {
			out = append(out, f)
		}
	}
	return out
}

// Add keeps one more, at most so many to a place. A topic that is followed there
// already gives that one and ErrFollowed.
func (s *Follows) Add(f Follow, most int) (Follow, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	there := where(s.list, func(o Follow) bool { return o.To == f.To })
	topic := text.Fold(f.Topic)
	if i := slices.IndexFunc(there, func(o Follow) bool { return text.Fold(o.Topic) == topic }); i >= 0 {
		return there[i], ErrFollowed
	}
	switch {
	case len(there) >= most:
		return Follow{}, ErrTooManyFollows
	case len(s.list) >= MaxFollows:
		return Follow{}, ErrFollowsFull
	}
	return f, s.replace(append(slices.Clip(s.list), f))
}

// End removes one of a place's and returns it.
func (s *Follows) End(id string, at bot.ChatKey) (Follow, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.list, func(f Follow) bool { return f.ID == id && f.To == at })
	if i < 0 {
		return Follow{}, false, nil
	}
	gone := s.list[i]
	return gone, true, s.replace(slices.Delete(slices.Clone(s.list), i, i+1))
}

// EndAll removes all of a place and tells how many those were.
func (s *Follows) EndAll(at bot.ChatKey) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	rest := where(s.list, func(f Follow) bool { return f.To != at })
	n := len(s.list) - len(rest)
	if n == 0 {
		return 0, nil
	}
	return n, s.replace(rest)
}

// replace saves another list.
func (s *Follows) replace(list []Follow) error {
	if list == nil {
		list = []Follow{}
	}
	if err := s.listFile.save(list); err != nil {
		return err
	}
	s.list = list
	return nil
}

// Known is the generation whose articles are known, "" for none.
func (s *Follows) Known() retrieval.Generation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known.Generation
}

// News are those of the keys that were never seen.
func (s *Follows) News(keys []string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := make(map[string]bool, len(s.known.Articles)+len(s.known.Gone))
	for _, k := range s.known.Articles {
		seen[k] = true
	}
	for k := range s.known.Gone {
		seen[k] = true
	}
	return slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return seen[k] })
}

// Found is news of one follow.
type Found struct {
	Follow   string   // its ID
	Articles []string // keys, the best first
	Passages []string // hashes of their passages
}

// Advance makes a generation's articles known, and its news due. The articles
// are known before the news are due, so that a crash in between loses these and
// never finds them twice.
func (s *Follows) Advance(g retrieval.Generation, keys []string, news []Found, now time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	next := known{Generation: g, Articles: slices.Clone(keys), Gone: s.goneAfter(keys, now)}
	if err := s.knownFile.save(next); err != nil {
		return fmt.Errorf("note the known articles: %w", err)
	}
	s.known = next
	if len(news) == 0 {
		return nil
	}
	if err := s.replace(withTold(s.list, news)); err != nil {
		return fmt.Errorf("note what is told: %w", err)
	}
	return s.schedule(withFound(s.due, news, now))
}

// goneAfter are the articles that are missed once only keys are there.
func (s *Follows) goneAfter(keys []string, now time.Time) map[string]time.Time {
	gone := make(map[string]time.Time)
	for k, at := range s.known.Gone {
		if now.Sub(at) < goneFor {
			gone[k] = at
		}
	}
	for _, k := range s.known.Articles {
		gone[k] = now
	}
	for _, k := range keys {
		delete(gone, k)
	}
	return gone
}

// withTold is a list with the passages noted that will be told.
func withTold(list []Follow, news []Found) []Follow {
	passages := make(map[string][]string, len(news))
	for _, n := range news {
		passages[n.Follow] = n.Passages
	}
	out := slices.Clone(list)
	for i, f := range out {
		if more := passages[f.ID]; len(more) > 0 {
			told := append(slices.Clone(f.Told), more...)
			out[i].Told = told[max(0, len(told)-maxToldKept):]
		}
	}
	return out
}

// maxArticlesDue is how many articles of one follow wait to be told at once.
const maxArticlesDue = 5

// withFound is what is due with more of it: a follow's news are told together.
func withFound(due []Due, news []Found, now time.Time) []Due {
	out := slices.Clone(due)
	for _, n := range news {
		i := slices.IndexFunc(out, func(d Due) bool { return d.Follow == n.Follow })
		if i < 0 {
			out = append(out, Due{Follow: n.Follow, Articles: n.Articles[:min(len(n.Articles), maxArticlesDue)], At: now})
			continue
		}
		all := append(slices.Clone(out[i].Articles), n.Articles...)
		out[i].Articles = all[:min(len(all), maxArticlesDue)]
	}
	return out
}

// schedule saves what is due.
func (s *Follows) schedule(due []Due) error {
	if due == nil {
		due = []Due{}
	}
	if err := s.dueFile.save(due); err != nil {
		return fmt.Errorf("note what is to be told: %w", err)
	}
	s.due = due
	return nil
}

// Due lists what is to be told, what was found first first.
func (s *Follows) Due() []Due {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.due)
}

// Take takes the news of a follow off the list, for good: it is called before
// they are told. ok is false where that follow has ended, or nothing is due.
func (s *Follows) Take(follow string) (f Follow, d Due, ok bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.due, func(d Due) bool { return d.Follow == follow })
	if i < 0 {
		return f, d, false, nil
	}
	d = s.due[i]
	if err := s.schedule(slices.Delete(slices.Clone(s.due), i, i+1)); err != nil {
		return f, d, false, err
	}
	j := slices.IndexFunc(s.list, func(f Follow) bool { return f.ID == follow })
	if j < 0 {
		return f, d, false, nil
	}
	return s.list[j], d, true, nil
}

// PutBack makes what was taken due again: nothing of it was told.
func (s *Follows) PutBack(d Due) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.due, func(o Due) bool { return o.Follow == d.Follow })
	if i < 0 {
		return s.schedule(append(slices.Clip(s.due), d))
	}
	d.Articles = append(slices.Clone(d.Articles), s.due[i].Articles...)
	due := slices.Clone(s.due)
	due[i] = d
	return s.schedule(due)
}
