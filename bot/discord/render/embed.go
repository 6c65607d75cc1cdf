package render

import (
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/locale"
)

// cards renders passages, sharing what room a message has.
func cards(r bot.Reply, words *locale.DiscordTexts) []*discordgo.MessageEmbed {
	list := r.Cards[:min(len(r.Cards), maxCards)]
	room := min(maxDescription, maxTotal/len(list)-maxTitle-maxFooter)
	out := make([]*discordgo.MessageEmbed, len(list))
	for i, c := range list {
		out[i] = card(r, c, words, room)
	}
	return out
}

// card renders one passage: the title, linked if the article has an address,
// the passage with the sentence bold, byline, place and generation below.
func card(r bot.Reply, c bot.Card, words *locale.DiscordTexts, room int) *discordgo.MessageEmbed {
	e := &discordgo.MessageEmbed{
		Title:       escaped(OneLine(c.Title), maxTitle),
		URL:         link(c.URL),
		Description: passage(r.Kind, c, room),
		Color:       colours[r.Kind],
	}
	if text := footer(c, words); text != "" {
		e.Footer = &discordgo.MessageEmbedFooter{Text: text}
	}
	if !c.Published.IsZero() && c.Published.Year() > 0 && c.Published.Year() < 10000 {
		e.Timestamp = c.Published.UTC().Format(time.RFC3339)
	}
	if blank(e.Title) && blank(e.Description) {
		e.Description = ellipsis
	}
	return e
}

// passage is the text of a card. A page of an article is shown whole.
func passage(kind bot.ReplyKind, c bot.Card, room int) string {
	shown := maxShown
	if kind == bot.ShowArticle {
		shown = room
	}
	also := ""
	if line := OneLine(c.AlsoIn); line != "" {
		also = "\n-# " + escaped(line, maxAlsoIn)
		room -= utf8.RuneCountInString(also)
	}
	e := excerptOf(c.Text, c.Sentence, shown)
	m := newMarkdown(room)
	m.text(e.before)
	m.strong(e.sentence)
	m.text(e.after)
	return m.String() + also
}

// footer names byline, place and generation. Discord formats nothing there.
func footer(c bot.Card, words *locale.DiscordTexts) string {
	parts := []string{OneLine(c.Label), OneLine(c.Place)}
	if c.Generation != "" {
		parts = append(parts, string(words.Index)+" "+cut(OneLine(string(c.Generation)), maxGeneration))
	}
	kept := parts[:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return cut(strings.Join(kept, " · "), maxFooter)
}

// link returns an address that Discord takes, "" for any other.
func link(address string) string {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	s := u.String()
	if utf8.RuneCountInString(s) > maxURL || s != Plain(s) || strings.ContainsAny(s, " \n") {
		return ""
	}
	return s
}

// listing is a text of ours with the titles below it.
func listing(r bot.Reply, mentions map[string]api.Snowflake) string {
	m := newMarkdown(maxDescription)
	m.ours(strings.TrimSpace(r.Text), mentions)
	for i, t := range r.Titles {
		if i > 0 || m.b.Len() > 0 {
			m.mark("\n")
		}
		m.mark(bold + strconv.Itoa(t.Number) + bold + " ")
		m.text(cut(OneLine(t.Text), maxListed))
		if s := cut(OneLine(t.Section), maxListedSection); s != "" {
			m.text(" · " + s)
		}
	}
	if blank(m.String()) {
		return ""
	}
	return m.String()
}
