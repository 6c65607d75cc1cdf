package intent

import (
	"strings"
	"sync"

	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// Parser reads messages by the phrases of some languages. It is immutable and
// safe for concurrent use.
type Parser struct {
	commands commandIndex
	phrases  phrasebook
	topics   []topicWords
	numbers  numberWords
	follow   followWords
}

// NewParser returns one that understands the languages of a set, all at once: a
// person may use words of any.
func NewParser(set *locale.Set) *Parser {
	return &Parser{
		commands: indexCommands(set), phrases: indexPhrases(set), topics: topicsIn(set), numbers: numbersIn(set), follow: followIn(set),
	}
}

// builtin reads the built-in languages.
var builtin = sync.OnceValue(func() *Parser { return NewParser(locale.Builtin()) })

// Parse reads a message in the built-in languages, as Parser.Parse does.
func Parse(command, said string) Intent { return builtin().Parse(command, said) }

// Parse reads a command, or free text if command is "". Free text is only taken
// for something else than a question when all of it is a known phrase, so that
// "more rice was sent where" stays a question.
func (p *Parser) Parse(command, said string) Intent {
	said = text.Clean(said)
	if command == "" && strings.HasPrefix(said, "/") && len(said) > 1 {
		command, said = splitCommand(said)
	}
	if command == "" {
		return p.parseFree(said)
	}
	c, ok := p.commands.names[commandKey(command)]
	if !ok {
		return Intent{Kind: Unknown, Text: command}
	}
	in := c.command.parse(p, said)
	if in.Language == "" && in.Kind != Question {
		in.Language = c.lang
	}
	return in
}

// splitCommand parts "/ask@somebot what is new" into "ask" and the rest.
func splitCommand(said string) (command, rest string) {
	word, rest, _ := strings.Cut(said[1:], " ")
	word, _, _ = strings.Cut(word, "@")
	return strings.ToLower(word), rest
}

func (p *Parser) parseFree(said string) Intent {
	if said == "" {
		return Intent{Kind: Empty}
	}
	words := Words(said)
	if len(words) == 0 {
		return Intent{Kind: feeling(said)}
	}
	if len(words) > maxPhraseWords {
		return Intent{Kind: Question, Text: p.withoutCourtesies(said)}
	}
	if in, ok := p.phrases.match(words); ok {
		return in
	}
	if in, ok := p.matchTopic(said, words); ok {
		return in
	}
	if agreement(said, words) {
		return Intent{Kind: Wordless}
	}
	if in, ok := p.numbers.match(words); ok {
		if in.Kind == Pick {
			in.Text = said
		}
		return in
	}
	return Intent{Kind: Question, Text: p.withoutCourtesies(said)}
}

// agreement tells "+1" and "100%", which choose nothing from a list.
func agreement(said string, words []string) bool {
	return len(words) == 1 && strings.ContainsAny(said, "+%") && strings.Trim(words[0], "0123456789") == ""
}

// QuestionOf is the question of a message, as it was searched for unless it
// leaned on another.
func (p *Parser) QuestionOf(said string) string {
	said = text.Clean(said)
	if in := p.parseFree(said); in.Kind == Question {
		return in.Text
	}
	return said
}

// feeling reads a message without letters or digits.
func feeling(said string) Kind {
	switch {
	case strings.ContainsAny(said, "👋🤝🙋🖐"):
		return Greeting
	case strings.ContainsAny(said, "🙏👍❤💖😊👏🥰😍💯🎉"):
		return Thanks
	case strings.ContainsAny(said, "👎😡🤬😠🖕"):
		return Grumble
	case strings.Trim(said, "?？!¿ ") == "" && strings.ContainsAny(said, "?？¿"):
		return Help
	}
	return Wordless
}
