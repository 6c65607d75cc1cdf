package intent

import (
	"strconv"
	"strings"

	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// Command is one thing that can be asked for by name. What it is called in each
// language stands in package locale.
type Command struct {
	Name  string // canonical, ASCII; it is understood in every language
	Admin bool
	// Personal tells that the reply is for whoever asks alone.
	Personal bool
	kind     Kind
	parse    func(p *Parser, arg string) Intent // nil for one that takes no argument
}

// Commands lists all commands in the order that menus show them.
func Commands() []Command {
	return []Command{
		{Name: "ask", kind: Question, parse: (*Parser).parseFree},
		{Name: "more", kind: More},
		{Name: "article", kind: Article, parse: parseArticle},
		{Name: "articles", kind: Articles, parse: parseArticles},
		{Name: "help", kind: Help, Personal: true},
		{Name: "start", kind: Start, parse: func(_ *Parser, arg string) Intent { return Intent{Kind: Start, Text: arg} }},
		{Name: "language", kind: Language, Personal: true, parse: (*Parser).ParseLanguage},
		{Name: "follow", kind: Follow, parse: func(_ *Parser, arg string) Intent { return Intent{Kind: Follow, Text: arg} }},
		{Name: "following", kind: Following, Personal: true},
		{Name: "about", kind: About, Personal: true},
		{Name: "privacy", kind: Privacy, Personal: true},
		{Name: "forget", kind: Forget, Personal: true},
		{Name: "reload", kind: Reload, Admin: true, parse: (*Parser).parseReload},
		{Name: "status", kind: Status, Admin: true},
		{Name: "gaps", kind: Gaps, Admin: true},
		{Name: "rollback", kind: Rollback, Admin: true},
	}
}

// commandIndex finds a command by any of its names, and what its arguments mean.
type commandIndex struct {
	names     map[string]namedCommand
	languages map[string]string // a language's name, folded → its tag or "auto"
	reloads   map[string]string // a word, folded → "dry" or "force"
}

type namedCommand struct {
	command Command
	lang    text.Language // "" for names that tell nothing
}

func indexCommands(set *locale.Set) commandIndex {
	x := commandIndex{names: make(map[string]namedCommand), languages: make(map[string]string), reloads: make(map[string]string)}
	for _, c := range Commands() {
		if c.parse == nil {
			c.parse = func(*Parser, string) Intent { return Intent{Kind: c.kind} }
		}
		for _, l := range set.All() {
			local := l.Commands[c.Name]
			for _, name := range local.Also {
				x.names[commandKey(name)] = namedCommand{c, ""}
			}
			x.names[commandKey(local.Name)] = namedCommand{c, l.Tag}
		}
		x.names[commandKey(c.Name)] = namedCommand{c, ""}
	}
	for _, l := range set.All() {
		nameAll(x.languages, l.Phrases.LanguageNames)
		nameAll(x.reloads, l.Phrases.ReloadModes)
	}
	return x
}

// nameAll notes what each name means.
func nameAll(by map[string]string, names map[string]locale.List) {
	for meaning, list := range names {
		for _, name := range list {
			by[text.Fold(name)] = meaning
		}
	}
}

// commandKey is the form in which names are compared: "Hỏi" is "hoi",
// "danh-sách" and "danh_sach" are "danhsach".
func commandKey(name string) string {
	return strings.NewReplacer("-", "", "_", "").Replace(text.Fold(name))
}

func parseArticle(_ *Parser, arg string) Intent {
	if arg == "" {
		return Intent{Kind: WholeArticle}
	}
	if n, err := strconv.Atoi(strings.TrimLeft(arg, "# ")); err == nil && n >= 1 && n <= MaxPick {
		return Intent{Kind: Article, Number: n}
	}
	return Intent{Kind: Article, Text: arg}
}

func parseArticles(_ *Parser, arg string) Intent {
	if n, err := strconv.Atoi(arg); err == nil && n >= 1 {
		return Intent{Kind: Articles, Number: n}
	}
	return Intent{Kind: Articles, Text: arg}
}

// ParseLanguage reads a language's tag or name, in any of the languages; Text is
// "" for one that is none of them.
func (p *Parser) ParseLanguage(arg string) Intent {
	return Intent{Kind: Language, Text: p.commands.languages[text.Fold(arg)]}
}

func (p *Parser) parseReload(arg string) Intent {
	return Intent{Kind: Reload, Text: p.commands.reloads[text.Fold(strings.TrimLeft(arg, "- "))]}
}
