package cli

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

// Options is what flags and words of a command line say.
type Options struct {
	Words         []string
	Help          bool
	Config        string
	Articles      []string
	Article       string // whose understanding is shown, "" for none
	All           bool
	JSON          bool
	Limit         int // 0: not given
	Questions     []string
	Conversations []string
	Fit           bool
	Half          int // 1 or 2; 0: not given
	Model         string
	Dry           bool
	Force         bool
	Back          bool
	Example       bool
	Explain       bool
	Failures      bool
	Compare       bool
	Paper         string
	DataDir       string
}

// Flag is a flag: it means the same in every verb that takes it.
type Flag struct {
	Name, Value, Doc string // value is what stands for its argument, "" for none
	define           func(fs *flag.FlagSet, o *Options, name string)
}

// Flags are all flags there are, in the order that usage lists them.
var Flags = []Flag{
	{"articles", "PATH", "read the articles from this file, folder or feed address instead of\nthe configured ones; may be given several times", defineArticles},
	{"paper", "NAME", "the newspaper's name, as the bot says it", func(fs *flag.FlagSet, o *Options, n string) { fs.StringVar(&o.Paper, n, "", "") }},
	{"data-dir", "DIR", "keep the index and all else in this folder", func(fs *flag.FlagSet, o *Options, n string) { fs.StringVar(&o.DataDir, n, "", "") }},
	{"article", "X", "show the article of this key, id, address, file or title, or with this\nin its title, passage by passage", defineArticle},
	{"all", "", "list everything, not only some of many", func(fs *flag.FlagSet, o *Options, n string) { fs.BoolVar(&o.All, n, false, "") }},
	{"limit", "N", "show up to N passages (3 where machines read, 1 where people do; at most " + strconv.Itoa(retrieval.MaxLimit) + ")", defineLimit},
	{"questions", "FILE", "the set of questions, JSON Lines; may be given several times", defineQuestions},
	{"conversations", "PATH", "a folder with questions.jsonl and conversations.json, rows of their ids;\nor a set of questions, of which conversations are made; may be given several times", defineConversations},
	{"fit", "", "fit the ranking's model to the questions and print it", func(fs *flag.FlagSet, o *Options, n string) { fs.BoolVar(&o.Fit, n, false, "") }},
	{"model", "FILE", "measure with this fitted model instead of the one that ships", func(fs *flag.FlagSet, o *Options, n string) { fs.StringVar(&o.Model, n, "", "") }},
	{"half", "N", "take only half of the questions, 1 or 2, by a hash of their ids", defineHalf},
	{"failures", "", "list the questions that went wrong and what came instead", func(fs *flag.FlagSet, o *Options, n string) { fs.BoolVar(&o.Failures, n, false, "") }},
	{"compare", "", "measure words alone, meaning alone and both, side by side", func(fs *flag.FlagSet, o *Options, n string) { fs.BoolVar(&o.Compare, n, false, "") }},
	{"explain", "", "tell why this passage comes first and why it is this certain", func(fs *flag.FlagSet, o *Options, n string) { fs.BoolVar(&o.Explain, n, false, "") }},
	{"dry", "", "tell what would change, and change nothing", func(fs *flag.FlagSet, o *Options, n string) { fs.BoolVar(&o.Dry, n, false, "") }},
	{"force", "", "take the new index even where a check fails", func(fs *flag.FlagSet, o *Options, n string) { fs.BoolVar(&o.Force, n, false, "") }},
	{"back", "", "return to the generation before", func(fs *flag.FlagSet, o *Options, n string) { fs.BoolVar(&o.Back, n, false, "") }},
	{"example", "", "print a commented file with every setting at its default", func(fs *flag.FlagSet, o *Options, n string) { fs.BoolVar(&o.Example, n, false, "") }},
	{"json", "", "print JSON for programs", func(fs *flag.FlagSet, o *Options, n string) { fs.BoolVar(&o.JSON, n, false, "") }},
	{"config", "FILE", "read settings from this YAML file (or set ARTICLEBOT_CONFIG)", func(fs *flag.FlagSet, o *Options, n string) { fs.StringVar(&o.Config, n, "", "") }},
}

func defineArticles(fs *flag.FlagSet, o *Options, name string) {
	definePaths(fs, &o.Articles, name)
}

func defineArticle(fs *flag.FlagSet, o *Options, name string) {
	fs.Func(name, "", func(s string) error {
		if strings.TrimSpace(s) == "" {
			return errors.New("write a key, an id, an address, a file or a title")
		}
		o.Article = s
		return nil
	})
}

func defineQuestions(fs *flag.FlagSet, o *Options, name string) {
	definePaths(fs, &o.Questions, name)
}

func defineConversations(fs *flag.FlagSet, o *Options, name string) {
	definePaths(fs, &o.Conversations, name)
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

func defineHalf(fs *flag.FlagSet, o *Options, name string) {
	fs.Func(name, "", func(s string) error {
		if s != "1" && s != "2" {
			return errors.New("write 1 or 2")
		}
		o.Half = int(s[0] - '0')
		return nil
	})
}

func defineLimit(fs *flag.FlagSet, o *Options, name string) {
	fs.Func(name, "", func(s string) error {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > retrieval.MaxLimit {
			return fmt.Errorf("write a number from 1 to %d", retrieval.MaxLimit)
		}
		o.Limit = n
		return nil
	})
}

// DefsOf returns the verb's flags in the order of the table.
func (v Verb) DefsOf() []Flag {
	var defs []Flag
	for _, d := range Flags {
		for _, name := range v.Flags {
			if d.Name == name {
				defs = append(defs, d)
			}
		}
	}
	return defs
}

// Parse reads a verb's command line. Flags and words may come in any order; a
// flag begins with - and a letter, so that "-5 degrees" is words; after "--"
// everything is.
func (v Verb) Parse(args []string) (Options, error) {
	var o Options
	fs := flag.NewFlagSet(v.Name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	for _, d := range v.DefsOf() {
		d.define(fs, &o, d.Name)
	}
	for len(args) > 0 {
		if args[0] == "--" {
			o.Words = append(o.Words, args[1:]...)
			break
		}
		if !isFlag(args[0]) {
			o.Words = append(o.Words, args[0])
			args = args[1:]
			continue
		}
		n, err := v.flagLen(fs, args[0])
		if err == nil && n > len(args) {
			err = Usagef(v.Name, "flag %s needs a value", args[0])
		}
		if err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return Options{Help: true}, nil
			}
			return Options{}, err
		}
		if err := fs.Parse(args[:n]); err != nil {
			return Options{}, Usagef(v.Name, "%s", strings.ReplaceAll(err.Error(), "flag -", "flag --"))
		}
		args = args[n:]
	}
	if v.Wordless && len(o.Words) > 0 {
		return Options{}, Usagef(v.Name, "%q is too much: %s takes flags only", o.Words[0], v.Name)
	}
	return o, nil
}

// flagLen returns how many arguments the flag arg takes up, itself included.
func (v Verb) flagLen(fs *flag.FlagSet, arg string) (int, error) {
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

func (v Verb) unknownFlag(name string) error {
	if near, ok := nearest.To(name, v.Flags); ok {
		return Usagef(v.Name, "there is no flag --%s; did you mean --%s?", name, near)
	}
	return Usagef(v.Name, "%s has no flag --%s; a word that begins with - goes after --", v.Name, name)
}

// isFlag tells a flag from a word.
func isFlag(arg string) bool {
	rest := strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-")
	return rest != arg && rest != "" && (rest[0]|0x20 >= 'a' && rest[0]|0x20 <= 'z') && !strings.ContainsAny(arg, " \t\n")
}

// Completed is what a value of a flag may be: "path" for files and folders, ""
// for anything else.
func (d Flag) Completed() string {
	switch d.Value {
	case "PATH", "FILE", "DIR":
		return "path"
	}
	return ""
}
