package state

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"articlebot/bot"
	"articlebot/bot/shared"
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
// be told. It is safe for concurrent use, and by several replicas: what one has
// made known or taken the others do not tell. Nothing changes where it cannot be
// saved.
type Follows struct {
	store shared.Store

	mu    sync.Mutex
	known retrieval.Generation // as read last
	at    int64                // the version of that
	count int                  // of all people together, when they were listed last, and since
	keys  map[string]string    // by id, as far as they were seen
}

// NewFollows returns what a store keeps.
func NewFollows(s shared.Store) *Follows {
	return &Follows{store: s, keys: make(map[string]string)}
}

// placePrefix begins the keys of what is told to a place.
func placePrefix(to bot.ChatKey) string { return string(to) + "\n" }

// key is that of a follow's document: a place follows a topic once.
func (f Follow) key() string {
	sum := sha256.Sum256([]byte(text.Fold(f.Topic)))
	return placePrefix(f.To) + hex.EncodeToString(sum[:12])
}

// keptFollow is a follow with the version of its document.
type keptFollow struct {
	Follow
	version int64
}

// list reads follows whose key begins with prefix, the oldest first.
func (s *Follows) list(prefix string) ([]keptFollow, error) {
	docs, err := listAll(s.store, kindFollow, prefix)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []keptFollow
	for _, d := range docs {
		if f, ok := decode[Follow](d); ok {
			list = append(list, keptFollow{f, d.Version})
			s.keys[f.ID] = d.Key
		}
	}
	if prefix == "" {
		s.count = len(list)
	}
	return list, nil
}

func plainFollows(list []keptFollow) []Follow {
	var out []Follow
	for _, f := range list {
		out = append(out, f.Follow)
	}
	return out
}

// Of lists what is told to a place, the oldest first.
func (s *Follows) Of(to bot.ChatKey) ([]Follow, error) {
	list, err := s.list(placePrefix(to))
	return plainFollows(list), err
}

// All lists what is followed, the oldest first.
func (s *Follows) All() ([]Follow, error) {
	list, err := s.list("")
	return plainFollows(list), err
}

// Find returns a follow by its id.
func (s *Follows) Find(id string) (Follow, bool, error) {
	f, ok, err := s.find(id)
	return f.Follow, ok, err
}

func (s *Follows) find(id string) (keptFollow, bool, error) {
	s.mu.Lock()
	key, seen := s.keys[id]
	s.mu.Unlock()
	if seen {
		docs, err := s.store.Read(background, shared.Ref{Kind: kindFollow, Key: key})
		if err != nil {
			return keptFollow{}, false, fmt.Errorf("read follow: %w", err)
		}
		f, ok := decode[Follow](docs[0])
		return keptFollow{f, docs[0].Version}, ok && f.ID == id, nil
	}
	all, err := s.list("")
	i := slices.IndexFunc(all, func(f keptFollow) bool { return f.ID == id })
	if err != nil || i < 0 {
		return keptFollow{}, false, err
	}
	return all[i], true, nil
}

// Add keeps one more, at most so many to a place. A topic that is followed there
// already gives that one and ErrFollowed.
func (s *Follows) Add(f Follow, most int) (Follow, error) {
	there, err := s.Of(f.To)
	if err != nil {
		return Follow{}, err
	}
	if i := slices.IndexFunc(there, func(o Follow) bool { return o.key() == f.key() }); i >= 0 {
		return there[i], ErrFollowed
	}
	if len(there) >= most {
		return Follow{}, ErrTooManyFollows
	}
	if err := s.room(); err != nil {
		return Follow{}, err
	}
	_, err = s.store.Write(background, shared.Write{Ref: shared.Ref{Kind: kindFollow, Key: f.key()}, Value: encoded(f), If: shared.Nothing})
	if errors.Is(err, shared.ErrConflict) { // at this moment, with another replica
		return f, ErrFollowed
	}
	if err != nil {
		return f, fmt.Errorf("keep follow: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count++
	return f, nil
}

// room tells whether there may be one more.
func (s *Follows) room() error {
	s.mu.Lock()
	count := s.count
	s.mu.Unlock()
	if count > 0 && count < MaxFollows {
		return nil
	}
	all, err := s.list("") // nobody has counted yet, or too many
	if err == nil && len(all) >= MaxFollows {
		return ErrFollowsFull
	}
	return err
}

// End removes one of a place's and returns it.
func (s *Follows) End(id string, at bot.ChatKey) (Follow, bool, error) {
	there, err := s.list(placePrefix(at))
	if err != nil {
		return Follow{}, false, err
	}
	i := slices.IndexFunc(there, func(f keptFollow) bool { return f.ID == id })
	if i < 0 {
		return Follow{}, false, nil
	}
	_, err = s.store.Write(background, shared.Write{Ref: shared.Ref{Kind: kindFollow, Key: there[i].key()}, If: shared.Anything})
	if err != nil {
		return Follow{}, true, fmt.Errorf("end follow: %w", err)
	}
	return there[i].Follow, true, nil
}

// EndAll removes all of a place and tells how many those were.
func (s *Follows) EndAll(at bot.ChatKey) (int, error) {
	n, err := s.store.DeleteAll(background, kindFollow, placePrefix(at))
	if err != nil {
		return 0, fmt.Errorf("end what is followed: %w", err)
	}
	return n, nil
}
