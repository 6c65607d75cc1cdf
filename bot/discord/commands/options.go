package commands

import (
	"github.com/bwmarrin/discordgo"

	"articlebot/bot/discord/api"
	"articlebot/bot/locale"
)

const (
	// maxTitle bounds what is typed of a title.
	maxTitle = 100
	// maxTyped is the most that Discord lets an option's max_length be,
	// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-structure.
	maxTyped = 6000
)

// The types of arguments.
const (
	typed   = discordgo.ApplicationCommandOptionString
	yesNo   = discordgo.ApplicationCommandOptionBoolean
	channel = discordgo.ApplicationCommandOptionChannel
)

// options are the arguments of one of the conversation's commands.
func (b *builder) options(command string, maxQuestion int) []api.CommandOption {
	switch command {
	case Ask:
		return b.askOptions(maxQuestion)
	case Article:
		title := b.title()
		title.Required = true
		return []api.CommandOption{title}
	case "articles":
		words := b.option(typed, "words", func(o *locale.DiscordOptions) locale.NamedText { return o.Words })
		words.MaxLength = maxTitle
		return []api.CommandOption{words}
	case Follow:
		topic := b.option(typed, OptionTopic, func(o *locale.DiscordOptions) locale.NamedText { return o.Topic })
		topic.MaxLength = min(maxQuestion, maxTyped)
		here := b.option(yesNo, OptionHere, func(o *locale.DiscordOptions) locale.NamedText { return o.Here })
		return []api.CommandOption{topic, here}
	case "language":
		return []api.CommandOption{b.language()}
	case "reload":
		mode := b.option(typed, "mode", func(o *locale.DiscordOptions) locale.NamedText { return o.Mode })
		mode.Choices = []api.CommandChoice{
			b.chosen("dry", func(c *locale.DiscordChoices) locale.Phrase { return c.Dry }),
			b.chosen("force", func(c *locale.DiscordChoices) locale.Phrase { return c.Force }),
		}
		return []api.CommandOption{mode}
	}
	return nil
}

func (b *builder) askOptions(maxQuestion int) []api.CommandOption {
	question := b.option(typed, OptionQuestion, func(o *locale.DiscordOptions) locale.NamedText { return o.Question })
	question.Required, question.MinLength, question.MaxLength = true, 1, min(maxQuestion, maxTyped)
	title := b.title()
	title.Description, title.DescriptionLocalizations = b.described(func(d *locale.DiscordTexts) locale.Phrase { return d.Options.Within })
	private := b.option(yesNo, OptionPrivate, func(o *locale.DiscordOptions) locale.NamedText { return o.Private })
	return []api.CommandOption{question, title, private}
}

// title is an article, chosen while typing.
func (b *builder) title() api.CommandOption {
	title := b.option(typed, OptionArticle, func(o *locale.DiscordOptions) locale.NamedText { return o.Article })
	title.Autocomplete, title.MaxLength = true, maxTitle
	return title
}

// language is one that the bot speaks, or none in particular.
func (b *builder) language() api.CommandOption {
	o := b.option(typed, OptionLanguage, func(o *locale.DiscordOptions) locale.NamedText { return o.Language })
	o.Choices = []api.CommandChoice{b.choice(languageAny, func(t *locale.Texts) string { return string(t.Automatic) })}
	for _, l := range b.languages.All() {
		o.Choices = append(o.Choices, b.inLanguage(l))
	}
	return o
}
