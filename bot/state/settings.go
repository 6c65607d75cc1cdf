package state

import (
	"log/slog"
	"maps"
	"slices"
	"sync"

	"articlebot/bot"
	"articlebot/retrieval/text"
)

// Settings are what those who run a chat or a guild chose for it. The zero
// value answers everywhere, in the open, in each person's language.
type Settings struct {
	// Channels are the ids of the channels to answer in; none means all.
	Channels []string `json:"channels,omitempty"`
	// Forums are the ids of the forums whose new posts are answered unasked.
	Forums []string `json:"forums,omitempty"`
	// Private answers so that only the asker sees it, unless asked otherwise.
	Private bool `json:"private,omitempty"`
	// Language is for people of whom the platform tells none. Adapters pass it
	// on as Message.Locale.
	Language text.Language `json:"language,omitempty"`
}

// IsZero tells whether nothing was chosen.
func (s Settings) IsZero() bool {
	return len(s.Channels) == 0 && len(s.Forums) == 0 && !s.Private && s.Language == ""
}

// SettingsStore keeps Settings by chat in one JSON file. A guild's key is
// made with NewChatKey like a chat's. It is safe for concurrent use.
type SettingsStore struct {
	file stateFile

	mu     sync.Mutex
	byChat map[bot.ChatKey]Settings
}

// settingsFile is the store's name in the data directory.
const settingsFile = "settings.json"

// OpenSettings opens the store in a data directory, which is made when
// something is first set; "" keeps settings in memory. Only one store may be
// open on a directory.
func OpenSettings(dir string, log *slog.Logger) (*SettingsStore, error) {
	s := &SettingsStore{file: newStateFile(dir, settingsFile), byChat: make(map[bot.ChatKey]Settings)}
	s.file.load(&s.byChat, log)
	return s, nil
}

// Settings returns what was chosen for a chat, the zero value if nothing was.
func (s *SettingsStore) Settings(chat bot.ChatKey) Settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.byChat[chat]
	v.Channels, v.Forums = slices.Clone(v.Channels), slices.Clone(v.Forums)
	return v
}

// SetSettings replaces what was chosen for a chat. Where it cannot be saved it
// returns why and changes nothing.
func (s *SettingsStore) SetSettings(chat bot.ChatKey, v Settings) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	next := maps.Clone(s.byChat)
	if next == nil {
		next = make(map[bot.ChatKey]Settings)
	}
	if v.IsZero() {
		delete(next, chat)
	} else {
		v.Channels, v.Forums = slices.Clone(v.Channels), slices.Clone(v.Forums)
		next[chat] = v
	}
	if err := s.file.save(next); err != nil {
		return err
	}
	s.byChat = next
	return nil
}
