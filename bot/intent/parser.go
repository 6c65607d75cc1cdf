package intent

import (
	"strings"
	"sync"
	"unicode"

	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// Parser reads messages by the phrases of some languages. It is immutable and
// safe for concurrent use.
type Parser struct {
	languages *locale.Set
	commands  commandIndex
	phrases   phrasebook
	topics    []topicWords
	named     []namedWords
	numbers   numberWords
	follow    followWords
	clutter   clutter
	frame     frame
	wishes    wishes
}

// NewParser returns one that understands the languages of a set, all at once: a
// person may use words of any.
func NewParser(set *locale.Set) *Parser {
	phrases := indexPhrases(set)
	return &Parser{
		languages: set,
		commands:  indexCommands(set), phrases: phrases, wishes: wishesIn(set), topics: topicsIn(set), named: namedIn(set), numbers: numbersIn(set), follow: followIn(set),
		clutter: clutterIn(set), frame: frameIn(set),
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
	if command == "" {
		if line := strings.TrimSpace(said); strings.HasPrefix(line, "/") && len(line) > 1 {
			command, said = splitCommand(line)
		}
	}
	if command == "" {
		return p.parseFree(said)
	}
	c, ok := p.commands.names[commandKey(command)]
	if !ok {
		return Intent{Kind: Unknown, Text: text.Clean(command)}
	}
	if c.command.kind != Question {
		said = text.Clean(said)
	}
	in := c.command.parse(p, said)
	if in.Language == "" && in.Kind != Question {
		in.Language = c.lang
	}
	return in
}

// splitCommand parts "/ask@somebot what is new" into "ask" and the rest.
func splitCommand(said string) (command, rest string) {
	said = said[1:]
	end := strings.IndexFunc(said, unicode.IsSpace)
	if end < 0 {
		end = len(said)
	}
	word, rest := said[:end], said[end:]
	word, _, _ = strings.Cut(word, "@")
	return strings.ToLower(word), rest
}

func (p *Parser) parseFree(said string) Intent {
	whole := text.Clean(said)
	if whole == "" {
		return Intent{Kind: Empty}
	}
	if len(Words(whole)) == 0 {
		return Intent{Kind: feeling(whole)}
	}
	part := p.clutter.part(said)
	links := strings.Join(part.links, " ")
	words := Words(part.text)
	switch {
	case len(words) > 0:
	case links != "":
		return Intent{Kind: Link, Links: links}
	default: // an address or a number alone may be what is asked about
		return Intent{Kind: Question, Text: whole}
	}
	in := p.parseWords(part.text, words)[0]
	in.Links = links
	return in
}

// parseWords reads the words of a message: a question, or one wish or more.
func (p *Parser) parseWords(said string, words []string) []Intent {
	question := func() []Intent {
		asked, around := p.asked(said)
		return []Intent{{Kind: Question, Text: asked, Around: around}}
	}
	if len(words) > maxWishWords {
		return question()
	}
	if in, ok := p.phrases.match(words); ok && len(words) <= maxPhraseWords {
		return []Intent{in}
	}
	if in, ok := p.matchNamed(said, words); ok {
		return []Intent{in}
	}
	if in, ok := p.matchTopic(said, words); ok {
		return []Intent{in}
	}
	if agreement(said, words) {
		return []Intent{{Kind: Wordless}}
	}
	if in, ok := p.numbers.match(words); ok {
		if in.Kind == Pick {
			in.Text = said
		}
		return []Intent{in}
	}
	if list := p.wished(said, words); len(list) > 0 {
		return list
	}
	return question()
}

// asked is the question of a message, without what stands around it, and around with
// what may belong to it.
func (p *Parser) asked(said string) (question, around string) {
	return p.frame.strip(p.withoutCourtesies(said))
}

// agreement tells "+1" and "100%", which choose nothing from a list.
func agreement(said string, words []string) bool {
	return len(words) == 1 && strings.ContainsAny(said, "+%") && strings.Trim(words[0], "0123456789") == ""
}

// QuestionOf is the question of a message, as it was searched for unless it
// leaned on another.
func (p *Parser) QuestionOf(said string) string {
	if in := p.parseFree(said); in.Kind == Question {
		return in.Text
	}
	return text.Clean(said)
}

// LinksOf are the addresses in a message, parted by spaces.
func (p *Parser) LinksOf(said string) string { return p.parseFree(said).Links }

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
