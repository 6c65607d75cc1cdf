package dialogue

import "articlebot/bot"

// vote counts a thumb once per person and passage. A thumbs-down goes to the
// gaps, with its question.
func (b *Bot) vote(v *visit, p bot.Press, a bot.Action) bot.PressReply {
	at, origin, ok := placePair(fields(a.Arg))
	if !ok {
		return stalePress(v)
	}
	q, asked := b.pressed(v, p, passageRef{at: at, origin: origin})
	if !b.votes.once(v.key.who, gapKey(q.searched)+"\x00"+at.String(), v.now) {
		return bot.PressReply{Toast: string(v.t.VoteTwice)}
	}
	b.tally.votes.Add(1)
	if a.Verb == bot.ThumbsUp {
		b.tally.up.Add(1)
		return bot.PressReply{Toast: string(v.t.VoteUp)}
	}
	b.tally.down.Add(1)
	if asked {
		b.gaps.note(q.searched, at.String(), v.now)
	}
	return bot.PressReply{Toast: string(v.t.VoteDown)}
}
