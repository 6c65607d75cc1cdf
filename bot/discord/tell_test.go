package discord_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"articlebot/bot"
	"articlebot/bot/discord/discordtest"
)

func TestNewsAreToldToPeopleAndChannels(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	news := answer("")
	news.Text, news.Question = "News on “coffee”:", ""
	for to, channel := range map[bot.ChatKey]string{"discord:77": discordtest.DMID, bot.ChannelKey(bot.Discord, "3002"): "3002"} {
		if err := r.adapter.Tell(t.Context(), to, news); err != nil {
			t.Errorf("%s: %v", to, err)
		}
		sent := r.Calls("POST /channels/" + channel + "/messages")
		if len(sent) != 1 || !strings.Contains(string(sent[0].Raw), "News on “coffee”:") || !strings.Contains(string(sent[0].Raw), "918 were resolved") {
			t.Errorf("%s: %v", to, sent)
		}
	}
	for _, to := range []bot.ChatKey{"telegram:77", "telegram:channel:5", "discord:channel:x", "discord:guild:5"} {
		if err := r.adapter.Tell(t.Context(), to, news); err == nil {
			t.Errorf("%s: told", to)
		}
	}
}

func TestWhatTellingFailsWith(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status, code int
		want         error
	}{
		"takes no messages": {403, 50007, bot.ErrUnreachable},
		"channel is gone":   {404, 10003, bot.ErrUnreachable},
		"shut out":          {403, 50001, bot.ErrUnreachable},
		"may not write now": {403, 50013, nil},
		"in trouble":        {502, 0, nil},
		"too many requests": {429, 0, bot.ErrNotTold},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := begin(t, nil).ready(t)
			r.Set(func(k *discordtest.Knobs) {
				k.OnREST = refusing("POST /api/v10/channels", c.status, fmt.Sprintf(`{"code":%d,"message":"no","retry_after":0.01}`, c.code))
			})
			err := r.adapter.Tell(t.Context(), "discord:77", answer(""))
			if err == nil || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("got %v", err)
			}
			if c.want == nil && (errors.Is(err, bot.ErrUnreachable) || errors.Is(err, bot.ErrNotTold)) {
				t.Errorf("%v promises too much", err)
			}
		})
	}
}

// TestOnlyWhoManagesAChannelActsForIt reads the permissions of the interaction.
func TestOnlyWhoManagesAChannelActsForIt(t *testing.T) {
	t.Parallel()
	r := begin(t, nil).ready(t)
	channel := bot.ChannelKey(bot.Discord, discordtest.ChannelID)
	for bits, want := range map[string]bot.ChatKey{"0": "", "2048": "", "16": channel, "8192": channel, "32": channel, "8": channel} {
		fields := map[string]any{"member": map[string]any{"user": map[string]any{"id": "77"}, "permissions": bits}}
		before := len(r.conv.messages())
		r.outcome(t, r.Interact(2, discordtest.Command("following"), fields))
		m := r.conv.messages()[before]
		if m.Command != "following" || m.Manages != want {
			t.Errorf("permissions %s: %+v", bits, m)
		}
		shown := r.outcome(t, r.Interact(2, discordtest.Command("follow", discordtest.Option("topic", "coffee"), discordtest.Option("here", true)), fields))
		heard := r.conv.messages()[before+1:]
		if refused := len(heard) == 0; refused != (want == "") {
			t.Errorf("permissions %s: heard %+v", bits, heard)
		}
		if want == "" && !strings.Contains(fmt.Sprint(shown.Original()), "Only people who may manage this channel") {
			t.Errorf("permissions %s: %v", bits, shown.Original())
		}
		if want != "" && (heard[0].Text != "coffee" || heard[0].Manages != channel) {
			t.Errorf("permissions %s: %+v", bits, heard[0])
		}
	}
	before := len(r.conv.messages())
	r.outcome(t, r.Interact(2, discordtest.Command("follow", discordtest.Option("topic", "coffee")), map[string]any{
		"member": map[string]any{"user": map[string]any{"id": "77"}, "permissions": "8"}}))
	if m := r.conv.messages()[before]; m.Manages != "" || m.Text != "coffee" {
		t.Errorf("who manages the channel follows for it unasked: %+v", m)
	}
}
