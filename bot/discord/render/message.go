package render

import (
	"strings"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/locale"
)

// Options say what a reply does not.
type Options struct {
	State State
	// Mentions are the ids of the registered commands by name. Where they are
	// known, "/help" in a text of ours becomes something to press.
	Mentions map[string]api.Snowflake
	// Self and Name are the bot's. "@Name" in a text of ours becomes its mention,
	// which pings nobody; without them it stays as it is.
	Self api.Snowflake
	Name string
	// Languages are those that the bot speaks; nil means those of the program.
	Languages *locale.Set
}

// called makes the bot's name in a text of ours one to press.
func (o Options) called(s string) string {
	if o.Self == "" || o.Name == "" {
		return s
	}
	return strings.ReplaceAll(s, Escape("@"+o.Name), "<@"+string(o.Self)+">")
}

// Colours of the bar beside an embed.
var colours = map[bot.ReplyKind]int{
	bot.ShowAnswer:  0x2E7D5B,
	bot.ShowUnsure:  0xC98A1B,
	bot.ShowNone:    0x7A7F87,
	bot.ShowArticle: 0x2F6DB3,
	bot.ShowText:    0x2F6DB3,
}

// Message renders a reply. The reply must not be Silent.
func Message(r bot.Reply, o Options) api.Message {
	words := &o.Languages.Of(r.Language).Discord
	m := api.Message{Components: controls(r, o.State, words)}
	switch {
	case r.Kind == bot.ShowNotice:
		m.Content = o.called(ourText(r.Text, maxContent-room, o.Mentions))
	case len(r.Cards) > 0:
		m.Content = above(r)
		m.Embeds = cards(r, words)
	default:
		m.Content = quote(r.Question)
		if d := o.called(listing(r, o.Mentions)); d != "" {
			m.Embeds = []*discordgo.MessageEmbed{{Description: d, Color: colours[r.Kind]}}
		}
	}
	if blank(m.Content) && len(m.Embeds) == 0 {
		m.Content = ellipsis // an empty message is refused
	}
	return m
}

// room is left in texts of ours for what mentions are longer than names.
const room = 100

// blank tells whether Discord would see nothing in a text.
func blank(s string) bool { return strings.TrimSpace(s) == "" }

// above is what stands over the cards: the question and our remarks.
func above(r bot.Reply) string {
	lines := make([]string, 0, 2)
	if q := quote(r.Question); q != "" {
		lines = append(lines, q)
	}
	if !blank(Plain(r.Text)) {
		used := utf8.RuneCountInString(strings.Join(lines, "\n")) + 1
		lines = append(lines, escaped(strings.TrimSpace(r.Text), maxContent-used))
	}
	return strings.Join(lines, "\n")
}

// ourText is a text of the conversation with its commands made pressable.
func ourText(s string, limit int, mentions map[string]api.Snowflake) string {
	m := newMarkdown(limit)
	m.ours(strings.TrimSpace(s), mentions)
	return m.String()
}

// ours writes text in which "/name" of a known command becomes its mention.
func (m *markdown) ours(s string, mentions map[string]api.Snowflake) {
	for len(mentions) > 0 {
		i, name := firstCommand(s, mentions)
		if i < 0 {
			break
		}
		m.text(s[:i])
		m.mark("</" + name + ":" + string(mentions[name]) + ">")
		s = s[i+1+len(name):]
	}
	m.text(s)
}

// firstCommand finds the first "/name" that stands alone.
func firstCommand(s string, mentions map[string]api.Snowflake) (int, string) {
	for i := 0; i < len(s); i++ {
		if s[i] != '/' || i > 0 && s[i-1] != ' ' && s[i-1] != '\n' {
			continue
		}
		end := i + 1
		for end < len(s) && (s[end] >= 'a' && s[end] <= 'z') {
			end++
		}
		if _, ok := mentions[s[i+1:end]]; ok && (end == len(s) || s[end] < utf8.RuneSelf && s[end] != '/' && s[end] != '-') {
			return i, s[i+1 : end]
		}
	}
	return -1, ""
}
