package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"

	"articlebot/config/nearest"
	"articlebot/retrieval"
)

// options is what flags and words of a command line say.
type options struct {
	words         []string
	help          bool
	config        string
	articles      []string
	article       string // whose understanding is shown, "" for none
	all           bool
	json          bool
	limit         int // 0: not given
	questions     []string
	conversations []string
	fit           bool
	half          int // 1 or 2; 0: not given
	model         string
	dry           bool
	force         bool
	back          bool
	example       bool
	explain       bool
	failures      bool
	compare       bool
	paper         string
	dataDir       string
}

// flagDef is a flag: it means the same in every verb that takes it.
type flagDef struct {
	name, value, doc string // value is what stands for its argument, "" for none
	define           func(fs *flag.FlagSet, o *options, name string)
}

// flagDefs are all flags there are, in the order that usage lists them.
var flagDefs = []flagDef{
	{"articles", "PATH", "read the articles from this file, folder or feed address instead of\nthe configured ones; may be given several times", defineArticles},
	{"paper", "NAME", "the newspaper's name, as the bot says it", func(fs *flag.FlagSet, o *options, n string) { fs.StringVar(&o.paper, n, "", "") }},
	{"data-dir", "DIR", "keep the index and all else in this folder", func(fs *flag.FlagSet, o *options, n string) { fs.StringVar(&o.dataDir, n, "", "") }},
	{"article", "X", "show the article of this key, id, address, file or title, or with this\nin its title, passage by passage", defineArticle},
	{"all", "", "list everything, not only some of many", func(fs *flag.FlagSet, o *options, n string) { fs.BoolVar(&o.all, n, false, "") }},
	{"limit", "N", "show up to N passages (3 where machines read, 1 where people do; at most " + strconv.Itoa(retrieval.MaxLimit) + ")", defineLimit},
	{"questions", "FILE", "the set of questions, JSON Lines; may be given several times", defineQuestions},
	{"conversations", "PATH", "a folder with questions.jsonl and conversations.json, rows of their ids;\nor a set of questions, of which conversations are made; may be given several times", defineConversations},
	{"fit", "", "fit the ranking's model to the questions and print it", func(fs *flag.FlagSet, o *options, n string) { fs.BoolVar(&o.fit, n, false, "") }},
	{"model", "FILE", "measure with this fitted model instead of the one that ships", func(fs *flag.FlagSet, o *options, n string) { fs.StringVar(&o.model, n, "", "") }},
	{"half", "N", "take only half of the questions, 1 or 2, by a hash of their ids", defineHalf},
	{"failures", "", "list the questions that went wrong and what came instead", func(fs *flag.FlagSet, o *options, n string) { fs.BoolVar(&o.failures, n, false, "") }},
	{"compare", "", "measure words alone, meaning alone and both, side by side", func(fs *flag.FlagSet, o *options, n string) { fs.BoolVar(&o.compare, n, false, "") }},
	{"explain", "", "tell why this passage comes first and why it is this certain", func(fs *flag.FlagSet, o *options, n string) { fs.BoolVar(&o.explain, n, false, "") }},
	{"dry", "", "tell what would change, and change nothing", func(fs *flag.FlagSet, o *options, n string) { fs.BoolVar(&o.dry, n, false, "") }},
	{"force", "", "take the new index even where a check fails", func(fs *flag.FlagSet, o *options, n string) { fs.BoolVar(&o.force, n, false, "") }},
	{"back", "", "return to the generation before", func(fs *flag.FlagSet, o *options, n string) { fs.BoolVar(&o.back, n, false, "") }},
	{"example", "", "print a commented file with every setting at its default", func(fs *flag.FlagSet, o *options, n string) { fs.BoolVar(&o.example, n, false, "") }},
	{"json", "", "print JSON for programs", func(fs *flag.FlagSet, o *options, n string) { fs.BoolVar(&o.json, n, false, "") }},
	{"config", "FILE", "read settings from this YAML file (or set ARTICLEBOT_CONFIG)", func(fs *flag.FlagSet, o *options, n string) { fs.StringVar(&o.config, n, "", "") }},
}

func defineArticles(fs *flag.FlagSet, o *options, name string) {
	definePaths(fs, &o.articles, name)
}

func defineArticle(fs *flag.FlagSet, o *options, name string) {
	fs.Func(name, "", func(s string) error {
		if strings.TrimSpace(s) == "" {
			return errors.New("write a key, an id, an address, a file or a title")
		}
		o.article = s
		return nil
	})
}

func defineQuestions(fs *flag.FlagSet, o *options, name string) {
	definePaths(fs, &o.questions, name)
}

func defineConversations(fs *flag.FlagSet, o *options, name string) {
	definePaths(fs, &o.conversations, name)
}

func definePaths(fs *flag.FlagSet, paths *[]string, name string) {
	fs.Func(name, "", func(s string) error {
		if s == "" {
			return errors.New("write a path")
		}
		*paths = append(*paths, s)
		return nil
	})
}

func defineHalf(fs *flag.FlagSet, o *options, name string) {
	fs.Func(name, "", func(s string) error {
		if s != "1" && s != "2" {
			return errors.New("write 1 or 2")
		}
		o.half = int(s[0] - '0')
		return nil
	})
}

func defineLimit(fs *flag.FlagSet, o *options, name string) {
	fs.Func(name, "", func(s string) error {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > retrieval.MaxLimit {
			return fmt.Errorf("write a number from 1 to %d", retrieval.MaxLimit)
		}
		o.limit = n
		return nil
	})
}

// defsOf returns the verb's flags in the order of the table.
func (v verb) defsOf() []flagDef {
	var defs []flagDef
	for _, d := range flagDefs {
		for _, name := range v.flags {
			if d.name == name {
				defs = append(defs, d)
			}
		}
	}
	return defs
}

// parse reads a verb's command line. Flags and words may come in any order; a
// flag begins with - and a letter, so that "-5 degrees" is words; after "--"
// everything is.
func (v verb) parse(args []string) (options, error) {
	var o options
	fs := flag.NewFlagSet(v.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	for _, d := range v.defsOf() {
		d.define(fs, &o, d.name)
	}
	for len(args) > 0 {
		if args[0] == "--" {
			o.words = append(o.words, args[1:]...)
			break
		}
		if !isFlag(args[0]) {
			o.words = append(o.words, args[0])
			args = args[1:]
			continue
		}
		n, err := v.flagLen(fs, args[0])
		if err == nil && n > len(args) {
			err = usagef(v.name, "flag %s needs a value", args[0])
		}
		if err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return options{help: true}, nil
			}
			return options{}, err
		}
		if err := fs.Parse(args[:n]); err != nil {
			return options{}, usagef(v.name, "%s", strings.ReplaceAll(err.Error(), "flag -", "flag --"))
		}
		args = args[n:]
	}
	if v.wordless && len(o.words) > 0 {
		return options{}, usagef(v.name, "%q is too much: %s takes flags only", o.words[0], v.name)
	}
	return o, nil
}

// flagLen returns how many arguments the flag arg takes up, itself included.
func (v verb) flagLen(fs *flag.FlagSet, arg string) (int, error) {
	name, _, hasValue := strings.Cut(strings.TrimLeft(arg, "-"), "=")
	f := fs.Lookup(name)
	switch {
	case f == nil && (name == "help" || name == "h"):
		return 0, flag.ErrHelp
	case f == nil:
		return 0, v.unknownFlag(name)
	case hasValue:
		return 1, nil
	}
	if b, ok := f.Value.(interface{ IsBoolFlag() bool }); ok && b.IsBoolFlag() {
		return 1, nil
	}
	return 2, nil
}

func (v verb) unknownFlag(name string) error {
	if near, ok := nearest.To(name, v.flags); ok {
		return usagef(v.name, "there is no flag --%s; did you mean --%s?", name, near)
	}
	return usagef(v.name, "%s has no flag --%s; a word that begins with - goes after --", v.name, name)
}

// isFlag tells a flag from a word.
func isFlag(arg string) bool {
	rest := strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-")
	return rest != arg && rest != "" && (rest[0]|0x20 >= 'a' && rest[0]|0x20 <= 'z') && !strings.ContainsAny(arg, " \t\n")
}
