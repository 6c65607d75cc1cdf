//go:build unix

package main

import (
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"articlebot/bot/discord/discordtest"
	"articlebot/bot/telegram/telegramtest"
)

// step finds a numbered step that is a command.
var step = regexp.MustCompile("^[0-9]\\. (?:[^`]*: )?`((?:export|articlebot) [^`]+)`")

// readmeScript is all that the README tells to type, from top to bottom, with
// the tokens that the stand-ins know.
func readmeScript(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	inside := false
	for line := range strings.Lines(string(read(t, readme))) {
		switch m := step.FindStringSubmatch(line); {
		case strings.HasPrefix(line, "```"):
			inside = strings.TrimSpace(line) == "```sh"
		case inside:
			b.WriteString(line)
		case m != nil:
			b.WriteString(m[1] + "\n")
		}
	}
	return strings.NewReplacer(
		"TELEGRAM_TOKEN=123456789:AAE...", "TELEGRAM_TOKEN="+telegramtest.Token, "DISCORD_TOKEN=...", "DISCORD_TOKEN="+discordtest.Token,
	).Replace(b.String())
}

// TestTheReadmePlayedFromTopToBottom types what the README says, in a folder
// with nothing but a paper's articles, and asks on the way.
func TestTheReadmePlayedFromTopToBottom(t *testing.T) {
	for _, tool := range []string{"bash", "go"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("the README is typed into bash and builds with go: ", err)
		}
	}
	goEnv, err := exec.Command("go", "env", "GOCACHE", "GOMODCACHE", "GOPATH").Output()
	must(t, err)
	folders := strings.Fields(string(goEnv))
	tg := telegramtest.New(telegramtest.Options{})
	tgServer := httptest.NewServer(tg)
	t.Cleanup(tgServer.Close) // the script plays on when this function has ended
	dc := discordtest.New(t)
	repository, err := filepath.Abs("../..")
	must(t, err)
	tg.Says(telegramtest.Say{From: reader, Text: "who built the lighthouse of Harrow Point?"})
	told := t.TempDir()
	go func() { // a reader on Telegram, and one on Discord as soon as the bot is there
		tell := func(where string, ok func() bool) {
			for !ok() && t.Context().Err() == nil {
				time.Sleep(20 * time.Millisecond)
			}
			_ = os.WriteFile(filepath.Join(told, where), nil, 0o600)
		}
		tell("telegram", func() bool { return strings.Contains(telegramSaid(tg), "Ines Aldana") })
		dc.Wait(patience, func() bool { return len(dc.Commands("")) > 0 })
		token := dc.Ask("who built the lighthouse of Harrow Point?")
		tell("discord", func() bool { return strings.Contains(fmt.Sprint(dc.Outcome(token).Original()), "Ines Aldana") })
	}()
	script := readmeScript(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/play",
		Setup: func(e *testscript.Env) error {
			e.Setenv("REPOSITORY", repository)
			e.Setenv("TOLD", told)
			e.Setenv("GOCACHE", folders[0])
			e.Setenv("GOMODCACHE", folders[1])
			e.Setenv("GOPATH", folders[2])
			e.Setenv("GOBIN", filepath.Join(e.WorkDir, "bin"))
			e.Setenv("PATH", filepath.Join(e.WorkDir, "bin")+string(os.PathListSeparator)+e.Getenv("PATH"))
			e.Setenv("ARTICLEBOT_TELEGRAM_API_URL", tgServer.URL)
			e.Setenv("ARTICLEBOT_DISCORD_API_URL", dc.URL())
			return os.WriteFile(filepath.Join(e.WorkDir, "readme.sh"), []byte(script), 0o600)
		},
	})
}
