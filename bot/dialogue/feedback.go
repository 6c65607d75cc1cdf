package dialogue

import (
	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/bot/reply"
	"articlebot/bot/shared"
	"articlebot/bot/state"
)

// feedback is what people missed and how they voted, each once per person.
type feedback struct {
	gaps   *state.GapBook
	missed *state.Votes // questions without an answer
	thumbs *state.Votes
	tally  *tally
}

func newFeedback(cfg Config, store shared.Store, t *tally) *feedback {
	votes := state.NewVotes
	if cfg.State != nil {
		votes = func(what string) *state.Votes { return state.ShareVotes(what, store) }
	}
	return &feedback{gaps: state.NewGaps(store, cfg.GapRetention, cfg.Log), missed: votes("missed"), thumbs: votes("thumbs"), tally: t}
}

// miss keeps a question without an answer.
func (f *feedback) miss(r *request, q intent.Query) {
	key := state.GapKey(q.Topics())
	f.gaps.NoteIf(func() bool { return f.missed.Once(r.key.Who, key, r.now) }, key, q.Text, "", r.now)
}

// vote counts a thumb for a passage that answered a question. A thumbs-down
// goes to the gaps, with its question if that is known.
func (f *feedback) vote(r *request, verb bot.Verb, at reply.PassageRef, q intent.Query) bot.PressReply {
	key := state.GapKey(q.Topics())
	if !f.thumbs.Once(r.key.Who, key+"\x00"+at.String(), r.now) {
		return bot.PressReply{Toast: string(r.t.VoteTwice)}
	}
	f.tally.votes.Add(1)
	if verb == bot.ThumbsUp {
		f.tally.up.Add(1)
		return bot.PressReply{Toast: string(r.t.VoteUp)}
	}
	f.tally.down.Add(1)
	f.gaps.Note(key, q.Text, at.String(), r.now)
	return bot.PressReply{Toast: string(r.t.VoteDown)}
}

// forget removes a person's marks and tells whether there were any thumbs.
func (f *feedback) forget(who bot.UserKey) (bool, error) {
	if _, err := f.missed.Forget(who); err != nil {
		return false, err
	}
	return f.thumbs.Forget(who)
}
