package telegram_test

import (
	"context"
	"strings"
	"sync"

	"articlebot/bot"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// script is a conversation that says what a test wants it to. Its zero value
// answers every message with a card that repeats it.
type script struct {
	handle  func(ctx context.Context, m bot.Message) bot.Reply
	press   func(ctx context.Context, p bot.Press) bot.PressReply
	results func(m bot.Message, limit int) []bot.Reply

	mu      sync.Mutex
	heard   []bot.Message
	presses []bot.Press
}

var _ bot.Conversation = (*script)(nil)

func (s *script) Handle(ctx context.Context, m bot.Message) bot.Reply {
	s.mu.Lock()
	s.heard = append(s.heard, m)
	s.mu.Unlock()
	if s.handle != nil {
		return s.handle(ctx, m)
	}
	return answerTo(m.Text)
}

func (s *script) Press(ctx context.Context, p bot.Press) bot.PressReply {
	s.mu.Lock()
	s.presses = append(s.presses, p)
	s.mu.Unlock()
	if s.press != nil {
		return s.press(ctx, p)
	}
	return bot.PressReply{Edit: answerTo(p.Question + " " + p.Action)}
}

func (s *script) Suggest(context.Context, string, int) []bot.Title { return nil }

func (s *script) Results(_ context.Context, m bot.Message, limit int) []bot.Reply {
	if s.results != nil {
		return s.results(m, limit)
	}
	return []bot.Reply{answerTo(m.Text)}
}

func (s *script) Commands(lang string) []bot.CommandInfo {
	if lang == "vi" {
		return []bot.CommandInfo{
			{Name: "ask", LocalName: "hỏi", Description: "Hỏi các bài báo"},
			{Name: "help", LocalName: "trợ-giúp", Description: "Cách hỏi", Personal: true},
			{Name: "reload", LocalName: "nạp-lại", Description: "Đọc lại các bài báo", Admin: true},
		}
	}
	return []bot.CommandInfo{
		{Name: "ask", LocalName: "ask", Description: "Ask the articles"},
		{Name: "help", LocalName: "help", Description: "How to ask", Personal: true},
		{Name: "reload", LocalName: "reload", Description: "Read the articles again", Admin: true},
	}
}

// messages returns what was said to the bot, in order.
func (s *script) messages() []bot.Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]bot.Message(nil), s.heard...)
}

// pressed returns the presses, in order.
func (s *script) pressed() []bot.Press {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]bot.Press(nil), s.presses...)
}

// answerTo is a confident answer whose passage holds the question.
func answerTo(question string) bot.Reply {
	passage := "First sentence. The answer to " + question + " is here. Last sentence."
	from := strings.Index(passage, "The answer")
	return bot.Reply{
		Kind: bot.ShowAnswer, Language: text.English, Question: question,
		Cards: []bot.Card{{
			Article: "a1", Title: "Close to the people", URL: "https://paper.example/a1", Label: "Sầm Phúc", Place: "passage 8 of 18",
			Text: passage, Sentence: retrieval.Span{Start: from, End: strings.Index(passage, " Last")},
		}},
		Buttons: [][]bot.Button{
			{{Label: "◀", Action: bot.Action{Verb: bot.ShowPassage, Arg: "0"}}, {Label: "1 / 2", Off: true}, {Label: "▶", Action: bot.Action{Verb: bot.ShowPassage, Arg: "1"}}},
			{{Label: "Whole article", Action: bot.Action{Verb: bot.OpenArticle, Arg: "KEY0123456789.0"}}, {Label: "👍", Action: bot.Action{Verb: bot.ThumbsUp, Arg: "KEY0123456789.8"}}},
		},
	}
}

// say is a reply of plain words.
func say(words string) bot.Reply {
	return bot.Reply{Kind: bot.ShowText, Language: text.English, Text: words}
}
