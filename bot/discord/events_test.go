package discord_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/bot/discord"
	"articlebot/bot/discord/discordtest"
)

var update = flag.Bool("update", false, "write the golden files")

// tape records requests and answers them as a friendly Discord.
type tape struct {
	mu    sync.Mutex
	calls []discordtest.Call
}

// RoundTrip records a request.
func (t *tape) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.calls = append(t.calls, discordtest.Call{Method: r.Method, Path: strings.TrimPrefix(r.URL.Path, "/api/v10"), Raw: body})
	reply := `{"id":"1400000000000000000","type":0}`
	if strings.HasSuffix(r.URL.Path, "/commands") {
		reply = `[]`
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(reply)), Request: r}, nil
}

// String is the requests, readable.
func (t *tape) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var b strings.Builder
	for _, c := range t.calls {
		if strings.Contains(c.Path, "/commands") {
			continue
		}
		var body bytes.Buffer
		_ = json.Indent(&body, c.Raw, "", "  ")
		fmt.Fprintf(&b, "%s %s\n%s\n", c.Method, c.Path, body.String())
	}
	return b.String()
}

// TestEventsAsDiscordSendsThem feeds events in the shape in which Discord
// documents them to an adapter without a network, and compares its requests.
func TestEventsAsDiscordSendsThem(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/events/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no events:", err)
	}
	ready, err := os.ReadFile("testdata/ready.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			t.Parallel()
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var event struct {
				T string
				D json.RawMessage
			}
			if err := json.Unmarshal(raw, &event); err != nil {
				t.Fatal(err)
			}
			rec := &tape{}
			a, err := discord.New(discord.Config{Token: discordtest.Token, Transport: rec}, &script{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			a.Take("READY", ready)
			a.Take(event.T, event.D)
			if !a.Settle() {
				t.Fatal("a handler does not end")
			}
			golden := strings.TrimSuffix(file, ".json") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(rec.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), rec.String()); diff != "" {
				t.Errorf("changed (-want +got); -update if meant:\n%s", diff)
			}
			for _, c := range rec.calls {
				if problem := discordtest.Contract(t, c); problem != "" {
					t.Errorf("%s %s breaks the contract: %s", c.Method, c.Path, problem)
				}
			}
		})
	}
}

func TestTheContractIsChecked(t *testing.T) {
	t.Parallel()
	if !discordtest.Specified() {
		t.Skip("the description of Discord's API is not beside the repository (or where ARTICLEBOT_SHARED says): requests are not checked against it")
	}
	for name, c := range map[string]discordtest.Call{
		"a long description": {Method: "POST", Path: "/channels/1/messages", Raw: []byte(`{"embeds":[{"description":"` + strings.Repeat("ế", 4097) + `"}]}`)},
		"a long custom_id":   {Method: "POST", Path: "/channels/1/messages", Raw: []byte(`{"components":[{"type":1,"components":[{"type":2,"style":2,"label":"x","custom_id":"` + strings.Repeat("x", 101) + `"}]}]}`)},
		"an unknown request": {Method: "POST", Path: "/nowhere", Raw: []byte(`{}`)},
		"a wrong type":       {Method: "POST", Path: "/interactions/1/x/callback", Raw: []byte(`{"type":"four"}`)},
	} {
		if discordtest.Contract(t, c) == "" {
			t.Errorf("%s passes the contract", name)
		}
	}
}
