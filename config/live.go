package config

// live are the settings that a running bot takes over when it rereads them.
var live = map[string]bool{
	"conversation.max_characters": true, "conversation.stale_after": true, "conversation.paper": true, "conversation.contact": true,
	"conversation.samples": true, "follow.per_person": true, "follow.quiet_hours": true,
	"reload.max_shrink": true, "reload.probes": true,
	"limits.burst": true, "limits.refill": true, "limits.chat_per_minute": true,
	"telegram.admins": true, "discord.admins": true, "log.level": true,
}

// Change is a setting that differs between two configurations.
type Change struct {
	Key string
	// Live tells that a running bot takes it over; others need a restart.
	Live bool
}

// Changes lists the settings that differ between c and what it is to become.
func (c *Config) Changes(next *Config) []Change {
	var list []Change
	after := next.settings()
	for i, s := range c.settings() {
		if !same(s.value, after[i].value) {
			list = append(list, Change{s.key, live[s.key]})
		}
	}
	return list
}

// same compares what two settings hold.
func same(a, b any) bool {
	if s, ok := a.(*Secret); ok {
		other, ok := b.(*Secret)
		return ok && s.Equal(*other)
	}
	return unredacted(a) == unredacted(b)
}
