package discord_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/discord"
	"articlebot/bot/discord/discordtest"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// script is a conversation that says what it is told to say.
type script struct {
	handle  func(context.Context, bot.Message) bot.Reply
	press   func(context.Context, bot.Press) bot.PressReply
	suggest func(string) []bot.Title

	mu      sync.Mutex
	heard   []bot.Message
	pressed []bot.Press
}

var _ bot.Conversation = (*script)(nil)

// Handle answers with the script, or with an answer about the question.
func (s *script) Handle(ctx context.Context, m bot.Message) bot.Reply {
	s.mu.Lock()
	s.heard = append(s.heard, m)
	s.mu.Unlock()
	if s.handle != nil {
		return s.handle(ctx, m)
	}
	return answer(m.Text)
}

// Press does what the script says, or shows the second passage.
func (s *script) Press(ctx context.Context, p bot.Press) bot.PressReply {
	s.mu.Lock()
	s.pressed = append(s.pressed, p)
	s.mu.Unlock()
	if s.press != nil {
		return s.press(ctx, p)
	}
	r := answer(p.Question)
	r.Cards[0].Place = "passage 2 of 3"
	return bot.PressReply{Edit: r}
}

// Suggest offers the script's titles, or two.
func (s *script) Suggest(_ context.Context, typed string, limit int) []bot.Title {
	if s.suggest != nil {
		return s.suggest(typed)
	}
	return titles()[:min(2, limit)]
}

// Results is not used on Discord.
func (s *script) Results(context.Context, bot.Message, int) []bot.Reply { return nil }

// Commands lists a few commands in both languages.
func (s *script) Commands(lang string) []bot.CommandInfo {
	list := []bot.CommandInfo{
		{Name: "ask", LocalName: "hỏi", Description: "Ask the articles", Arg: "question"},
		{Name: "article", LocalName: "bài", Description: "Read an article", Arg: "title"},
		{Name: "articles", LocalName: "danh-sách", Description: "List the articles"},
		{Name: "help", LocalName: "trợ-giúp", Description: "What I can do"},
		{Name: "privacy", LocalName: "riêng-tư", Description: "What I keep"},
		{Name: "forget", LocalName: "quên-tôi", Description: "Delete it"},
		{Name: "start", LocalName: "bắt-đầu", Description: "Begin"},
		{Name: "reload", LocalName: "nạp-lại", Description: "Read the articles again", Admin: true},
		{Name: "status", LocalName: "trạng-thái", Description: "How things are", Admin: true},
	}
	if lang != "vi" {
		for i := range list {
			list[i].LocalName = list[i].Name
		}
	}
	return list
}

func (s *script) messages() []bot.Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]bot.Message(nil), s.heard...)
}

func (s *script) presses() []bot.Press {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]bot.Press(nil), s.pressed...)
}

const articleID = retrieval.ArticleID("close-to-the-people")

// answer is a confident reply with pages.
func answer(question string) bot.Reply {
	passage := "Nà Hỳ commune received 926 files. Of these, 918 were resolved ahead of schedule."
	start := strings.Index(passage, "Of these")
	return bot.Reply{
		Kind: bot.ShowAnswer, Language: text.English, Question: question,
		Cards: []bot.Card{{
			Article: articleID, Title: "Close to the people, for the people", URL: "https://paper.example/close",
			Label: "Sầm Phúc", Place: "passage 8 of 18", Text: passage,
			Sentence: retrieval.Span{Start: start, End: len(passage)}, Generation: "8",
		}},
		Buttons: [][]bot.Button{
			{{Label: "1 / 3", Action: bot.Action{Verb: bot.DoNothing}, Off: true}, {Label: "▶", Action: bot.Action{Verb: bot.ShowPassage, Arg: "1"}}},
			{{Label: "Whole article", Action: bot.Action{Verb: bot.OpenArticle, Arg: articleID.Key() + ".0"}}, {Label: "👍", Action: bot.Action{Verb: bot.ThumbsUp, Arg: articleID.Key() + ".7"}}},
		},
	}
}

func titles() []bot.Title {
	open := func(key string) bot.Action { return bot.Action{Verb: bot.OpenArticle, Arg: key + ".0"} }
	return []bot.Title{
		{Number: 1, Text: "Close to the people, for the people", Section: "POLITICS", Action: open(articleID.Key())},
		{Number: 2, Text: "Coffee prices rise", Section: "ECONOMY", Action: open(retrieval.ArticleID("coffee").Key())},
	}
}

// quickly makes waits of seconds into milliseconds.
func quickly(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d / 200)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// patience is how long tests wait for what must happen.
const patience = 30 * time.Second

// rig is an adapter that runs against a fake Discord.
type rig struct {
	*discordtest.Server
	adapter *discord.Adapter
	conv    *script
	logs    *logs
	stop    context.CancelFunc
	ended   chan error
	refuses bool // some form is refused on purpose
}

// begin runs an adapter until the test ends.
func begin(t testing.TB, change func(*discord.Config), knobs ...func(*discordtest.Knobs)) *rig {
	t.Helper()
	conv := &script{}
	r := beginWith(t, conv, change, knobs...)
	r.conv = conv
	return r
}

// beginWith runs an adapter of any conversation until the test ends.
func beginWith(t testing.TB, conv bot.Conversation, change func(*discord.Config), knobs ...func(*discordtest.Knobs)) *rig {
	t.Helper()
	r := &rig{Server: discordtest.New(t), logs: &logs{}, ended: make(chan error, 1)}
	still := time.Now()
	r.Set(func(k *discordtest.Knobs) { k.Clock = func() time.Time { return still } }) // nothing expires on a busy machine
	for _, k := range knobs {
		r.Set(k)
	}
	cfg := discord.Config{Token: discordtest.Token, APIURL: r.URL(), Sleep: quickly}
	if change != nil {
		change(&cfg)
	}
	var err error
	r.adapter, err = discord.New(cfg, conv, slog.New(slog.NewTextHandler(r.logs, &slog.HandlerOptions{Level: slog.LevelInfo})))
	if err != nil {
		t.Fatal(err)
	}
	r.adapter.SetWindow(time.Minute)
	var ctx context.Context
	ctx, r.stop = context.WithCancel(context.Background())
	go func() { r.ended <- r.adapter.Run(ctx) }()
	t.Cleanup(func() {
		r.stop()
		select {
		case <-r.ended:
		case <-time.After(patience):
			t.Error("Run did not return")
		}
		r.check(t)
	})
	return r
}

// ready waits until the bot listens and has registered its commands.
func (r *rig) ready(t testing.TB) *rig {
	t.Helper()
	if !r.Wait(patience, func() bool { return r.adapter.Health().OK && len(r.Commands("")) > 0 && r.adapter.CommandsKnown() }) {
		t.Fatal("not ready:", r.adapter.Health().Reason, r.logs)
	}
	return r
}

// check looks at everything that was sent: no canary in the logs, the contract
// kept, nothing refused for its form.
func (r *rig) check(t testing.TB) {
	t.Helper()
	for _, canary := range []string{discordtest.Token, "canarytoken", "canaryquestion"} {
		if strings.Contains(r.logs.String(), canary) {
			t.Errorf("the log contains %q:\n%s", canary, r.logs)
		}
	}
	for _, c := range r.Calls("") {
		if c.Status == 400 && !r.refuses && !strings.Contains(c.Path, "callback") {
			t.Errorf("%s %s was refused: %s", c.Method, c.Path, c.Raw)
		}
		if problem := discordtest.Contract(t, c); problem != "" {
			t.Errorf("%s %s breaks the contract: %s\n%s", c.Method, c.Path, problem, c.Raw)
		}
	}
}

// outcome waits for an interaction's answer.
func (r *rig) outcome(t testing.TB, token string) discordtest.Interaction {
	t.Helper()
	if !r.Wait(patience, func() bool { return r.Outcome(token).Original() != nil }) {
		t.Fatal("no answer", r.logs)
	}
	return r.Outcome(token)
}

// end waits for Run to return.
func (r *rig) end(t testing.TB) error {
	t.Helper()
	select {
	case err := <-r.ended:
		r.ended <- nil
		return err
	case <-time.After(patience):
		t.Fatal("Run did not return")
		return errors.New("unreachable")
	}
}

// logs collects the log.
type logs struct {
	mu sync.Mutex
	b  strings.Builder
}

// Write adds a line.
func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// String returns all lines.
func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
