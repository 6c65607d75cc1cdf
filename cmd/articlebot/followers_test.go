package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"articlebot/bot/discord/discordtest"
	"articlebot/bot/telegram/telegramtest"
)

// festival is an article that comes later than the bakery.
const festival = `{"id":"festival","title":"Lanterns","text":"A festival of lanterns begins in the old town on Friday evening."}` + "\n"

// manager may manage the channel on Discord.
var manager = map[string]any{"member": map[string]any{"user": map[string]any{"id": "88", "username": "mai"}, "permissions": "16"}}

// followed reads who follows what on the disk.
func (n *newsroom) followed(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(n.env["ARTICLEBOT_DATA_DIR"], "follows.json"))
	must(t, err)
	return string(data)
}

// inChannel is what the bot has written into a channel of Discord unasked.
func inChannel(dc *discordtest.Server, channel string) string {
	var b strings.Builder
	for _, c := range dc.Calls("POST /channels/" + channel + "/messages") {
		if c.Status == 200 {
			b.Write(c.Raw)
		}
	}
	return b.String()
}

// TestFollowersAreTold plays a newsroom's day on the wire of both platforms: a
// person and a channel follow, articles come, the process starts anew in
// between, and somebody blocks the bot.
func TestFollowersAreTold(t *testing.T) {
	dc := discordtest.New(t)
	n := startNewsroom(t, map[string]string{
		"ARTICLEBOT_DISCORD_TOKEN": discordtest.Token, "ARTICLEBOT_DISCORD_API_URL": dc.URL(), "ARTICLEBOT_FOLLOW_QUIET_HOURS": "off",
	})
	n.tg.Says(telegramtest.Say{From: reader, Text: "/follow bakery"})
	eventually(t, "Telegram's follower is answered", func() bool { return strings.Contains(telegramSaid(n.tg), "I will tell you") })
	n.tg.Says(telegramtest.Say{From: reader, Text: "/theodoi festival"}) // the command's name in Vietnamese
	eventually(t, "and again, in Vietnamese", func() bool { return strings.Contains(telegramSaid(n.tg), "“festival”") })
	eventually(t, "a gateway connection", func() bool { return dc.Connections() > 0 })
	said := func(data, fields map[string]any) string {
		token := dc.Interact(2, data, fields)
		eventually(t, "Discord's command is answered", func() bool { return dc.Outcome(token).Original() != nil })
		if !dc.Outcome(token).Ephemeral {
			t.Error("everybody sees what one follows")
		}
		return fmt.Sprint(dc.Outcome(token).Original())
	}
	here := discordtest.Command("follow", discordtest.Option("topic", "bakery"), discordtest.Option("here", true))
	if got := said(here, nil); !strings.Contains(got, "Only people who may manage this channel") {
		t.Errorf("a reader has news told to a channel: %s", got)
	}
	if got := said(here, manager); !strings.Contains(got, "I will tell this channel") {
		t.Errorf("who manages the channel: %s", got)
	}
	if got := said(discordtest.Command("follow", discordtest.Option("topic", "festival")), nil); !strings.Contains(got, "I will write to you in private") {
		t.Errorf("a reader: %s", got)
	}

	n.publish(t, town+bakery)
	n.reload(t)
	eventually(t, "the reader is told", func() bool { return strings.Contains(telegramSaid(n.tg), "Lindqvist") })
	eventually(t, "the channel is told", func() bool { return strings.Contains(inChannel(dc, discordtest.ChannelID), "Lindqvist") })

	must(t, n.end())
	n.process = start(t, n.env)
	n.publish(t, town+bakery+festival)
	eventually(t, "it serves again", func() bool { _, err := n.command(t, "reload"); return err == nil })
	eventually(t, "the reader is told after a restart", func() bool { return strings.Contains(telegramSaid(n.tg), "Friday evening") })
	eventually(t, "a direct message", func() bool { return strings.Contains(inChannel(dc, discordtest.DMID), "Friday evening") })

	n.tg.Fail(telegramtest.Fault{Method: "sendMessage", Chat: fmt.Sprint(reader.ID), Times: -1, Code: 403, Text: "Forbidden: bot was blocked by the user"})
	n.publish(t, town+bakery+festival+`{"id":"b2","title":"A second bakery","text":"A second bakery opens in the harbour on Monday."}`+"\n")
	n.reload(t)
	eventually(t, "who blocked the bot is forgotten", func() bool { return !strings.Contains(n.followed(t), "telegram:") })
	eventually(t, "the channel is told of the second", func() bool { return strings.Contains(inChannel(dc, discordtest.ChannelID), "harbour") })
	must(t, n.end())
	for where, said := range map[string]string{"Telegram": telegramSaid(n.tg), "the channel": inChannel(dc, discordtest.ChannelID), "a direct message": inChannel(dc, discordtest.DMID)} {
		for _, words := range []string{"Lindqvist", "Friday evening"} {
			if strings.Count(said, words) > 1 {
				t.Errorf("%s is told of %q twice:\n%s", where, words, said)
			}
		}
	}
	if strings.Contains(n.log.String(), "festival") {
		t.Error("the log tells what people follow")
	}
	if b := n.tg.Breaches(); len(b) > 0 {
		t.Errorf("Telegram's rules were broken: %v", b)
	}
}

// TestThePress of the button under an answer, on the wire.
func TestTheButtonUnderAnAnswerFollows(t *testing.T) {
	n := startNewsroom(t, map[string]string{"ARTICLEBOT_FOLLOW_QUIET_HOURS": "off"})
	question, id := n.tg.Message(telegramtest.Say{From: reader, Text: "how tall is the tower of the old town"})
	n.tg.Inject("message", question)
	var answer *telegramtest.Message
	eventually(t, "an answer", func() bool {
		for _, m := range n.tg.Messages(reader.ID) {
			if strings.Contains(m.Text, "57 metres") {
				answer = &m
			}
		}
		return answer != nil
	})
	data := ""
	for _, row := range answer.Keyboard {
		for _, b := range row {
			if b.Text == "Tell me of news on this" {
				data = b.Data
			}
		}
	}
	if data == "" {
		t.Fatalf("no button under %d: %+v", id, answer.Keyboard)
	}
	n.tg.Press(reader, data, n.tg.Written(*answer, true, question))
	eventually(t, "the promise", func() bool {
		return strings.Contains(telegramSaid(n.tg), "I will tell you when a new article answers “how tall is the tower of the old town”")
	})
	n.tg.Says(telegramtest.Say{From: reader, Text: "/forget"})
	eventually(t, "it is forgotten", func() bool {
		return strings.Contains(telegramSaid(n.tg), "what you follow") && !strings.Contains(n.followed(t), "tower")
	})
	must(t, n.end())
}

// reload has the running bot read the articles again.
func (n *newsroom) reload(t *testing.T) {
	t.Helper()
	out, err := n.command(t, "reload")
	if err != nil {
		t.Fatalf("reload: %v %s", err, out)
	}
}
