package eval

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"

	"articlebot/retrieval"
)

// Talker is what is talked to; people in different chats know nothing of each
// other.
type Talker interface {
	Say(ctx context.Context, chat, said string) (Shown, error)
}

// Shown is what a reply to a question shows: None shows no passage.
type Shown struct {
	Outcome retrieval.Outcome
	Passage *retrieval.Passage
}

// ConversationFigures say how well questions are understood that lean on what
// was shown before.
type ConversationFigures struct {
	Conversations int         `json:"conversations"`
	First         TurnFigures `json:"first"`
	FollowUps     TurnFigures `json:"follow_ups"`
	// Change has first questions of other conversations, asked after the first two
	// of one.
	Change TurnFigures `json:"change"`
	// Misses are follow-ups that nothing answers: near misses of those that are
	// answered, asked after the first question.
	Misses TurnFigures `json:"near_misses"`
}

// TurnFigures compare questions asked in a conversation with the same asked
// alone.
type TurnFigures struct {
	Turns  int        `json:"turns"`
	InTalk ShownShare `json:"in_conversation"`
	Alone  ShownShare `json:"alone"`
}

// ShownShare counts what replies show.
type ShownShare struct {
	Right       int `json:"right"` // replies that show a right passage
	Answer      int `json:"answer"`
	AnswerRight int `json:"answer_right"` // of Answer
	Unsure      int `json:"unsure"`
}

func (s *ShownShare) count(q *Question, got Shown) {
	right := got.Passage != nil && !q.Unanswerable && q.Right(got.Passage)
	if right {
		s.Right++
	}
	switch got.Outcome {
	case retrieval.Answered:
		s.Answer++
		if right {
			s.AnswerRight++
		}
	case retrieval.Unsure:
		s.Unsure++
	}
}

// changesOf is how many changes of topic are tried after each conversation, to
// the first questions of those so many places on.
var changesOf = []int{1, 7}

// Talk plays conversations. articles are what the questions are about; near
// misses are made of them.
func Talk(ctx context.Context, t Talker, list []Conversation, articles []retrieval.Article) (ConversationFigures, error) {
	p := &player{ctx: ctx, talker: t, alone: map[string]Shown{}}
	f := ConversationFigures{Conversations: len(list)}
	pool := newPool(articles)
	for i, c := range list {
		chat := p.chat()
		for k := range c {
			into := &f.FollowUps
			if k == 0 {
				into = &f.First
			}
			p.ask(chat, &c[k], into)
		}
		for _, n := range changesOf {
			if other := list[(i+n)%len(list)]; n%len(list) != 0 {
				p.after(c[:min(2, len(c))], &other[0], &f.Change)
			}
		}
		for k := range c[1:] {
			for _, topics := range []bool{false, true} {
				if q, ok := pool.miss(&c[k+1], topics); ok {
					q.ID = fmt.Sprint(q.ID, topics)
					p.after(c[:1], &q, &f.Misses)
				}
			}
		}
	}
	return f, p.err
}

// player talks in one chat after the other; its first error ends that.
type player struct {
	ctx    context.Context
	talker Talker
	chats  int
	alone  map[string]Shown // by the question's id
	err    error
}

func (p *player) chat() string {
	p.chats++
	return fmt.Sprint(p.chats)
}

func (p *player) say(chat, said string) (s Shown) {
	if p.err == nil {
		s, p.err = p.talker.Say(p.ctx, chat, said)
	}
	return s
}

// ask asks a question in a chat, and in one of its own.
func (p *player) ask(chat string, q *Question, f *TurnFigures) {
	alone, ok := p.alone[q.ID]
	if !ok {
		alone = p.say(p.chat(), q.Text)
		p.alone[q.ID] = alone
	}
	f.Turns++
	f.InTalk.count(q, p.say(chat, q.Text))
	f.Alone.count(q, alone)
}

// after asks a question after the beginning of a conversation.
func (p *player) after(begun Conversation, q *Question, f *TurnFigures) {
	chat := p.chat()
	for _, b := range begun {
		p.say(chat, b.Text)
	}
	p.ask(chat, q, f)
}

// WriteConversations writes the figures as a table.
func WriteConversations(w io.Writer, f ConversationFigures) error {
	tab := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tab, "turns\tn\tright\talone\tdifference\tanswer\tof them right\talone\tof them right")
	for _, r := range []struct {
		name string
		TurnFigures
	}{{"first", f.First}, {"follow-up", f.FollowUps}, {"after a change of topic", f.Change}, {"follow-up that nothing answers", f.Misses}} {
		n := r.Turns
		if n == 0 {
			continue
		}
		in, alone := share(r.InTalk.Right, n), share(r.Alone.Right, n)
		fmt.Fprintf(tab, "%s\t%d\t%.1f %%\t%.1f %%\t%+.1f\t%d\t%.1f %%\t%d\t%.1f %%\n", r.name, n, 100*in, 100*alone, 100*(in-alone),
			r.InTalk.Answer, 100*share(r.InTalk.AnswerRight, r.InTalk.Answer), r.Alone.Answer, 100*share(r.Alone.AnswerRight, r.Alone.Answer))
	}
	return tab.Flush()
}
