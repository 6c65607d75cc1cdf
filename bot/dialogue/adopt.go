package dialogue

import (
	"time"

	"articlebot/bot"
)

// live are the settings that may change while people talk.
type live struct {
	admins         map[bot.UserKey]bool
	alerted        []bot.UserKey // the admins in order
	maxQuestion    int
	staleAfter     time.Duration
	paper, contact string
}

func newLive(c Config) *live {
	l := &live{
		admins: make(map[bot.UserKey]bool), alerted: c.Admins, maxQuestion: c.MaxQuestion, staleAfter: c.StaleAfter,
		paper: c.Paper, contact: c.Contact,
	}
	for _, a := range c.Admins {
		l.admins[a] = true
	}
	return l
}

// Adopt changes to those settings of c that may change while people talk: the
// admins, how often a person or chat may ask, the longest question, the age that
// is old, the paper's name and contact. All others stay as they are.
func (b *Bot) Adopt(c Config) {
	c = c.WithDefaults()
	b.byPerson.SetRate(c.Limits.Person)
	b.byChat.SetRate(c.Limits.Chat)
	b.byPress.SetRate(c.Limits.Press)
	b.live.Store(newLive(c))
}
