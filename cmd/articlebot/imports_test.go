package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "articlebot/"

// layer is a rule of the floor plan: who may not know what.
type layer struct {
	// who are packages, by the beginning of their path in the module.
	who []string
	// but are those among them that the rule does not bind.
	but []string
	// never are packages that they must not import, by the beginning of their
	// path: ours as in who, others by their module.
	never []string
	// except are those among never that they may.
	except []string
	why    string
}

const (
	bleveLib    = "github.com/blevesearch/bleve"
	discordgo   = "github.com/bwmarrin/discordgo"
	telegramAPI = "github.com/go-telegram-bot-api"
	pgx         = "github.com/jackc"
	templates   = "text/template"
)

// floorPlan holds for code and not for tests, which may put together what they
// test.
var floorPlan = []layer{
	{
		who: []string{"retrieval"}, never: []string{"bot", discordgo, telegramAPI},
		why: "retrieval knows nothing of chat: the same answers serve a terminal, a platform and whatever comes next",
	},
	{
		who: []string{"bot"}, never: []string{"github.com/blevesearch"},
		why: "bot knows nothing of the search library, so that it can be replaced without a look at a conversation",
	},
	{
		who: []string{"bot"}, never: []string{"retrieval"},
		except: []string{"retrieval/text", "retrieval/dates", "retrieval/durable", "retrieval/clock", "retrieval/stage", "retrieval."},
		why: "a conversation meets the search in the plain structs of retrieval and asks through an interface; what words, days, kept " +
			"files and parts of the way are is known to both; how articles are read, indexed and ranked is not its matter",
	},
	{
		who: []string{"bot", "cmd", "config", "retrieval", "seeds"}, but: []string{"bot/telegram/internal/chatpage"}, never: []string{templates, "html/template"},
		why: "templates find methods by their names while they run: with them in it the linker keeps every exported method of every library, 5 MB of them; " +
			"what draws pictures for the documentation is no part of it",
	},
	{
		who: []string{"retrieval"}, but: []string{"retrieval/bleveindex"}, never: []string{bleveLib},
		why: "one package holds the search library; the ranking sees postings",
	},
	{
		who: []string{"bot/discord"}, never: []string{"bot/telegram", "bot/console", "bot/web", telegramAPI},
		why: "adapters never know each other: one that changes must not break another, and what two need belongs into bot",
	},
	{who: []string{"bot/telegram"}, never: []string{"bot/discord", "bot/console", "bot/web", discordgo}, why: "as for Discord's"},
	{who: []string{"bot/console"}, never: []string{"bot/discord", "bot/telegram", "bot/web", discordgo, telegramAPI}, why: "as for Discord's"},
	{who: []string{"bot/web"}, never: []string{"bot/discord", "bot/telegram", "bot/console", discordgo, telegramAPI}, why: "as for Discord's"},
	{
		who: []string{"bot/web/"}, never: []string{"bot/web.", "bot/dialogue", "net/http"},
		why: "what a page looks like is a function of replies and articles: no request, no session and no talk",
	},
	{
		who: []string{"bot"}, but: []string{"bot/discord", "bot/telegram", "bot/console", "bot/web"},
		never: []string{"bot/discord", "bot/telegram", "bot/console", "bot/web", discordgo, telegramAPI},
		why:   "a conversation is the same on every platform: it knows messages and replies, no adapter",
	},
	{
		who: []string{"cmd/articlebot/"}, never: []string{"cmd/articlebot."},
		why: "main has the list of commands and what lists them; each is in a room below it",
	},
	{
		who:   []string{"cmd/articlebot/asking", "cmd/articlebot/indexing", "cmd/articlebot/measuring", "cmd/articlebot/serving", "cmd/articlebot/setup"},
		never: []string{"cmd/articlebot/asking", "cmd/articlebot/indexing", "cmd/articlebot/measuring", "cmd/articlebot/serving", "cmd/articlebot/setup"},
		why:   "commands never know each other: what two need is the command line's (cli) or the parts' that settings make (wire)",
	},
	{
		who: []string{"cmd/articlebot/wire"}, never: []string{"cmd/articlebot/asking", "cmd/articlebot/indexing", "cmd/articlebot/measuring", "cmd/articlebot/serving", "cmd/articlebot/setup"},
		why: "what the program is made of is the same for each command",
	},
	{
		who: []string{"cmd/articlebot/generations"}, never: []string{"cmd/articlebot/", "bot/dialogue", "bot/discord", "bot/telegram", "bot/web", "config"},
		why: "what replicas answer from is a matter of the engine and of what they share, whoever talks to people",
	},
	{
		who: []string{"cmd/articlebot/cli"}, never: []string{"cmd/articlebot/", "retrieval/engine", "bot/dialogue"},
		why: "the command line is read and written without a look at what will be done",
	},
	{
		who: []string{"bot", "retrieval", "config", "seeds"}, never: []string{"cmd"},
		why: "cmd is the top: nothing below knows the program that it is part of",
	},
	{
		who: []string{"bot", "retrieval", "seeds"}, never: []string{"config"},
		why: "only cmd wires: a package is given what it needs in a struct of its own, so that a test can give it something else",
	},
	{
		who: []string{"bot", "retrieval", "config"}, but: []string{"retrieval/encoder/seedvectors"}, never: []string{"seeds"},
		why: "the built-in articles are a source like any other; nothing may be made for them (the tool that computes their vectors is none of the program)",
	},
	{
		who: []string{"config"}, never: []string{"retrieval", "bot"}, except: []string{"retrieval/corpus/redact", "retrieval/corpus/parse/address", "retrieval/text/languages"},
		why: "settings are plain values; of the articles' packages it needs only to tell an address, to show it without its secrets, and which languages there are",
	},
	{
		who: []string{"seeds"}, never: []string{"retrieval", "bot", "config"},
		why: "articles are data",
	},
	{
		who: []string{"retrieval/clock"}, never: []string{"retrieval", "bot", "config", "seeds", "cmd"}, except: []string{"retrieval/clock"},
		why: "waiting is older than everything: whoever waits, on either side of the seam, does so in one way",
	},
	{
		who: []string{"retrieval/stage"}, never: []string{"retrieval", "bot", "config", "seeds", "cmd"}, except: []string{"retrieval/stage"},
		why: "so is timing: a question is one way through both sides of the seam",
	},
	{
		who: []string{"retrieval."}, never: []string{"retrieval"}, except: []string{"retrieval/text", "retrieval/dates"},
		why: "the nouns stand at the root and never import the doers, who stand a floor below and all speak in them",
	},
	{
		who:   []string{"retrieval/text", "retrieval/dates", "retrieval/durable", "retrieval/lexicon", "retrieval/restore"},
		never: []string{"retrieval."},
		why:   "words, days and files that survive a crash are older than articles and passages",
	},
	{
		who: []string{"retrieval/corpus"}, never: []string{"retrieval/rank", "retrieval/engine", "retrieval/bleveindex", "retrieval/archive"},
		why: "whoever reads articles does not know what will be done with them",
	},
	{
		who: []string{"retrieval/opensearch", "retrieval/bleveindex"}, never: []string{"retrieval/"},
		except: []string{"retrieval/durable"},
		why:    "an index sees numbers and terms: what they were made of and what is done with them is not its matter",
	},
	{
		who: []string{"retrieval/corpus/merge", "retrieval/corpus/passage"}, never: []string{"retrieval/corpus.", "retrieval/corpus/fetch", "retrieval/corpus/watch"},
		why: "one corpus is made of what the sources gave, whatever they are and however it was read",
	},
	{
		who: []string{"retrieval/corpus/passage"}, never: []string{"retrieval/corpus/merge"},
		why: "passages are made of one article's paragraphs, without a look at the others",
	},
	{
		who: []string{"retrieval/corpus/parse", "retrieval/corpus/fetch"}, never: []string{"retrieval/corpus.", "retrieval/corpus/merge", "retrieval/corpus/passage"},
		why: "formats and the network are below the reader of sources, who puts them together",
	},
	{
		who: []string{"retrieval/corpus/parse/"}, never: []string{"retrieval/corpus/parse."},
		why: "the parser recognises a format and hands over: its rooms read what they are given and know nothing of recognition",
	},
	{
		who: []string{"retrieval/corpus/parse/saved", "retrieval/corpus/parse/webpage", "retrieval/corpus/parse/feed", "retrieval/corpus/parse/collection"},
		never: []string{"retrieval/corpus/parse/saved", "retrieval/corpus/parse/webpage", "retrieval/corpus/parse/feed", "retrieval/corpus/parse/collection",
			"retrieval/corpus/parse/frontmatter"},
		why: "formats never know each other: what two need is in a room below them (only a page with front matter above it is still a page)",
	},
	{
		who:   []string{"retrieval/corpus/parse/body"},
		never: []string{"retrieval/corpus/parse/saved", "retrieval/corpus/parse/webpage", "retrieval/corpus/parse/feed", "retrieval/corpus/parse/collection", "retrieval/corpus/parse/frontmatter"},
		why:   "paragraphs are read the same whatever they stand in",
	},
	{
		who: []string{"retrieval/corpus/parse/draft", "retrieval/corpus/parse/decode", "retrieval/corpus/parse/prose", "retrieval/corpus/parse/furniture", "retrieval/corpus/parse/byline", "retrieval/corpus/parse/record"},
		never: []string{"retrieval/corpus/parse/body", "retrieval/corpus/parse/saved", "retrieval/corpus/parse/webpage", "retrieval/corpus/parse/feed", "retrieval/corpus/parse/collection",
			"retrieval/corpus/parse/frontmatter"},
		why: "what all formats share is below them and knows none",
	},
	{
		who: []string{"retrieval/rank"}, never: []string{"retrieval/engine", "retrieval/corpus", "retrieval/archive", "retrieval/eval"},
		why: "the ranking is a function of a question and passages; when, from what and for whom it is run is the engine's matter",
	},
	{
		who: []string{"retrieval/rank/"}, never: []string{"retrieval/rank."},
		why: "what passages and questions are made of is known without a look at which passage answers: the ranking is their reader",
	},
	{
		who: []string{"retrieval/rank/"}, but: []string{"retrieval/rank/analysis"}, never: []string{"retrieval.", "retrieval/rank/analysis"},
		why: "counters, a regression and what a question wants are lower still: they know no passage",
	},
	{
		who: []string{"retrieval/shelf"}, never: []string{"retrieval/engine", "retrieval/corpus", "retrieval/bleveindex", "retrieval/opensearch", "retrieval/archive", "retrieval/eval"},
		why: "where articles stand while questions are asked: the engine asks for them, and any index may keep them",
	},
	{
		who: []string{"retrieval/engine"}, never: []string{"retrieval/corpus", "retrieval/bleveindex", "retrieval/opensearch", "retrieval/archive", "retrieval/eval"},
		why: "the engine is given its reader, its index and its archive behind interfaces of its own; cmd chooses them",
	},
	{
		who: []string{"retrieval"}, but: []string{"retrieval/eval"}, never: []string{"retrieval/eval"},
		why: "what measures and fits stands above what is measured",
	},
	{
		who: []string{"bot/intent", "bot/likeness", "bot/followup", "bot/fault", "bot/session", "bot/locale", "bot/state", "bot/limit", "bot/reply", "bot/admin"}, never: []string{"bot/dialogue", "bot/discord", "bot/telegram", "bot/console", "bot/web"},
		why: "what is meant, said, kept and allowed are each known without a conversation, which puts them together",
	},
	{
		who: []string{"bot/intent", "bot/likeness", "bot/followup", "bot/fault", "bot/locale", "bot/limit", "bot/reply"}, never: []string{"bot/state", "bot/admin"},
		why: "what is meant and what is said depend on nothing that was kept, and on nobody who may do more than ask",
	},
	{
		who: []string{"bot/session"}, never: []string{"bot/intent", "bot/limit", "bot/state", "bot/admin", "bot/locale"},
		why: "what was said is remembered without a look at what is said or meant now",
	},
	{
		who: []string{"bot/intent", "bot/likeness", "bot/followup", "bot/fault", "bot/reply"}, never: []string{"bot/session"},
		why: "they are told what came before and remember nothing",
	},
	{
		who: []string{"bot/follow"}, never: []string{"bot/dialogue", "bot/intent", "bot/admin"},
		why: "news are found and told without anybody saying anything: the conversation only says who follows what",
	},
	{
		who: []string{"bot/discord/"}, never: []string{"bot/discord."},
		why: "the rooms of an adapter are below it",
	},
	{
		who: []string{"bot/discord/api", "bot/discord/gateway"}, never: []string{"bot/discord/words", "bot/discord/render", "bot/discord/commands", "bot/discord/inbox"},
		why: "calls and the connection are the lowest floor of the adapter: they know nothing of what is said or done with an event",
	},
	{
		who: []string{"bot/telegram/"}, never: []string{"bot/telegram."},
		why: "the rooms of an adapter are below it",
	},
	{
		who: []string{"bot/telegram/api", "bot/telegram/journal"}, never: []string{"bot/telegram/"},
		why: "calls and what is remembered are the lowest floor of the adapter: they serve all its rooms and know none",
	},
	{
		who: []string{"bot/telegram/render", "bot/telegram/outbox"}, never: []string{"bot/telegram/inbox"},
		why: "what is said and how it is sent does not depend on how it was asked",
	},
	{
		who: []string{"bot/telegram/render", "bot/telegram/inbox"}, never: []string{"bot/telegram/outbox"},
		why: "rendering is a function of a reply, and receiving hands over; only the adapter joins the way in with the way out",
	},
	{
		who: []string{"bot/shared"}, never: []string{"bot", "retrieval"}, except: []string{"bot/shared", "bot/internal", "retrieval/clock"},
		why: "what replicas share are keys and bytes: who keeps what in it is known to those above",
	},
	{
		who: []string{"retrieval", "bot", "config"}, but: []string{"bot/shared/postgres", "bot/shared/pgtest"}, never: []string{pgx, "bot/shared/postgres"},
		why: "one package holds the database's library, and only cmd chooses it: all others keep things in a shared.Store",
	},
	{
		who: []string{"retrieval", "bot", "config", "seeds"}, but: []string{"retrieval/indextest", "bot/shared/sharedtest", "bot/shared/pgtest"},
		never: []string{"bot/discord/discordtest", "bot/telegram/telegramtest", "bot/locale/localetest", "retrieval/clock/clocktest", "retrieval/indextest", "bot/shared/sharedtest", "bot/shared/pgtest"},
		why:   "what stands in for a platform, an index, a language, the time or shared state in tests is not part of the program",
	},
}

// in tells whether a package belongs to a beginning: "a" is a and all below it,
// "a." is a alone, "a/" all below it.
func in(pkg, beginning string) bool {
	if alone, ok := strings.CutSuffix(beginning, "."); ok {
		return pkg == alone
	}
	if below, ok := strings.CutSuffix(beginning, "/"); ok {
		return strings.HasPrefix(pkg, below+"/")
	}
	return pkg == beginning || strings.HasPrefix(pkg, beginning+"/")
}

func inAny(pkg string, beginnings []string) bool {
	return slices.ContainsFunc(beginnings, func(b string) bool { return in(pkg, b) })
}

// breaks tells whether an import is against the rule.
func (l layer) breaks(from, to string) bool {
	return inAny(from, l.who) && !inAny(from, l.but) && inAny(to, l.never) && !inAny(to, l.except)
}

// source is what the test sees of a package.
type source struct {
	imports map[string]bool // ours without the module's name
	files   int             // that are no tests
}

// readModule returns the module's packages by their path in it, for every
// system: no file is left out for its build tags.
func readModule(t *testing.T, root string) map[string]*source {
	t.Helper()
	packages := map[string]*source{}
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && name != root && (strings.HasPrefix(e.Name(), ".") || e.Name() == "testdata") {
			return fs.SkipDir
		}
		if e.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		return addFile(packages, root, name)
	})
	must(t, err)
	return packages
}

// addFile takes one file.
func addFile(packages map[string]*source, root, name string) error {
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		return err
	}
	below, err := filepath.Rel(root, filepath.Dir(name))
	if err != nil {
		return err
	}
	pkg := path.Clean(filepath.ToSlash(below))
	if packages[pkg] == nil {
		packages[pkg] = &source{imports: map[string]bool{}}
	}
	packages[pkg].files++
	for _, i := range f.Imports {
		imported, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return err
		}
		packages[pkg].imports[strings.TrimPrefix(imported, module)] = true
	}
	return nil
}

func TestNothingBelowKnowsWhatIsAbove(t *testing.T) {
	packages := readModule(t, "../..")
	if packages["cmd/articlebot"] == nil || packages["retrieval"] == nil {
		t.Fatalf("the module has only %v", slices.Sorted(maps.Keys(packages)))
	}
	for _, from := range slices.Sorted(maps.Keys(packages)) {
		for _, to := range slices.Sorted(maps.Keys(packages[from].imports)) {
			for _, l := range floorPlan {
				if l.breaks(from, to) {
					t.Errorf("%s imports %s: %s", from, to, l.why)
				}
			}
		}
	}
}

// TestTheFloorPlanForbids holds that no rule is empty by a slip in its words.
func TestTheFloorPlanForbids(t *testing.T) {
	for _, c := range [][2]string{
		{"retrieval/engine", "bot"}, {"retrieval", "github.com/bwmarrin/discordgo"}, {"bot/dialogue", "github.com/blevesearch/bleve/v2"},
		{"bot/intent", "retrieval/engine"}, {"bot/intent", "bot/dialogue"}, {"bot/followup", "bot/dialogue"}, {"bot/session", "bot/dialogue"}, {"bot/session", "bot/state"}, {"bot/followup", "bot/session"}, {"bot/followup", "bot/state"}, {"bot/fault", "bot/state"}, {"bot/locale", "bot/state"}, {"bot/reply", "bot/state"}, {"bot/admin", "bot/dialogue"}, {"bot", "retrieval/corpus/parse"}, {"bot/discord", "bot/telegram"}, {"bot/telegram/api", "bot/discord/api"},
		{"bot/telegram/journal", "bot/telegram/api"}, {"bot/discord/inbox", "bot/discord"}, {"bot/telegram/outbox", "bot/telegram/inbox"}, {"bot/telegram/inbox", "bot/telegram/outbox"},
		{"bot", "bot/console"}, {"bot/telegram", "bot/web/page"}, {"bot/web", "bot/telegram"}, {"bot/web/page", "bot/web"}, {"config", "cmd/articlebot"}, {"retrieval/engine", "config"}, {"bot", "seeds"}, {"seeds", "retrieval"},
		{"retrieval", "retrieval/engine"}, {"retrieval/text", "retrieval"}, {"retrieval/corpus/parse/record", "retrieval/corpus"}, {"retrieval/rank", "retrieval/engine"}, {"retrieval/rank/want", "retrieval/rank"}, {"retrieval/rank/analysis", "retrieval/rank"}, {"retrieval/rank/logistic", "retrieval"}, {"retrieval/rank/sketch", "retrieval/rank/analysis"},
		{"bot/shared", "bot"}, {"bot/state", "github.com/jackc/pgx/v5"}, {"bot/dialogue", "bot/shared/postgres"}, {"bot/state", "bot/shared/pgtest"},
		{"cmd/articlebot/asking", "cmd/articlebot/serving"}, {"cmd/articlebot/serving", "cmd/articlebot"}, {"cmd/articlebot/cli", "cmd/articlebot/wire"}, {"cmd/articlebot/wire", "cmd/articlebot/setup"},
		{"retrieval/corpus/merge", "retrieval/corpus"}, {"retrieval/corpus/merge", "retrieval/corpus/fetch"}, {"retrieval/corpus/parse/feed", "retrieval/corpus/parse"}, {"retrieval/corpus/parse/feed", "retrieval/corpus/parse/saved"}, {"retrieval/corpus/parse/body", "retrieval/corpus/parse/webpage"}, {"retrieval/corpus/parse/draft", "retrieval/corpus/parse/body"},
		{"retrieval/opensearch", "retrieval/bleveindex"}, {"retrieval/engine", "retrieval/opensearch"}, {"retrieval/shelf", "retrieval/engine"}, {"bot/web/page", "html/template"}, {"cmd/articlebot/cli", "text/template"},
	} {
		if !slices.ContainsFunc(floorPlan, func(l layer) bool { return l.breaks(c[0], c[1]) }) {
			t.Errorf("%s may import %s", c[0], c[1])
		}
	}
	for _, c := range [][2]string{
		{"bot/dialogue", "retrieval"}, {"bot/discord/render", "bot/discord/api"}, {"bot/discord", "bot"}, {"bot/dialogue", "bot/locale"},
		{"retrieval/engine", "retrieval/rank"}, {"retrieval/rank", "retrieval/rank/analysis"}, {"retrieval/rank/analysis", "retrieval"}, {"cmd/articlebot", "bot/telegram"}, {"bot/telegram/outbox", "bot/telegram/journal"}, {"bot/telegram", "bot/telegram/inbox"},
		{"bot/web", "bot/web/page"}, {"bot/web", "bot/intent"}, {"bot/state", "bot/shared"}, {"bot/shared/postgres", "github.com/jackc/pgx/v5"},
	} {
		for _, l := range floorPlan {
			if l.breaks(c[0], c[1]) {
				t.Errorf("%s may not import %s: %s", c[0], c[1], l.why)
			}
		}
	}
}

// maxFiles is how many files, tests apart, a package may have: more is no
// place where a newcomer finds anything.
const maxFiles = 20

func TestPackagesAreSmallEnoughToFindSomething(t *testing.T) {
	for pkg, s := range readModule(t, "../..") {
		if s.files > maxFiles {
			t.Errorf("%s has %d files, more than %d: part it", pkg, s.files, maxFiles)
		}
	}
}
