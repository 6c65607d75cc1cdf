package dialogue

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"articlebot/bot"
	"articlebot/bot/follow"
	"articlebot/bot/intent"
	"articlebot/bot/locale"
	"articlebot/bot/reply"
	"articlebot/bot/state"
	"articlebot/retrieval/text"
)

// following is what people want to be told of when the articles change. What is
// found and told of it is package follow's matter.
type following struct {
	desk      *follow.Desk
	questions *questions
	quiet     func() follow.Quiet
}

// topic is what to follow and its language.
type topic struct {
	words    string
	language text.Language
}

// command follows what was named, or else what was asked last.
func (f *following) command(r *request, named string, channel bot.ChatKey) (bot.Reply, error) {
	if !r.follows {
		return reply.Notice(r.t, string(r.t.FollowNot)), nil
	}
	wanted := topic{words: named}
	if named != "" {
		wanted.language = f.questions.search.Detect(named)
	} else if q, ok := r.session().Current(); ok {
		wanted = topic{q.Searched, q.Language}
	}
	if !f.followable(wanted) {
		said := r.say(string(r.t.FollowWhat))
		said.Private = true
		return said, nil
	}
	if channel != "" {
		return f.add(r, channel, wanted)
	}
	return f.add(r, bot.ChatKey(r.key.Who), wanted)
}

// followable tells whether a topic means anything by itself.
func (f *following) followable(wanted topic) bool {
	q := f.questions.search.Parser.Query(wanted.words, wanted.language)
	return q.Need != intent.Anaphoric && len(q.Topics()) > 0
}

// add has a place told of a topic, and says so.
func (f *following) add(r *request, to bot.ChatKey, wanted topic) (bot.Reply, error) {
	followed, err := f.desk.Add(to, wanted.words, wanted.language, r.t.Language)
	name := locale.Clip(wanted.words)
	said := r.say("")
	said.Private = true
	switch {
	case errors.Is(err, state.ErrFollowed):
		said.Text = r.t.FollowAlready.With("topic", name)
	case errors.Is(err, state.ErrTooManyFollows):
		return reply.Notice(r.t, r.t.FollowMany.With("n", r.t.Number(f.desk.PerPlace()))), nil
	case errors.Is(err, state.ErrFollowsFull):
		return reply.Notice(r.t, string(r.t.FollowFull)), nil
	case err != nil:
		return bot.Reply{}, fmt.Errorf("keep what is followed: %w", err)
	default:
		said.Text = f.promise(r, to, name)
	}
	said.Buttons = [][]bot.Button{{{Label: string(r.t.FollowStop), Action: bot.Action{Verb: bot.EndFollow, Arg: followed.ID}}}}
	return said, nil
}

// promise says what will be told, where and when.
func (f *following) promise(r *request, to bot.ChatKey, name string) string {
	said, where, quiet := r.t.FollowSet.With("topic", name), "", ""
	if to != bot.ChatKey(r.key.Who) {
		said = r.t.FollowChannel.With("topic", name)
	} else if !r.private {
		where = string(r.t.FollowPrivate)
	}
	if q := f.quiet(); q.From != q.To {
		quiet = r.t.FollowQuiet.With("from", clock(q.From), "to", clock(q.To))
	}
	return locale.JoinLines(said, where, quiet)
}

// clock writes a time since midnight as 22:00.
func clock(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d", int(d.Hours()), int(d.Minutes())%60)
}

// press follows what the message under the button answered, or did not.
func (f *following) press(r *request, p bot.Press, pressed bot.Action) (bot.PressReply, error) {
	if !r.follows {
		return bot.PressReply{Send: reply.Notice(r.t, string(r.t.FollowNot))}, nil
	}
	var ref reply.AnswerRef
	if pressed.Arg != "" {
		at, origin, ok := reply.ParsePair(reply.Fields(pressed.Arg))
		if !ok {
			return reply.Stale(r.t), nil
		}
		ref.At, ref.Origin = at, origin
	}
	q, ok := f.questions.pressed(r, p, ref)
	wanted := topic{q.Searched, q.Language}
	if !ok || !f.followable(wanted) {
		return bot.PressReply{Send: reply.Notice(r.t, string(r.t.AskAgain))}, nil
	}
	r.speak(q.Spoken)
	said, err := f.add(r, bot.ChatKey(r.key.Who), wanted)
	return bot.PressReply{Send: said}, err
}

// inList marks the button of a list, which shows the list again.
const inList = ".l"

// end ends what a button names, if it is the person's or of a channel that they
// may manage.
func (f *following) end(r *request, p bot.Press, pressed bot.Action) (bot.PressReply, error) {
	id, listed := strings.CutSuffix(pressed.Arg, inList)
	for _, at := range f.places(r, p.Manages) {
		ended, ok, err := f.desk.End(id, at)
		if err != nil {
			return bot.PressReply{}, fmt.Errorf("end what is followed: %w", err)
		}
		if !ok {
			continue
		}
		said := bot.PressReply{Toast: r.t.FollowEnded.With("topic", locale.Clip(ended.Topic))}
		if listed {
			said.Edit, err = f.list(r, p.Manages)
		}
		return said, err
	}
	if listed {
		said, err := f.list(r, p.Manages)
		return bot.PressReply{Edit: said}, err
	}
	return reply.Stale(r.t), nil
}

// places are those that a person may list and end: their own, and the channel
// that they may manage, if any.
func (f *following) places(r *request, channel bot.ChatKey) []bot.ChatKey {
	own := bot.ChatKey(r.key.Who)
	if channel == "" {
		return []bot.ChatKey{own}
	}
	return []bot.ChatKey{own, channel}
}

// list shows what is followed, with buttons that end it.
func (f *following) list(r *request, channel bot.ChatKey) (bot.Reply, error) {
	said := r.say(string(r.t.FollowNone))
	said.Private = true
	if !r.follows {
		said.Text = string(r.t.FollowNot)
		return said, nil
	}
	lines := []string{string(r.t.FollowHead)}
	var row []bot.Button
	for _, at := range f.places(r, channel) {
		followed, err := f.desk.Of(at)
		if err != nil {
			return bot.Reply{}, fmt.Errorf("list what is followed: %w", err)
		}
		for _, one := range followed {
			n := r.t.Number(len(row) + 1)
			line := r.t.FollowLine.With("n", n, "topic", locale.Clip(one.Topic), "age", r.t.TimeAgo(r.now.Sub(one.Since)))
			if at == channel {
				line = locale.JoinDots(line, string(r.t.FollowShared))
			}
			lines = append(lines, line)
			row = append(row, bot.Button{Label: r.t.FollowEnd.With("n", n), Action: bot.Action{Verb: bot.EndFollow, Arg: one.ID + inList}})
		}
	}
	if len(row) > 0 {
		said.Text = strings.Join(lines, "\n")
		said.Buttons = slices.Collect(slices.Chunk(row, languagesInRow))
	}
	return said, nil
}
