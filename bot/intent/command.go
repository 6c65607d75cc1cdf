package intent

import (
	"strconv"
	"strings"

	"articlebot/retrieval/text"
)

// Command is one thing that can be asked for by name.
type Command struct {
	Name  string
	kind  Kind
	Admin bool
	// vietnamese is the command's name in Vietnamese; typing it without
	// accents or hyphens works too.
	Vietnamese string
	// also are other names, folded.
	also  []string
	parse func(arg string) Intent
}

// Commands lists all commands in the order that menus show them. The texts
// around them stand in package locale.
var Commands = []Command{
	{Name: "ask", kind: Question, Vietnamese: "hỏi", also: []string{"search", "q", "question", "tim"}, parse: parseFree},
	{Name: "more", kind: More, Vietnamese: "thêm", also: []string{"next", "tiep", "xemthem"}, parse: bare(More)},
	{Name: "article", kind: Article, Vietnamese: "bài", also: []string{"read", "doc", "baibao"}, parse: parseArticle},
	{Name: "articles", kind: Articles, Vietnamese: "danh-sách", also: []string{"list", "latest", "news", "tin", "cacbai", "baiviet"}, parse: parseArticles},
	{Name: "help", kind: Help, Vietnamese: "trợ-giúp", also: []string{"giup", "huongdan", "commands"}, parse: bare(Help)},
	{Name: "start", kind: Start, Vietnamese: "bắt-đầu", parse: func(arg string) Intent { return Intent{Kind: Start, Text: arg} }},
	{Name: "language", kind: Language, Vietnamese: "ngôn-ngữ", also: []string{"lang", "languages"}, parse: ParseLanguage},
	{Name: "about", kind: About, Vietnamese: "giới-thiệu", parse: bare(About)},
	{Name: "privacy", kind: Privacy, Vietnamese: "riêng-tư", also: []string{"quyenriengtu", "baomat"}, parse: bare(Privacy)},
	{Name: "forget", kind: Forget, Vietnamese: "quên-tôi", also: []string{"forgetme", "quen", "xoadulieu"}, parse: bare(Forget)},
	{Name: "reload", kind: Reload, Admin: true, Vietnamese: "nạp-lại", parse: parseReload},
	{Name: "status", kind: Status, Admin: true, Vietnamese: "trạng-thái", parse: bare(Status)},
	{Name: "gaps", kind: Gaps, Admin: true, Vietnamese: "chưa-trả-lời", parse: bare(Gaps)},
	{Name: "rollback", kind: Rollback, Admin: true, Vietnamese: "quay-lại", parse: bare(Rollback)},
}

// commandNames finds a command by any of its names, and the name's language.
var commandNames = indexCommands()

type namedCommand struct {
	command *Command
	lang    text.Language // "" for names that tell nothing
}

func indexCommands() map[string]namedCommand {
	index := make(map[string]namedCommand)
	for i := range Commands {
		c := &Commands[i]
		for _, n := range c.also {
			index[commandKey(n)] = namedCommand{c, ""}
		}
		index[commandKey(c.Vietnamese)] = namedCommand{c, text.Vietnamese}
		index[commandKey(c.Name)] = namedCommand{c, ""}
	}
	return index
}

// commandKey is the form in which names are compared: "Hỏi" is "hoi",
// "danh-sách" and "danh_sach" are "danhsach".
func commandKey(name string) string {
	return strings.NewReplacer("-", "", "_", "").Replace(text.Fold(name))
}

func lookUpCommand(name string) (*Command, text.Language, bool) {
	n, ok := commandNames[commandKey(name)]
	return n.command, n.lang, ok
}

// bare parses a command that takes no argument.
func bare(kind Kind) func(string) Intent {
	return func(string) Intent { return Intent{Kind: kind} }
}

func parseArticle(arg string) Intent {
	if arg == "" {
		return Intent{Kind: WholeArticle}
	}
	if n, err := strconv.Atoi(strings.TrimLeft(arg, "# ")); err == nil && n >= 1 && n <= MaxPick {
		return Intent{Kind: Article, Number: n}
	}
	return Intent{Kind: Article, Text: arg}
}

func parseArticles(arg string) Intent {
	if n, err := strconv.Atoi(arg); err == nil && n >= 1 {
		return Intent{Kind: Articles, Number: n}
	}
	return Intent{Kind: Articles, Text: arg}
}

// ParseLanguage reads a language's tag or name, in either language.
func ParseLanguage(arg string) Intent {
	in := Intent{Kind: Language}
	switch text.Fold(arg) {
	case "":
	case "en", "english", "tieng anh", "anh":
		in.Text = "en"
	case "vi", "vn", "vietnamese", "tieng viet", "viet":
		in.Text = "vi"
	case "auto", "automatic", "tu dong", "default", "reset", "off":
		in.Text = "auto"
	}
	return in
}

func parseReload(arg string) Intent {
	in := Intent{Kind: Reload}
	switch word := text.Fold(strings.TrimLeft(arg, "- ")); word {
	case "dry", "dryrun", "dry-run", "thu", "kiem tra":
		in.Text = "dry"
	case "force", "ep", "bat buoc":
		in.Text = "force"
	}
	return in
}
