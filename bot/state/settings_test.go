package state_test

import (
	"log/slog"
	"testing"

	"articlebot/bot"
	"articlebot/bot/state"
	"articlebot/retrieval/text"
)

func TestSettingsAreKept(t *testing.T) {
	dir := t.TempDir()
	open := func() *state.SettingsStore {
		log := slog.New(slog.DiscardHandler)
		return state.NewSettings(t.Context(), state.OpenFiles(dir, log), log)
	}
	guild := bot.NewChatKey(bot.Discord, "guild", "42")
	want := state.Settings{Channels: []string{"1", "2"}, Private: true, Language: text.Vietnamese}
	if err := open().SetSettings(guild, want); err != nil {
		t.Fatal(err)
	}
	s := open()
	got := s.Settings(guild)
	if len(got.Channels) != 2 || !got.Private || got.Language != text.Vietnamese {
		t.Errorf("got %+v", got)
	}
	got.Channels[0] = "changed"
	if s.Settings(guild).Channels[0] != "1" {
		t.Error("what is returned can change what is kept")
	}
	if err := s.SetSettings(guild, state.Settings{}); err != nil || !s.Settings(guild).IsZero() {
		t.Errorf("cleared: %+v, %v", s.Settings(guild), err)
	}
}
