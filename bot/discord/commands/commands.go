package commands

import (
	"github.com/bwmarrin/discordgo"
	"golang.org/x/text/unicode/norm"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/render"
	"articlebot/bot/locale"
)

// Names of commands and options, as they come back from Discord.
const (
	Ask       = "ask"
	Article   = "article"
	Follow    = "follow"
	Following = "following"
	Settings  = "settings"

	OptionQuestion   = "question"
	OptionArticle    = "article"
	OptionPrivate    = "private"
	OptionAllow      = "allow"
	OptionRemove     = "remove"
	OptionForum      = "forum"
	OptionVisibility = "visibility"
	OptionLanguage   = "language"
	OptionTopic      = "topic"
	OptionHere       = "here"

	visibilityOpen    = "open"
	VisibilityPrivate = "private"
	languageAny       = "auto"
)

// MessageMenu is the type of commands in a message's menu,
// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-types.
const MessageMenu = int(discordgo.MessageApplicationCommand)

// Where a command can be used: in servers, in direct messages with the bot, in
// those with others; installed by a server or a person.
var (
	everyContext = []int{0, 1, 2}
	serverOnly   = []int{0}
	anyInstall   = []int{0, 1}
	byServer     = []int{0}
)

// public are the conversation's commands that Discord offers to everybody, in
// the order of its list. What has buttons here, "more", and what has no
// meaning here, "start", is left out.
var public = []string{Ask, Article, "articles", Follow, Following, "help", "language", "about", "privacy", "forget"}

// Global are the commands for everybody.
func Global(conv bot.Conversation, languages *locale.Set, maxQuestion int) []api.Command {
	b := newBuilder(languages)
	infos := b.infos(conv)
	list := make([]api.Command, 0, len(public)+2)
	for _, name := range public {
		info, ok := infos[name]
		if !ok {
			continue
		}
		c := b.slash(info)
		c.Options = b.options(name, maxQuestion)
		c.IntegrationTypes, c.Contexts = anyInstall, everyContext
		list = append(list, c)
	}
	return append(list, b.menuCommand(), b.settings())
}

// Home are the admins' commands, for the home guild alone.
func Home(conv bot.Conversation, languages *locale.Set) []api.Command {
	b := newBuilder(languages)
	infos := b.infos(conv)
	nobody := api.Snowflake("0")
	list := []api.Command{}
	for _, info := range conv.Commands(string(b.languages.Default())) {
		if !info.Admin {
			continue
		}
		c := b.slash(infos[info.Name])
		c.Options = b.options(info.Name, 0)
		c.DefaultMemberPermissions = &nobody
		list = append(list, c)
	}
	return list
}

// info is a command's menu entry in the default language, and in the others by
// locale.
type info struct {
	base   bot.CommandInfo
	others map[string]bot.CommandInfo
}

func (b *builder) infos(conv bot.Conversation) map[string]info {
	all := map[string]info{}
	for _, c := range conv.Commands(string(b.languages.Default())) {
		all[c.Name] = info{c, map[string]bot.CommandInfo{}}
	}
	for l, lang := range b.of {
		for _, c := range conv.Commands(string(lang)) {
			if i, ok := all[c.Name]; ok {
				i.others[l] = c
			}
		}
	}
	return all
}

// slash is a command that is typed.
func (b *builder) slash(i info) api.Command {
	c := api.Command{Type: discordgo.ChatApplicationCommand, Name: i.base.Name, Description: describe(i.base.Description)}
	for l, other := range i.others {
		if name := norm.NFC.String(other.LocalName); name != "" && name != c.Name {
			c.NameLocalizations = with(c.NameLocalizations, l, name)
		}
		if other.Description != "" {
			c.DescriptionLocalizations = with(c.DescriptionLocalizations, l, describe(other.Description))
		}
	}
	return c
}

// with adds an entry to a map, which may be nil.
func with(m map[string]string, key, value string) map[string]string {
	if m == nil {
		m = map[string]string{}
	}
	m[key] = value
	return m
}

// maxDescription is the length of a command's description,
// https://discord.com/developers/docs/interactions/application-commands#application-command-object.
const maxDescription = 100

func describe(s string) string {
	if s == "" {
		return "…"
	}
	return render.Shorten(norm.NFC.String(s), maxDescription)
}

// menuCommand asks about a message from its menu.
func (b *builder) menuCommand() api.Command {
	c := api.Command{Type: discordgo.MessageApplicationCommand, IntegrationTypes: anyInstall, Contexts: everyContext}
	c.Name, c.NameLocalizations = b.said(func(t *locale.Texts) string { return string(t.Discord.AskAbout) })
	return c
}

// manageServer hides /settings from people who may not use it; the check is
// in changeSettings.
var manageServer = api.Snowflake("32")

// settings is the command of those who run a server.
func (b *builder) settings() api.Command {
	text, news, forum := discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews, discordgo.ChannelTypeGuildForum
	allow := b.option(channel, OptionAllow, func(o *locale.DiscordOptions) locale.NamedText { return o.Allow })
	remove := b.option(channel, OptionRemove, func(o *locale.DiscordOptions) locale.NamedText { return o.Remove })
	posts := b.option(channel, OptionForum, func(o *locale.DiscordOptions) locale.NamedText { return o.Forum })
	allow.ChannelTypes, remove.ChannelTypes, posts.ChannelTypes = []discordgo.ChannelType{text, news, forum}, []discordgo.ChannelType{text, news, forum}, []discordgo.ChannelType{forum}
	visibility := b.option(typed, OptionVisibility, func(o *locale.DiscordOptions) locale.NamedText { return o.Visibility })
	visibility.Choices = []api.CommandChoice{
		b.chosen(visibilityOpen, func(c *locale.DiscordChoices) locale.Phrase { return c.Open }),
		b.chosen(VisibilityPrivate, func(c *locale.DiscordChoices) locale.Phrase { return c.Private }),
	}
	c := api.Command{
		Type: discordgo.ChatApplicationCommand, Name: Settings,
		Options:                  []api.CommandOption{allow, remove, posts, visibility, b.language()},
		DefaultMemberPermissions: &manageServer,
		IntegrationTypes:         byServer, Contexts: serverOnly,
	}
	_, c.NameLocalizations = b.said(func(t *locale.Texts) string { return string(t.Discord.Settings.Name) })
	c.Description, c.DescriptionLocalizations = b.described(func(d *locale.DiscordTexts) locale.Phrase { return d.Settings.Description })
	return c
}
