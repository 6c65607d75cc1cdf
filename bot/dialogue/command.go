package dialogue

import (
	"strconv"
	"strings"

	"articlebot/bot"
	"articlebot/retrieval/text"
)

// command is one thing that can be asked for by name.
type command struct {
	name  string
	kind  IntentKind
	admin bool
	// vietnamese is the command's name in Vietnamese; typing it without
	// accents or hyphens works too.
	vietnamese string
	// also are other names, folded.
	also  []string
	parse func(arg string) Intent
}

// commands lists all commands in the order that menus show them. The texts
// around them stand in texts_en.go and texts_vi.go.
var commands = []command{
	{name: "ask", kind: IntentQuestion, vietnamese: "hỏi", also: []string{"search", "q", "question", "tim"}, parse: parseFree},
	{name: "more", kind: IntentMore, vietnamese: "thêm", also: []string{"next", "tiep", "xemthem"}, parse: bare(IntentMore)},
	{name: "article", kind: IntentArticle, vietnamese: "bài", also: []string{"read", "doc", "baibao"}, parse: parseArticle},
	{name: "articles", kind: IntentArticles, vietnamese: "danh-sách", also: []string{"list", "latest", "news", "tin", "cacbai", "baiviet"}, parse: parseArticles},
	{name: "help", kind: IntentHelp, vietnamese: "trợ-giúp", also: []string{"giup", "huongdan", "commands"}, parse: bare(IntentHelp)},
	{name: "start", kind: IntentStart, vietnamese: "bắt-đầu", parse: func(arg string) Intent { return Intent{Kind: IntentStart, Text: arg} }},
	{name: "language", kind: IntentLanguage, vietnamese: "ngôn-ngữ", also: []string{"lang", "languages"}, parse: parseLanguage},
	{name: "about", kind: IntentAbout, vietnamese: "giới-thiệu", parse: bare(IntentAbout)},
	{name: "privacy", kind: IntentPrivacy, vietnamese: "riêng-tư", also: []string{"quyenriengtu", "baomat"}, parse: bare(IntentPrivacy)},
	{name: "forget", kind: IntentForget, vietnamese: "quên-tôi", also: []string{"forgetme", "quen", "xoadulieu"}, parse: bare(IntentForget)},
	{name: "reload", kind: IntentReload, admin: true, vietnamese: "nạp-lại", parse: parseReload},
	{name: "status", kind: IntentStatus, admin: true, vietnamese: "trạng-thái", parse: bare(IntentStatus)},
	{name: "gaps", kind: IntentGaps, admin: true, vietnamese: "chưa-trả-lời", parse: bare(IntentGaps)},
	{name: "rollback", kind: IntentRollback, admin: true, vietnamese: "quay-lại", parse: bare(IntentRollback)},
}

// commandNames finds a command by any of its names, and the name's language.
var commandNames = indexCommands()

type namedCommand struct {
	command *command
	lang    text.Language // "" for names that tell nothing
}

func indexCommands() map[string]namedCommand {
	index := make(map[string]namedCommand)
	for i := range commands {
		c := &commands[i]
		for _, n := range c.also {
			index[commandKey(n)] = namedCommand{c, ""}
		}
		index[commandKey(c.vietnamese)] = namedCommand{c, text.Vietnamese}
		index[commandKey(c.name)] = namedCommand{c, ""}
	}
	return index
}

// commandKey is the form in which names are compared: "Hỏi" is "hoi",
// "danh-sách" and "danh_sach" are "danhsach".
func commandKey(name string) string {
	return strings.NewReplacer("-", "", "_", "").Replace(text.Fold(name))
}

func lookUpCommand(name string) (*command, text.Language, bool) {
	n, ok := commandNames[commandKey(name)]
	return n.command, n.lang, ok
}

// bare parses a command that takes no argument.
func bare(kind IntentKind) func(string) Intent {
	return func(string) Intent { return Intent{Kind: kind} }
}

func parseArticle(arg string) Intent {
	if arg == "" {
		return Intent{Kind: IntentWholeArticle}
	}
	if n, err := strconv.Atoi(strings.TrimLeft(arg, "# ")); err == nil && n >= 1 && n <= maxPick {
		return Intent{Kind: IntentArticle, Number: n}
	}
	return Intent{Kind: IntentArticle, Text: arg}
}

func parseArticles(arg string) Intent {
	if n, err := strconv.Atoi(arg); err == nil && n >= 1 {
		return Intent{Kind: IntentArticles, Number: n}
	}
	return Intent{Kind: IntentArticles, Text: arg}
}

// parseLanguage reads a language's tag or name, in either language.
func parseLanguage(arg string) Intent {
	in := Intent{Kind: IntentLanguage}
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
	in := Intent{Kind: IntentReload}
	switch word := text.Fold(strings.TrimLeft(arg, "- ")); word {
	case "dry", "dryrun", "dry-run", "thu", "kiem tra":
		in.Text = "dry"
	case "force", "ep", "bat buoc":
		in.Text = "force"
	}
	return in
}

// describe returns the menu entry of the command in a language.
func (c *command) describe(t *texts) bot.CommandInfo {
	words := t.Commands[c.name]
	local := c.name
	if t.Language == text.Vietnamese {
		local = c.vietnamese
	}
	return bot.CommandInfo{Name: c.name, LocalName: local, Description: string(words.Description), Admin: c.admin, Arg: string(words.Arg)}
}
