package dialogue_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/follow"
)

// postman is a teller that keeps what it is given.
type postman struct {
	mu   sync.Mutex
	told []string
}

func (p *postman) Tell(_ context.Context, to bot.ChatKey, r bot.Reply) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.told = append(p.told, fmt.Sprintf("%s: %s", to, r.Cards[0].Title))
	return nil
}

// followTalk is a talk in which people can be told news.
func followTalk(t *testing.T, change func(*dialogue.Config)) (*talk, *postman) {
	p := &postman{}
	return newTalk(t, func(c *dialogue.Config) {
		c.Teller, c.TellOn = p, []bot.Platform{bot.Telegram}
		if change != nil {
			change(c)
		}
	}), p
}

const ourChannel = bot.ChatKey("discord:channel:3001")

func TestFollowingByCommand(t *testing.T) {
	k, _ := followTalk(t, func(c *dialogue.Config) {
		c.Quiet = follow.Quiet{From: 22 * time.Hour, To: 6*time.Hour + 30*time.Minute}
	})
	for _, c := range []struct{ said, want string }{
		{"/following", "You follow nothing"},
		{"/follow", "Of what shall I tell you?"},
		{"/follow it", "Of what shall I tell you?"},
		{"/follow coffee", "I will tell you when a new article answers “coffee”. /following lists what I tell you of, and ends it.\nBetween 22:00 and 06:30 I keep quiet"},
		{"/follow Coffee", "I tell of “Coffee” already."},
		{"/theo-dõi cà phê Mường Ảng", "Tôi sẽ báo bạn khi có bài mới trả lời “cà phê Mường Ảng”"},
		{"/đang-theo-dõi", "Khi có bài mới trả lời một trong các điều này, tôi sẽ báo:\n1. coffee · vừa xong\n2. cà phê Mường Ảng · vừa xong"},
		{"/follow " + strings.Repeat("coffee ", 60), "Bạn hãy hỏi trong tối đa 300 ký tự"},
	} {
		if got := k.say(c.said); !strings.HasPrefix(got.Text, c.want) {
			t.Errorf("%s: %q, want %q", c.said, got.Text, c.want)
		}
	}
	list := k.say("/following")
	first := button(t, list, "Bỏ 1")
	if said := k.as("telegram:8").press(first, ""); strings.Contains(said.Toast, "no longer") || !strings.Contains(said.Edit.Text, "You follow nothing") {
		t.Errorf("somebody else ends it: %+v", said)
	}
	said := k.press(first, "")
	if said.Toast != "Tôi thôi báo về “coffee”." || !strings.Contains(said.Edit.Text, "1. cà phê Mường Ảng") || strings.Contains(said.Edit.Text, "coffee") {
		t.Errorf("ended: %+v", said)
	}
}

func TestFollowingWhatWasAskedLast(t *testing.T) {
	k, _ := followTalk(t, nil)
	asked := k.say("How many files did Na Hy commune resolve?")
	if got := k.say("/follow"); !strings.Contains(got.Text, "“How many files did Na Hy commune resolve?”") {
		t.Errorf("the command alone: %q", got.Text)
	}
	k = k.as("telegram:9")
	pressed := k.press(button(t, asked, "Tell me of news on this"), "How many files did Na Hy commune resolve?")
	if !strings.Contains(pressed.Send.Text, "“How many files did Na Hy commune resolve?”") {
		t.Errorf("the button: %+v", pressed)
	}
	none := k.say("Who is the president of France?")
	if none.Kind != bot.ShowNone {
		t.Fatalf("the articles answer that: %+v", none)
	}
	pressed = k.press(button(t, none, "Tell me of news on this"), "Who is the president of France?")
	if !strings.Contains(pressed.Send.Text, "“Who is the president of France?”") {
		t.Errorf("the button under what was not answered: %+v", pressed)
	}
	stop := button(t, pressed.Send, "Stop telling me")
	if said := k.press(stop, ""); !strings.Contains(said.Toast, "no longer tell") {
		t.Errorf("stopped: %+v", said)
	}
	if said := k.press(stop, ""); strings.Contains(said.Toast, "no longer tell") {
		t.Errorf("stopped twice: %+v", said)
	}
	if said := k.press(button(t, asked, "Tell me of news on this"), ""); !strings.Contains(said.Send.Text, "no longer see the question") {
		t.Errorf("without the question: %+v", said)
	}
}

func TestNewsComeAfterAReload(t *testing.T) {
	k, p := followTalk(t, nil)
	k.say("/follow macadamia")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { k.bot.TellNews(ctx); close(ended) }()
	k.lib.set(func(l *fakeLibrary) {
		l.next = append(paper(), article("nuts", "Nuts for export", "", "", "The first macadamia nuts of the province were exported."))
	})
	k.as(editor).say("/reload")
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		p.mu.Lock()
		n := len(p.told)
		p.mu.Unlock()
		if n > 0 {
			break
		}
	}
	stop()
	<-ended
	if got := strings.Join(p.told, "\n"); got != "telegram:7: Nuts for export" {
		t.Errorf("told %q", got)
	}
}

func TestAChannelIsFollowedByWhoManagesIt(t *testing.T) {
	k, _ := followTalk(t, nil)
	say := func(who bot.UserKey, said string, manages bot.ChatKey) bot.Reply {
		m := k.as(who).message(said)
		m.Private, m.Manages = false, manages
		return k.handle(m)
	}
	if got := say(reader, "/follow coffee", ourChannel); !strings.HasPrefix(got.Text, "I will tell this channel when a new article answers “coffee”") {
		t.Errorf("%q", got.Text)
	}
	if got := say(reader, "/follow tea", ""); !strings.Contains(got.Text, "I will write to you in private") || !got.Private {
		t.Errorf("%q", got.Text)
	}
	if got := say("telegram:8", "/following", ""); !strings.Contains(got.Text, "You follow nothing") {
		t.Errorf("somebody who manages nothing: %q", got.Text)
	}
	list := say("telegram:8", "/following", ourChannel)
	if !strings.Contains(list.Text, "1. coffee · just now · to this channel") || strings.Contains(list.Text, "tea") {
		t.Errorf("another who manages it: %q", list.Text)
	}
	stop := button(t, list, "Stop 1")
	press := func(manages bot.ChatKey) bot.PressReply {
		return k.bot.Press(context.Background(), bot.Press{Platform: bot.Telegram, Chat: k.chat, User: "telegram:8", Action: stop.Encode(), Manages: manages})
	}
	if said := press(""); said.Toast != "" {
		t.Errorf("who does not manage it ends it: %+v", said)
	}
	if said := press(ourChannel); said.Toast != "I no longer tell of “coffee”." {
		t.Errorf("who manages it: %+v", said)
	}
}

func TestForgettingEndsWhatIsFollowed(t *testing.T) {
	dir := t.TempDir()
	k, _ := followTalk(t, func(c *dialogue.Config) { c.DataDir = dir })
	k.say("/follow macadamia")
	k.as("telegram:8").say("/follow rice")
	if got := k.say("/forget"); !strings.Contains(got.Text, "what you follow") {
		t.Errorf("%q", got.Text)
	}
	data, err := os.ReadFile(filepath.Join(dir, "follows.json"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "telegram:7") || strings.Contains(string(data), "macadamia") || !strings.Contains(string(data), "telegram:8") {
		t.Errorf("kept: %s", data)
	}
}

// TestNobodyIsPromisedWhatCannotBeKept: where the bot cannot write of its own
// accord, nothing is offered.
func TestNobodyIsPromisedWhatCannotBeKept(t *testing.T) {
	k, _ := followTalk(t, nil)
	for why, change := range map[string]func(*bot.Message){
		"a web page":          func(m *bot.Message) { m.Platform = bot.Web },
		"the name of a group": func(m *bot.Message) { m.User = "telegram:-1001" },
	} {
		m := k.message("/follow coffee")
		change(&m)
		if got := k.handle(m); !strings.Contains(got.Text, "I cannot write to you here") {
			t.Errorf("%s: %q", why, got.Text)
		}
		m = k.message("How many files did Na Hy commune resolve?")
		change(&m)
		if got := labels(k.handle(m)); strings.Contains(got, "Tell me") {
			t.Errorf("%s: the buttons %s", why, got)
		}
	}
	k, _ = followTalk(t, func(c *dialogue.Config) { c.Follows = -1 })
	if got := k.say("/follow coffee"); !strings.Contains(got.Text, "I cannot write to you here") {
		t.Errorf("switched off: %q", got.Text)
	}
}
