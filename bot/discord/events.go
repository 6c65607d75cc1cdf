package discord

import (
	"context"
	"encoding/json"
	"time"

	"articlebot/bot/discord/api"
	"articlebot/bot/discord/gateway"
	"articlebot/bot/discord/inbox"
)

// take passes an event on to its handler. It is called in the order of the
// events and does not block.
func (a *Adapter) take(e gateway.Event) {
	switch e.Type {
	case "READY":
		decode(a, e, a.onReady)
	case "USER_UPDATE":
		decode(a, e, a.onSelf)
	case "INTERACTION_CREATE":
		decode(a, e, along(e, a.onInteraction))
	case "MESSAGE_CREATE":
		decode(a, e, along(e, a.onMessage))
	case "MESSAGE_UPDATE":
		decode(a, e, along(e, a.onEdited))
	case "MESSAGE_DELETE":
		decode(a, e, along(e, a.onDeleted))
	case "MESSAGE_DELETE_BULK":
		decode(a, e, along(e, a.onDeletedMany))
	case "GUILD_CREATE":
		decode(a, e, along(e, a.onGuild))
	case "GUILD_DELETE":
		decode(a, e, a.onGuildGone)
	case "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE":
		decode(a, e, a.onRole)
	case "GUILD_MEMBER_UPDATE":
		decode(a, e, a.onMember)
	case "THREAD_LIST_SYNC":
		decode(a, e, a.onChannels)
	case "CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_CREATE", "THREAD_UPDATE":
		decode(a, e, a.onChannel)
	case "THREAD_MEMBERS_UPDATE":
		decode(a, e, a.onThreadMembers)
	}
}

// along gives a handler the event beside what it says.
func along[T any](e gateway.Event, handle func(gateway.Event, *T)) func(*T) {
	return func(v *T) { handle(e, v) }
}

// decode reads an event and hands it over. One that cannot be read harms no
// other.
func decode[T any](a *Adapter, e gateway.Event, handle func(*T)) {
	v := new(T)
	if err := json.Unmarshal(e.Data, v); err != nil {
		a.log.Warn("discord event is unreadable", "event", e.Type, "err", err)
		return
	}
	a.dispatcher.Guard(e.Type, func() { handle(v) })
}

// readyEvent tells the bot who it is.
type readyEvent struct {
	User   api.User `json:"user"`
	Guilds []struct {
		ID api.Snowflake `json:"id"`
	} `json:"guilds"`
	Application struct {
		ID api.Snowflake `json:"id"`
	} `json:"application"`
}

// onReady notes who the bot is.
func (a *Adapter) onReady(r *readyEvent) {
	a.mu.Lock()
	if r.User.ID != "" {
		a.self, a.name = r.User.ID, r.User.Name
	}
	a.app = r.Application.ID
	if a.app == "" {
		a.app = a.self // the same for all but the oldest applications
	}
	self, app := a.self, a.app
	a.named = a.named || len(r.Guilds) > 0
	a.mu.Unlock()
	for _, g := range r.Guilds {
		a.known.Add(g.ID, struct{}{})
	}
	a.api.SetSelf(self)
	a.log.Info("discord is ready", "application", app)
	if app != "" {
		a.introduce()
	}
}

// onSelf notes that the bot was renamed: people are told to mention it by name.
func (a *Adapter) onSelf(u *api.User) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if u.ID == a.self && u.Name != "" {
		a.name = u.Name
	}
}

// threadMembersEvent tells who has come to a thread and who has left.
type threadMembersEvent struct {
	ID    api.Snowflake `json:"id"`
	Added []struct {
		UserID api.Snowflake `json:"user_id"`
	} `json:"added_members"`
	Removed []api.Snowflake `json:"removed_member_ids"`
}

func (a *Adapter) onThreadMembers(e *threadMembersEvent) {
	self, _ := a.identity()
	for _, m := range e.Added {
		if m.UserID == self {
			a.channels.Join(e.ID, true)
		}
	}
	for _, id := range e.Removed {
		if id == self {
			a.channels.Join(e.ID, false)
		}
	}
}

// handleWithin bounds the work on one event. An admin's reload may outlive the
// fifteen minutes in which an interaction can be answered; its report then
// comes by direct message.
const handleWithin = 2 * time.Hour

// start works on an event beside. What cannot be started is counted and
// logged. What is cut off, or comes while the adapter shuts down, is left to the
// replica that resumes the session, if there is one.
func (a *Adapter) start(e gateway.Event, name string, id api.Snowflake, handler func(context.Context)) inbox.Outcome {
	done := e.Hold()
	result := a.dispatcher.Run(name, func() {
		defer func() {
			if a.work.Err() == nil {
				done()
			}
		}()
		ctx, cancel := context.WithTimeout(a.work, handleWithin)
		defer cancel()
		handler(ctx)
	})
	switch {
	case result == inbox.Started, result == inbox.Stopped && a.desk != nil:
	default:
		done()
		a.dropped.Add(1)
		a.log.Error("discord event was dropped", "event", name, "id", id, "shutting_down", result == inbox.Stopped)
	}
	return result
}
