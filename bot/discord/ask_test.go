package discord_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/discord/discordtest"
)

func TestAnAnswerIsGivenAtOnce(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	got := r.outcome(t, r.Ask("how many files canaryquestion?"))
	if got.Response() != 4 || got.Ephemeral || got.Edits != 0 {
		t.Errorf("response type %d, ephemeral %v, %d edits; want one public message", got.Response(), got.Ephemeral, got.Edits)
	}
	m := got.Original()
	if m["content"] != "> how many files canaryquestion?" {
		t.Errorf("content %q does not quote the question", m["content"])
	}
	embed := m["embeds"].([]any)[0].(map[string]any)
	if d := embed["description"].(string); !strings.HasSuffix(d, "**Of these, 918 were resolved ahead of schedule.**") {
		t.Errorf("description %q does not end with the sentence in bold", d)
	}
	if heard := r.conv.messages(); heard[0].Command != "ask" || heard[0].User != "discord:77" || heard[0].Chat != "discord:3001:77" || heard[0].Private {
		t.Errorf("the conversation heard %+v", heard[0])
	}
}

func TestALateAnswerIsAnnounced(t *testing.T) {
	t.Parallel()
	r := begin(t, nil)
	r.adapter.SetDeferAfter(20 * time.Millisecond)
	free := make(chan struct{})
	r.conv.handle = func(_ context.Context, m bot.Message) bot.Reply { <-free; return answer(m.Text) }
	r.ready(t)
	token := r.Ask("what?")
	if !r.Wait(patience, func() bool { return r.Outcome(token).Response() == 5 }) {
		t.Fatal("no deferral")
	}
	close(free)
	if got := r.outcome(t, token); got.Edits != 1 || got.Ephemeral {
		t.Errorf("%d edits, ephemeral %v; want one public edit", got.Edits, got.Ephemeral)
	}
}

func TestAPrivateAnswerIsForTheAskerOnly(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	token := r.Interact(2, discordtest.Command("ask", discordtest.Option("question", "what?"), discordtest.Option("private", true)), nil)
	if got := r.outcome(t, token); !got.Ephemeral {
		t.Error("the answer is public")
	}
}
