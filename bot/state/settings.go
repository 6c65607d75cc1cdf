package state

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"

	"articlebot/bot"
	"articlebot/bot/shared"
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

// topicSettings is told the chat whose settings changed.
const topicSettings = "settings"

// SettingsStore keeps Settings by chat. A guild's key is made with NewChatKey like
// a chat's. It knows all of them, as they are asked for at every event, and looks
// again when another replica changes some. It is safe for concurrent use.
type SettingsStore struct {
	store shared.Store
	log   *slog.Logger

	mu     sync.Mutex
	byChat map[bot.ChatKey]Settings
}

// NewSettings returns those that a store keeps. Until ctx ends it looks for changes
// that others make.
func NewSettings(ctx context.Context, s shared.Store, log *slog.Logger) *SettingsStore {
	v := &SettingsStore{store: s, log: log, byChat: make(map[bot.ChatKey]Settings)}
	v.refresh()
	if _, alone := s.(*shared.Local); !alone {
		ear := s.Listen(ctx, topicSettings)
		go func() {
			for range ear {
				v.refresh()
			}
		}()
	}
	return v
}

// refresh reads all settings; where they cannot be read they stay as they were.
func (s *SettingsStore) refresh() {
	s.mu.Lock()
	defer s.mu.Unlock()
	docs, err := listAll(s.store, kindSettings, "")
	if err != nil {
		s.log.Debug("settings not read", "err", err)
		return
	}
	next := make(map[bot.ChatKey]Settings, len(docs))
	for _, d := range docs {
		if v, ok := decode[Settings](d); ok {
			next[bot.ChatKey(d.Key)] = v
		}
	}
	s.byChat = next
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
	w := shared.Write{Ref: shared.Ref{Kind: kindSettings, Key: string(chat)}, If: shared.Anything}
	if !v.IsZero() {
		w.Value = encoded(v)
	}
	if _, err := s.store.Write(background, w); err != nil {
		return fmt.Errorf("keep settings: %w", err)
	}
	v.Channels, v.Forums = slices.Clone(v.Channels), slices.Clone(v.Forums)
	if v.IsZero() {
		delete(s.byChat, chat)
	} else {
		s.byChat[chat] = v
	}
	if err := s.store.Notify(background, topicSettings, ""); err != nil {
		s.log.Debug("the other replicas look for settings later", "err", err)
	}
	return nil
}
