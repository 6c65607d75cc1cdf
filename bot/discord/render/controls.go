package render

import (
	"strconv"

	"github.com/bwmarrin/discordgo"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/locale"
)

// controls renders the list of titles to choose from and the buttons. Whatever
// Discord would refuse is left out.
func controls(r bot.Reply, s State, words *locale.DiscordTexts) []discordgo.ActionsRow {
	c := control{state: s}
	var rows []discordgo.ActionsRow
	if menu, ok := c.menu(r, words); ok {
		rows = append(rows, discordgo.ActionsRow{Components: []discordgo.MessageComponent{menu}})
	}
	for _, line := range r.Buttons {
		if len(rows) == maxRows {
			break
		}
		if parts := c.row(line); len(parts) > 0 {
			rows = append(rows, discordgo.ActionsRow{Components: parts})
		}
	}
	return rows
}

// control numbers the parts of one message.
type control struct {
	state State
	n     int
}

func (c *control) id(a bot.Action) string {
	c.n++
	return c.state.customID(c.n, a)
}

// chosen is the action of a menu itself; what was chosen stands in its value.
var chosen = bot.Action{Verb: bot.DoNothing}

// menu is the list of titles to choose from.
func (c *control) menu(r bot.Reply, words *locale.DiscordTexts) (discordgo.SelectMenu, bool) {
	var options []discordgo.SelectMenuOption
	seen := map[string]bool{}
	for _, t := range r.Titles {
		value, label := t.Action.Encode(), OneLine(t.Text)
		if t.Action.Verb == "" || label == "" || len([]rune(value)) > maxOptionText || seen[value] || len(options) == maxOptions {
			continue
		}
		seen[value] = true
		options = append(options, discordgo.SelectMenuOption{
			Label:       cut(strconv.Itoa(t.Number)+". "+label, maxOptionText),
			Value:       value,
			Description: cut(OneLine(t.Section), maxOptionText),
		})
	}
	return discordgo.SelectMenu{
		MenuType:    discordgo.StringSelectMenu,
		CustomID:    c.id(chosen),
		Placeholder: cut(string(words.Choose), maxPlaceholder),
		Options:     options,
	}, len(options) > 0
}

// row is a row of buttons.
func (c *control) row(line []bot.Button) []discordgo.MessageComponent {
	var parts []discordgo.MessageComponent
	for _, b := range line {
		if len(parts) == maxRowButtons {
			break
		}
		if part, ok := c.button(b); ok {
			parts = append(parts, part)
		}
	}
	return parts
}

func (c *control) button(b bot.Button) (discordgo.Button, bool) {
	part := discordgo.Button{Label: cut(OneLine(b.Label), maxLabel), Style: discordgo.SecondaryButton, Disabled: b.Off}
	switch {
	case part.Label == "":
		return part, false
	case b.Action.Verb != "":
		part.CustomID = c.id(b.Action)
		return part, part.CustomID != ""
	}
	part.Style, part.URL = discordgo.LinkButton, link(b.URL)
	return part, part.URL != ""
}

// AddButton adds a button to a message that is rendered: at the end of its last
// row, or in a row of its own. Where there is no room it is left out.
func AddButton(m *api.Message, s State, b bot.Button) {
	c := control{state: s}
	for _, row := range m.Components {
		c.n += len(row.Components)
	}
	part, ok := c.button(b)
	if !ok {
		return
	}
	if last := len(m.Components) - 1; last >= 0 && len(m.Components[last].Components) < maxRowButtons {
		if _, menu := m.Components[last].Components[0].(discordgo.SelectMenu); !menu {
			m.Components[last].Components = append(m.Components[last].Components, part)
			return
		}
	}
	if len(m.Components) < maxRows {
		m.Components = append(m.Components, discordgo.ActionsRow{Components: []discordgo.MessageComponent{part}})
	}
}

// Choices renders suggestions for an option that is being typed.
func Choices(titles []bot.Title, value func(bot.Title) string) []api.Choice {
	var out []api.Choice
	for _, t := range titles {
		name, v := cut(OneLine(t.Text), maxOptionText), value(t)
		if name == "" || v == "" || len([]rune(v)) > maxOptionText || len(out) == maxOptions {
			continue
		}
		out = append(out, api.Choice{Name: name, Value: v})
	}
	return out
}
