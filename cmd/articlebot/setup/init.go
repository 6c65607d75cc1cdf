package setup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"articlebot/bot/console"
	"articlebot/cmd/articlebot/cli"
	"articlebot/config"
	"articlebot/retrieval/corpus/parse/address"
)

// InitVerb is the command init.
var InitVerb = cli.Verb{
	Name: "init", Wordless: true, Flags: []string{"articles", "paper", "data-dir", "config"},
	Summary: "write a configuration for your own articles after three questions",
	About: "The file is articlebot.yaml here, or what --config names; one that exists is left\n" +
		"alone. Questions whose flag is given are not asked, and without a terminal none is.",
	Example: "articlebot init --articles news",
	Run:     func(a *cli.App, ctx context.Context, o cli.Options) error { return (&app{a}).init(ctx, o) },
}

// What init suggests.
const (
	starterFile = "articlebot.yaml"
	starterData = "articlebot-data"
)

func (a *app) init(ctx context.Context, o cli.Options) error {
	file, err := filepath.Abs(cmp.Or(o.Config, starterFile))
	if err != nil {
		return fmt.Errorf("find the configuration's place: %w", err)
	}
	if _, err := os.Lstat(file); err == nil {
		return errExists(file)
	}
	c, err := a.decide(ctx, o)
	if err != nil {
		return err
	}
	steps := nextSteps(file)
	head := "Settings of articlebot for your own articles. What is commented out is a default;\n" +
		"articlebot config --example shows every setting there is. A bot's token does not\nbelong in here: put it in a variable, or in a file that a variable names.\n\n" + steps
	if err := writeNew(file, c.Starter(head)); err != nil {
		return err
	}
	if _, err := config.Load(file, nil); err != nil {
		return errors.Join(fmt.Errorf("what was answered makes no configuration: %w", err), os.Remove(file))
	}
	_, err = fmt.Fprintf(a.Stdout, "Wrote %s.\n\n%s", cli.Printable(file), cli.Printable(steps))
	return err
}

// errExists is a file that init leaves alone.
func errExists(file string) error {
	return cli.WithHint(fmt.Errorf("%s: %w", file, fs.ErrExist), "articlebot init --config FILE writes another one; nothing was changed")
}

// writeNew makes a file that only its owner reads, as addresses of feeds may
// hold keys.
func writeNew(file, text string) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return errExists(file)
	}
	if err != nil {
		return fmt.Errorf("write the configuration: %w", err)
	}
	_, err = io.WriteString(f, text)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(fmt.Errorf("write the configuration: %w", err), os.Remove(file))
	}
	return nil
}

// decide gathers what the flags and the answers say. Paths become whole ones,
// so that the file means the same from every folder.
func (a *app) decide(ctx context.Context, o cli.Options) (config.Config, error) {
	c := config.Default()
	ask := func(string, string) (string, error) { return "", nil }
	if _, ok := console.Terminal(a.Stdin); ok {
		feed := console.NewFeed(ctx, console.NewLines(a.Stdin))
		ask = func(question, usual string) (string, error) { return a.question(ctx, feed, question, usual) }
	} else if len(o.Articles) == 0 {
		return c, cli.Usagef("init", "without a terminal nothing is asked: write --articles PATH")
	}
	if err := decideArticles(&c, o.Articles, ask); err != nil {
		return c, err
	}
	var err error
	if c.Conversation.Paper = o.Paper; o.Paper == "" {
		if c.Conversation.Paper, err = ask("What is your paper called?", "not said"); err != nil {
			return c, err
		}
	}
	dir := o.DataDir
	if dir == "" {
		if dir, err = ask("Which folder may keep the index?", starterData); err != nil {
			return c, err
		}
	}
	if c.DataDir, err = filepath.Abs(cmp.Or(dir, starterData)); err != nil {
		return c, fmt.Errorf("find the data directory: %w", err)
	}
	return c, nil
}

// decideArticles takes the sources that were given, or asks until there is one.
func decideArticles(c *config.Config, given []string, ask func(string, string) (string, error)) error {
	for len(given) == 0 {
		answer, err := ask("Where are your articles? A folder, a file or the address of a feed:", "")
		if err != nil {
			return err
		}
		if answer != "" {
			given = []string{answer}
		}
	}
	for _, path := range given {
		if !address.IsWeb(path) {
			whole, err := filepath.Abs(path)
			if err == nil {
				_, err = os.Stat(whole)
			}
			if err != nil {
				return cli.WithHint(fmt.Errorf("find the articles: %w", err), "write a file or folder that exists, or an address that begins with https://")
			}
			path = whole
		}
		c.Articles = append(c.Articles, config.Source{Path: path})
	}
	return nil
}

// question asks a person one thing; "" is an answer that only presses Enter.
func (a *app) question(ctx context.Context, feed *console.Feed, question, usual string) (string, error) {
	if usual != "" {
		question += " [" + usual + "]"
	}
	fmt.Fprint(a.Stderr, question+" ")
	line, err := feed.Next(ctx)
	if err != nil {
		return "", fmt.Errorf("read the answer: %w", err)
	}
	return strings.TrimSpace(line), nil
}

// nextSteps are the commands that lead from the file to a bot that serves.
func nextSteps(file string) string {
	return "Next:\n" +
		"  export ARTICLEBOT_CONFIG=" + shellWord(file) + "\n" +
		"  articlebot index    # reads the articles; tells what was skipped and why\n" +
		"  articlebot chat     # ask them in this terminal\n" +
		"  export ARTICLEBOT_TELEGRAM_TOKEN=...    # from @BotFather, or ARTICLEBOT_DISCORD_TOKEN\n" +
		"  articlebot serve    # answers people until it is stopped\n"
}

// shellWord quotes a word for a shell where it must be.
func shellWord(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/._-+:@%", r)
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return cli.QuoteWord(s)
}
