package discord_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"articlebot/bot/discord"
	"articlebot/bot/discord/discordtest"
)

// eventTypes are all that the adapter listens to, and one that it does not.
var eventTypes = []string{"INTERACTION_CREATE", "MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "GUILD_CREATE",
	"THREAD_LIST_SYNC", "CHANNEL_CREATE", "THREAD_CREATE", "THREAD_MEMBERS_UPDATE", "READY", "TYPING_START"}

// FuzzEvents feeds whatever a server may send: no handler may panic, and no
// request may break Discord's limits.
func FuzzEvents(f *testing.F) {
	files, err := filepath.Glob("testdata/events/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		var e struct {
			T string
			D json.RawMessage
		}
		if err := json.Unmarshal(raw, &e); err != nil {
			f.Fatal(err)
		}
		for n, name := range eventTypes {
			if name == e.T {
				f.Add(uint(n), []byte(e.D))
			}
		}
	}
	f.Add(uint(4), []byte(`{"channels":[null,{"id":1,"type":11,"parent_id":2,"thread_metadata":{"locked":true}}]}`))
	f.Fuzz(func(t *testing.T, kind uint, data []byte) {
		rec := &tape{}
		a, err := discord.New(discord.Config{Token: discordtest.Token, Transport: rec, MessageContent: true}, &script{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		a.Take("READY", []byte(`{"user":{"id":"775799577604522054"}}`))
		a.Take(eventTypes[kind%uint(len(eventTypes))], data)
		if !a.Settle() {
			t.Fatal("a handler does not end")
		}
		if n := a.Health().Panics; n != 0 {
			t.Fatalf("%d panics", n)
		}
		for _, c := range rec.calls {
			var body struct{ Data json.RawMessage }
			_ = json.Unmarshal(c.Raw, &body)
			for _, raw := range [][]byte{c.Raw, body.Data} {
				if problem := discordtest.Invalid(raw); problem != "" {
					t.Fatalf("%s %s: %s", c.Method, c.Path, problem)
				}
			}
		}
	})
}
