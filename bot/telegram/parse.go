package telegram

import (
	"cmp"
	"strconv"
	"strings"

	"articlebot/bot"
	"articlebot/bot/internal/remnant"
	"articlebot/bot/locale"
	"articlebot/bot/shared"
	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/outbox"
	"articlebot/bot/telegram/render"
)

// self is who the bot is, from getMe.
type self struct {
	ID          int64  `json:"id"`
	Username    string `json:"username"`
	ReadsGroups bool   `json:"can_read_all_group_messages"`
	Guest       bool   `json:"supports_guest_queries"`
	Inline      bool   `json:"supports_inline_queries"`
}

// eventKind is what an update asks of the adapter.
type eventKind string

// The kinds of events.
const (
	ignore  eventKind = ""        // nothing; reason says why
	ask     eventKind = "ask"     // a message to the bot
	press   eventKind = "press"   // a pressed button
	inline  eventKind = "inline"  // a query typed after the bot's name
	guest   eventKind = "guest"   // a mention where the bot is no member
	member  eventKind = "member"  // the bot was let in or thrown out
	migrate eventKind = "migrate" // a group became a supergroup
)

// event is an update understood. Only the fields of its kind are set.
type event struct {
	kind   eventKind
	reason string // why it is ignored
	bot    bool   // ignored: it speaks to a bot of another name
	queue  string // updates of one queue are handled in order

	to      outbox.Target
	message bot.Message
	press   bot.Press
	query   string // id of a callback, inline or guest query
	shown   bool   // press: the message shows its question above the answer
	asked   int64  // press: the person's message that was answered, 0 if unknown
	inline  string // id of the inline message that a button is under
	from    int64  // migrate: the old chat
	gone    bool   // member: the bot cannot write there any more
	writes  bool   // member: the bot may write there
	joined  bool   // member: the bot was put into a group
	album   string // ask: the album that the message is a part of
	pointed bool   // ask: the question stands in another message

	// record writes down that the update was handled. It may be nil.
	record func()
	// claim is what the replica has of the update; nil where nothing is shared.
	claim  *shared.Work
	offset string // inline: where the page starts
}

// updateParser tells what an update means. It is pure: equal updates give equal
// events.
type updateParser struct {
	self self
	// public are the keys of the commands for everybody: in a group they are
	// answered even where they do not name the bot.
	public map[string]bool
	// asks are those among them that ask a question.
	asks map[string]bool
	// longest is the length of a question, in UTF-16 units.
	longest int
	// languages are those in which a message may only point at another; nil means
	// those of the program.
	languages *locale.Set
}

func ignored(reason string) event { return event{reason: reason} }

func (p *updateParser) parseUpdate(u api.Update) event {
	switch {
	case u.Message != nil:
		return p.parseMessage(u.Message, false)
	case u.Edited != nil:
		return p.parseMessage(u.Edited, true)
	case u.Callback != nil:
		return p.parsePress(u.Callback)
	case u.Inline != nil:
		return p.parseInline(u.Inline)
	case u.Guest != nil:
		return p.parseGuest(u.Guest)
	case u.Member != nil:
		return p.parseMember(u.Member)
	default:
		return ignored("a kind that is not used")
	}
}

func (p *updateParser) parseMessage(m *api.Message, edited bool) event {
	switch {
	case m.Chat == nil:
		return ignored("no chat")
	case m.MigrateTo != 0:
		return event{kind: migrate, queue: queueKey(int64(m.Chat.ID)), from: int64(m.Chat.ID), to: outbox.Target{Chat: m.MigrateTo}}
	case m.MigrateFrom != 0:
		return event{kind: migrate, queue: queueKey(m.MigrateFrom), from: m.MigrateFrom, to: outbox.Target{Chat: int64(m.Chat.ID)}}
	}
	if why := p.unwanted(m); why != "" {
		return ignored(why)
	}
	a := p.address(m)
	if why := p.unaddressed(m, a); why != "" {
		return event{reason: why, bot: namesABot(m)}
	}
	return p.asked(m, a, edited)
}

// asked makes the event of a message that is for the bot.
func (p *updateParser) asked(m *api.Message, a address, edited bool) event {
	thread, direct := m.Topic(), m.DirectTopic()
	e := event{
		kind:  ask,
		queue: queueKey(int64(m.Chat.ID)),
		to:    outbox.Target{Chat: int64(m.Chat.ID), Thread: thread, Direct: direct, Message: m.ID, Ephemeral: m.Ephemeral},
		message: bot.Message{
			Platform: bot.Telegram,
			ID:       strconv.FormatInt(cmp.Or(m.ID, -m.Ephemeral), 10),
			Chat:     chatKey(int64(m.Chat.ID), cmp.Or(direct, thread)),
			User:     sender(m),
			Private:  m.Chat.Private(),
			Text:     a.text,
			Command:  a.command,
			Edited:   edited,
			Sent:     m.Sent(),
		},
	}
	if m.SenderChat == nil {
		e.message.Locale = m.From.Language
		e.to.Person = m.From.ID
	}
	if p.ours(m.ReplyTo) {
		e.message.Quoted, _ = m.ReplyTo.Said()
	}
	e.message.Media = m.Media()
	if m.Chat.Private() {
		e.album = m.Album
	}
	if m.Forward != nil {
		e.message.Text = p.shorten(a.text)
	}
	if q := p.pointedAt(m, a); q != "" {
		e.message.Text, e.pointed = q, true
	}
	return e
}

// pointedAt is the question of a message that says nothing itself and replies to
// what somebody else wrote: the mention or /ask alone, with a sign, or with words
// that only point there. It is "" where there is none.
func (p *updateParser) pointedAt(m *api.Message, a address) string {
	asks := a.command == "" || p.asks[commandKey(a.command)]
	if !asks || m.Media() || p.ours(m.ReplyTo) {
		return ""
	}
	q := withoutMarks(m.Pointed())
	if q == "" && m.ReplyTo != nil {
		q = p.address(m.ReplyTo).text
	}
	if q == "" || remnant.Worded(a.text) && !p.languages.OnlyPoints(a.text) {
		return ""
	}
	return p.shorten(q)
}

// unwanted tells why a message is not a person's question, "" if it may be.
func (p *updateParser) unwanted(m *api.Message) string {
	switch {
	case m.Chat.Type == "channel":
		return "channel post"
	case m.AutoForward:
		return "forwarded channel post"
	case m.ViaBot != nil && (!m.Chat.Private() || m.ViaBot.ID == p.self.ID):
		return "written by way of a bot"
	case m.Forward != nil && !m.Chat.Private():
		return "forwarded"
	case m.SenderChat == nil && m.From == nil:
		return "no sender"
	case m.SenderChat == nil && m.From.IsBot:
		return "another bot"
	}
	if text, _ := m.Said(); strings.TrimSpace(text) == "" && !(m.Chat.Private() && m.Media()) {
		return "no text"
	}
	return ""
}

// unaddressed tells why a message is not for this bot, "" if it is.
func (p *updateParser) unaddressed(m *api.Message, a address) string {
	switch {
	case a.other:
		return "a command for another bot"
	case m.Chat.Private(), a.mentioned, a.named, m.Ephemeral != 0:
		return ""
	case a.command != "":
		if p.public[commandKey(a.command)] {
			return ""
		}
		return "a command that nobody was named for"
	case p.ours(m.ReplyTo):
		return ""
	}
	return "not spoken to"
}

func (p *updateParser) parsePress(c *api.CallbackQuery) event {
	if c.From == nil || c.ID == "" {
		return ignored("no sender")
	}
	e := event{
		kind:   press,
		query:  c.ID,
		inline: c.InlineMessage,
		queue:  "press:" + c.ChatInstance,
		press: bot.Press{
			Platform: bot.Telegram,
			Chat:     bot.NewChatKey(bot.Telegram, "inline:"+c.ChatInstance, ""),
			User:     userKey(c.From.ID),
			Locale:   c.From.Language,
			Action:   c.Data,
		},
	}
	if m := c.Message; m != nil && m.Chat != nil {
		e.to = outbox.Target{
			Chat: int64(m.Chat.ID), Thread: m.Topic(), Direct: m.DirectTopic(), Message: m.ID,
			Person: c.From.ID, Ephemeral: m.Ephemeral, Query: c.ID,
		}
		e.queue = queueKey(e.to.Chat)
		e.press.Chat = chatKey(e.to.Chat, cmp.Or(e.to.Direct, e.to.Thread))
		e.press.Private = m.Chat.Private()
		e.press.Question = p.questionOf(m)
		e.shown = render.ShownQuestion(m) != ""
		if m.ReplyTo != nil && !p.ours(m.ReplyTo) {
			e.asked = m.ReplyTo.ID
		}
	}
	return e
}

// questionOf reads back the question that a message of the bot answers: from
// its first line where that shows it, else from the message it replies to. It
// is "" where neither is there, as in a message of date 0, which is one that
// the bot cannot see any more.
func (p *updateParser) questionOf(m *api.Message) string {
	if q := render.ShownQuestion(m); q != "" {
		return q
	}
	if m.ReplyTo == nil || p.ours(m.ReplyTo) {
		return ""
	}
	q := p.address(m.ReplyTo).text
	if m.ReplyTo.Forward != nil {
		q = p.shorten(q)
	}
	return q
}

func (p *updateParser) parseMember(u *api.MemberUpdate) event {
	if u.Chat == nil {
		return ignored("no chat")
	}
	id := int64(u.Chat.ID)
	e := event{
		kind: member, queue: queueKey(id), to: outbox.Target{Chat: id}, gone: !u.New.In(), writes: u.New.Writes(),
		joined: u.Chat.Group() && !u.Old.In() && u.New.In(),
	}
	if u.From != nil {
		e.message.Locale = u.From.Language
	}
	return e
}

// ours reports a message that the bot itself wrote in this chat.
func (p *updateParser) ours(m *api.Message) bool {
	return m != nil && m.From != nil && m.From.ID == p.self.ID
}
