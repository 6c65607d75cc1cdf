package commands

import (
	"github.com/bwmarrin/discordgo"
	"golang.org/x/text/unicode/norm"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/render"
	"articlebot/retrieval/text"
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

// bilingual is a text in both languages.
type bilingual struct{ en, vi string }

// Global are the commands for everybody.
func Global(conv bot.Conversation, maxQuestion int) []api.Command {
	infos := infosOf(conv)
	list := make([]api.Command, 0, len(public)+2)
	for _, name := range public {
		info, ok := infos[name]
		if !ok {
			continue
		}
		c := slash(info)
		c.Options = optionsOf(name, maxQuestion)
		c.IntegrationTypes, c.Contexts = anyInstall, everyContext
		list = append(list, c)
	}
	return append(list, menuCommand(), settings())
}

// Home are the admins' commands, for the home guild alone.
func Home(conv bot.Conversation) []api.Command {
	infos := infosOf(conv)
	nobody := api.Snowflake("0")
	list := []api.Command{}
	for _, info := range conv.Commands(string(text.English)) {
		if !info.Admin {
			continue
		}
		c := slash(infos[info.Name])
		c.Options = optionsOf(info.Name, 0)
		c.DefaultMemberPermissions = &nobody
		list = append(list, c)
	}
	return list
}

// infoPair is a command's menu entry in both languages.
type infoPair struct{ en, vi bot.CommandInfo }

func infosOf(conv bot.Conversation) map[string]infoPair {
	pairs := map[string]infoPair{}
	for _, c := range conv.Commands(string(text.English)) {
		pairs[c.Name] = infoPair{en: c}
	}
	for _, c := range conv.Commands(string(text.Vietnamese)) {
		p := pairs[c.Name]
		p.vi = c
		pairs[c.Name] = p
	}
	return pairs
}

// slash is a command that is typed.
func slash(p infoPair) api.Command {
	c := api.Command{Type: discordgo.ChatApplicationCommand, Name: p.en.Name, Description: describe(p.en.Description)}
	if name := norm.NFC.String(p.vi.LocalName); name != "" && name != c.Name {
		c.NameLocalizations = map[string]string{"vi": name}
	}
	if p.vi.Description != "" {
		c.DescriptionLocalizations = map[string]string{"vi": describe(p.vi.Description)}
	}
	return c
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
func menuCommand() api.Command {
	return api.Command{
		Type: discordgo.MessageApplicationCommand, Name: "Ask about this",
		NameLocalizations: map[string]string{"vi": "Hỏi về tin này"},
		IntegrationTypes:  anyInstall, Contexts: everyContext,
	}
}

// option is an argument with its names and descriptions.
func option(typ discordgo.ApplicationCommandOptionType, name, viName string, d bilingual) api.CommandOption {
	return api.CommandOption{
		Type: typ, Name: name, NameLocalizations: map[string]string{"vi": norm.NFC.String(viName)},
		Description: d.en, DescriptionLocalizations: map[string]string{"vi": norm.NFC.String(d.vi)},
	}
}

func choice(value string, d bilingual) api.CommandChoice {
	return api.CommandChoice{Name: d.en, Value: value, NameLocalizations: map[string]string{"vi": norm.NFC.String(d.vi)}}
}

// optionsOf are the arguments of one of the conversation's commands.
func optionsOf(command string, maxQuestion int) []api.CommandOption {
	title := option(discordgo.ApplicationCommandOptionString, OptionArticle, "bài", bilingual{"Type a part of the title", "Gõ một phần tên bài"})
	title.Autocomplete, title.MaxLength = true, maxTitle
	switch command {
	case Ask:
		q := option(discordgo.ApplicationCommandOptionString, OptionQuestion, "câu-hỏi", bilingual{"In your own words, in English or Vietnamese", "Bằng lời của bạn, tiếng Việt hoặc tiếng Anh"})
		q.Required, q.MinLength, q.MaxLength = true, 1, min(maxQuestion, maxTyped)
		title.Description, title.DescriptionLocalizations["vi"] = "Search in one article only: type a part of its title", "Chỉ tìm trong một bài: gõ một phần tên bài"
		private := option(discordgo.ApplicationCommandOptionBoolean, OptionPrivate, "riêng", bilingual{"Show the answer to me only", "Chỉ mình tôi thấy câu trả lời"})
		return []api.CommandOption{q, title, private}
	case Article:
		title.Required = true
		return []api.CommandOption{title}
	case "articles":
		words := option(discordgo.ApplicationCommandOptionString, "words", "từ", bilingual{"Only titles with these words", "Chỉ những tên bài có các từ này"})
		words.MaxLength = maxTitle
		return []api.CommandOption{words}
	case Follow:
		topic := option(discordgo.ApplicationCommandOptionString, OptionTopic, "chủ-đề", bilingual{"A topic or a question; none: what you asked last", "Chủ đề hoặc câu hỏi; bỏ trống: câu bạn vừa hỏi"})
		topic.MaxLength = min(maxQuestion, maxTyped)
		here := option(discordgo.ApplicationCommandOptionBoolean, OptionHere, "ở-đây", bilingual{"Tell this channel, for those who manage it", "Báo cho kênh này, dành cho người quản lý kênh"})
		return []api.CommandOption{topic, here}
	case "language":
		return []api.CommandOption{languageOption()}
	case "reload":
		mode := option(discordgo.ApplicationCommandOptionString, "mode", "cách", bilingual{"Compare only, or take the new index in any case", "Chỉ so sánh, hoặc dùng chỉ mục mới trong mọi trường hợp"})
		mode.Choices = []api.CommandChoice{
			choice("dry", bilingual{"Compare only", "Chỉ so sánh"}),
			choice("force", bilingual{"Take it in any case", "Dùng trong mọi trường hợp"}),
		}
		return []api.CommandOption{mode}
	}
	return nil
}

const (
	// maxTitle bounds what is typed of a title.
	maxTitle = 100
	// maxTyped is the most that Discord lets an option's max_length be,
	// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-structure.
	maxTyped = 6000
)

func languageOption() api.CommandOption {
	lang := option(discordgo.ApplicationCommandOptionString, OptionLanguage, "ngôn-ngữ", bilingual{"The language to speak", "Ngôn ngữ trả lời"})
	lang.Choices = []api.CommandChoice{
		choice(languageAny, bilingual{"Automatic", "Tự động"}),
		choice(string(text.English), bilingual{"English", "Tiếng Anh"}),
		choice(string(text.Vietnamese), bilingual{"Vietnamese", "Tiếng Việt"}),
	}
	return lang
}

// manageServer hides /settings from people who may not use it; the check is
// in changeSettings.
var manageServer = api.Snowflake("32")

// settings is the command of those who run a server.
func settings() api.Command {
	channelOption := func(name, vi string, d bilingual, types ...discordgo.ChannelType) api.CommandOption {
		o := option(discordgo.ApplicationCommandOptionChannel, name, vi, d)
		o.ChannelTypes = types
		return o
	}
	visibility := option(discordgo.ApplicationCommandOptionString, OptionVisibility, "hiển-thị", bilingual{"Who sees answers, unless the asker wants otherwise", "Ai thấy câu trả lời, trừ khi người hỏi chọn khác"})
	visibility.Choices = []api.CommandChoice{
		choice(visibilityOpen, bilingual{"Everybody", "Mọi người"}),
		choice(VisibilityPrivate, bilingual{"Only the asker", "Chỉ người hỏi"}),
	}
	text, news, forum := discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews, discordgo.ChannelTypeGuildForum
	return api.Command{
		Type: discordgo.ChatApplicationCommand, Name: Settings,
		NameLocalizations:        map[string]string{"vi": norm.NFC.String("thiết-lập")},
		Description:              "Where and how I answer in this server",
		DescriptionLocalizations: map[string]string{"vi": norm.NFC.String("Tôi trả lời ở đâu và thế nào trong máy chủ này")},
		Options: []api.CommandOption{
			channelOption(OptionAllow, "cho-phép", bilingual{"Answer in this channel, and no longer everywhere", "Trả lời trong kênh này, không còn ở mọi nơi"}, text, news, forum),
			channelOption(OptionRemove, "bỏ", bilingual{"Take a channel off the lists", "Bỏ một kênh khỏi danh sách"}, text, news, forum),
			channelOption(OptionForum, "diễn-đàn", bilingual{"Answer new posts of this forum unasked, where sure", "Tự trả lời bài mới trong diễn đàn này khi chắc chắn"}, forum),
			visibility,
			languageOption(),
		},
		DefaultMemberPermissions: &manageServer,
		IntegrationTypes:         byServer, Contexts: serverOnly,
	}
}
