package measuring

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/cmd/articlebot/cli"
	"articlebot/cmd/articlebot/inspect"
	"articlebot/cmd/articlebot/wire"
	"articlebot/config"
	"articlebot/retrieval"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/eval"
	"articlebot/retrieval/rank"
)

// conversationsName is the file that says which questions of a set are asked in
// a row.
const conversationsName = "conversations.json"

// jsonConversations are the figures of one set of conversations, one line each.
type jsonConversations struct {
	File string `json:"conversations_file"`
	eval.ConversationFigures
}

// talk prints the figures of sets of conversations.
func (a *app) talk(ctx context.Context, c config.Config, o cli.Options, models *rank.Models) error {
	for i, path := range o.Conversations {
		s, list, err := a.loadConversations(ctx, path, c, o)
		if err != nil {
			return err
		}
		e, err := a.openSet(ctx, c, s.Articles, models)
		if err != nil {
			return err
		}
		f, err := a.talkTo(ctx, c, e, s, list)
		e.Close() //nolint:errcheck // nothing is kept
		if err != nil {
			return err
		}
		if o.JSON {
			if err := cli.PrintJSON(a.Stdout, jsonConversations{s.Name, f}); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			fmt.Fprintln(a.Stdout)
		}
		fmt.Fprintf(a.Stdout, "%s: %s\n\n", s.Name, inspect.Plural(len(list), "conversation"))
		if err := eval.WriteConversations(a.Stdout, f); err != nil {
			return fmt.Errorf("write figures: %w", err)
		}
	}
	return nil
}

// loadConversations reads the conversations of a folder, or of a set that has
// none makes some.
func (a *app) loadConversations(ctx context.Context, path string, c config.Config, o cli.Options) (eval.Set, []eval.Conversation, error) {
	dir := path
	if strings.HasSuffix(path, ".json") || strings.HasSuffix(path, ".jsonl") {
		dir = filepath.Dir(path)
	}
	questions := filepath.Join(dir, "questions.jsonl")
	if strings.HasSuffix(path, ".jsonl") {
		questions = path
	}
	s, err := a.loadSet(questions, c, len(o.Articles) > 0)
	if err != nil {
		return s, nil, err
	}
	rows := filepath.Join(dir, conversationsName)
	if strings.HasSuffix(path, ".json") {
		rows = path
	}
	var list []eval.Conversation
	data, err := os.ReadFile(rows)
	switch {
	case err == nil:
		s.Name = setName(rows)
		var ids [][]string
		if err := json.Unmarshal(data, &ids); err != nil {
			return s, nil, fmt.Errorf("read conversations: %s: %w", rows, err)
		}
		list, err = eval.Conversations(ids, s.Questions)
	case os.IsNotExist(err) && rows != path:
		list, s.Articles, err = eval.MakeConversations(ctx, s)
	}
	if err != nil {
		return s, nil, fmt.Errorf("read conversations: %w", err)
	}
	if o.Half > 0 {
		list = eval.HalfOf(list, o.Half-1)
	}
	if len(list) == 0 {
		return s, nil, fmt.Errorf("read conversations: %s has none", path)
	}
	return s, list, nil
}

// talkTo plays conversations with the bot itself.
func (a *app) talkTo(ctx context.Context, c config.Config, e *engine.Engine, s eval.Set, list []eval.Conversation) (eval.ConversationFigures, error) {
	dc := wire.PrivateConversation(a.App, c)
	dc.Embed = wire.Embedder(c, e)
	dc.Samples = []string{list[0][0].Text} // none is drawn from the articles in the meantime
	conv, err := dialogue.New(dc, e)
	if err != nil {
		return eval.ConversationFigures{}, err
	}
	defer conv.Close() //nolint:errcheck // nothing of it is kept
	conv.AwaitWishes(ctx)
	corpus, err := s.Articles.Read(ctx, nil)
	if err != nil {
		return eval.ConversationFigures{}, fmt.Errorf("read articles of %s: %w", s.Name, err)
	}
	return eval.Talk(ctx, &talker{conv: conv, lib: e}, list, corpus.Articles)
}

// talker is the conversation as eval talks to it.
type talker struct {
	conv bot.Conversation
	lib  bot.Library
	said int
}

// Say puts a question as one person in a chat.
func (t *talker) Say(ctx context.Context, chat, said string) (eval.Shown, error) {
	t.said++
	r := t.conv.Handle(ctx, bot.Message{
		Platform: bot.Console, ID: fmt.Sprint(t.said), Private: true, Text: said,
		Chat: bot.NewChatKey(bot.Console, chat, ""), User: bot.NewUserKey(bot.Console, chat),
	})
	if err := ctx.Err(); err != nil {
		return eval.Shown{}, err
	}
	out := eval.Shown{Outcome: retrieval.None}
	switch r.Kind {
	case bot.ShowNotice:
		return out, fmt.Errorf("say %q: %s", said, r.Text)
	case bot.ShowAnswer:
		out.Outcome = retrieval.Answered
	case bot.ShowUnsure:
		out.Outcome = retrieval.Unsure
	default:
		return out, nil
	}
	if len(r.Cards) > 0 {
		if art, ok := t.lib.Article(string(r.Cards[0].Article)); ok && r.Cards[0].Passage < len(art.Passages) {
			out.Passage = &art.Passages[r.Cards[0].Passage]
		}
	}
	return out, nil
}
