package wire

import (
	"time"

	"articlebot/bot"
	"articlebot/bot/console"
	"articlebot/bot/dialogue"
	"articlebot/bot/follow"
	"articlebot/bot/limit"
	"articlebot/cmd/articlebot/cli"
	"articlebot/config"
)

// Conversation turns settings into the conversation's.
func Conversation(c config.Config) dialogue.Config {
	from, to, err := c.Follow.Quiet()
	if err != nil {
		from, to = 0, 0 // it was checked when it was read
	}
	follows := c.Follow.PerPerson
	if follows == 0 {
		follows = -1
	}
	return dialogue.Config{
		Now:    PaperClock(c, time.Now),
		Admins: admins(c),
		Limits: limit.Limits{
			Person:  limit.Rate{Burst: c.Limits.Burst, Every: c.Limits.Refill},
			Chat:    limit.Rate{Burst: c.Limits.ChatPerMinute, Every: time.Minute / time.Duration(c.Limits.ChatPerMinute)},
			Workers: c.Limits.Concurrent,
		},
		MaxQuestion:  c.Conversation.MaxCharacters,
		DataDir:      c.DataDir,
		GapRetention: c.Conversation.KeepGaps,
		StaleAfter:   c.Conversation.StaleAfter,
		Paper:        c.Conversation.Paper,
		Contact:      c.Conversation.Contact,
		Samples:      c.Conversation.Samples,
		Follows:      follows,
		Quiet:        follow.Quiet{From: from, To: to},
	}
}

// admins are the keys of all platforms' admins.
func admins(c config.Config) []bot.UserKey {
	var keys []bot.UserKey
	for _, id := range c.Telegram.Admins {
		keys = append(keys, bot.NewUserKey(bot.Telegram, id))
	}
	for _, id := range c.Discord.Admins {
		keys = append(keys, bot.NewUserKey(bot.Discord, id))
	}
	return keys
}

// PrivateConversation is the conversation of one person at the machine, who may
// do everything: no limits, and nothing kept.
func PrivateConversation(a *cli.App, c config.Config) dialogue.Config {
	b := Conversation(c)
	b.DataDir = ""
	b.Admins = append(b.Admins, console.Me)
	b.Limits.Person.Burst, b.Limits.Chat.Burst = -1, -1
	b.Now = PaperClock(c, a.Now)
	b.Log = a.QuietLog(c)
	return b
}
