package console_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/console"
)

// TestNewsArePrintedWhileNobodyTypes tells something in the middle of a talk.
func TestNewsArePrintedWhileNobodyTypes(t *testing.T) {
	typed, typing := io.Pipe()
	var out strings.Builder
	c := console.New(console.Config{In: typed, Out: &out, Now: func() time.Time { return time.Unix(0, 0) }}, &script{})
	ended := make(chan error, 1)
	go func() { ended <- c.Run(t.Context()) }()
	if _, err := io.WriteString(typing, "hello\n"); err != nil {
		t.Fatal(err)
	}
	news := bot.Reply{Kind: bot.ShowText, Text: "News on “coffee”:"}
	if err := c.Tell(t.Context(), bot.ChatKey(console.Me), news); err != nil {
		t.Error(err)
	}
	if err := c.Tell(t.Context(), "telegram:5", news); !errors.Is(err, bot.ErrUnreachable) {
		t.Errorf("somebody else is told here: %v", err)
	}
	if _, err := io.WriteString(typing, "bye\n"); err != nil {
		t.Fatal(err)
	}
	typing.Close()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"reply to hello\n", "News on “coffee”:\n", "reply to bye\n"} {
		if strings.Count(out.String(), want) != 1 {
			t.Errorf("printed:\n%s\nwithout %q once", out.String(), want)
		}
	}
}
