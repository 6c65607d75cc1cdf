package wire

import (
	"fmt"
	"path/filepath"

	"articlebot/cmd/articlebot/cli"
	"articlebot/config"
	"articlebot/retrieval"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/corpus/fetch"
	"articlebot/retrieval/corpus/parse"
	"articlebot/retrieval/text"
	"articlebot/seeds"
)

// NewReader returns the reader of the configured sources.
func NewReader(a *cli.App, c config.Config) retrieval.Reader {
	o := corpus.Options{Fetch: fetch.Options{
		AllowHosts:   c.Feeds.AllowHosts,
		AllowPrivate: c.Feeds.AllowPrivate,
		Timeout:      c.Feeds.Timeout,
		Delay:        c.Feeds.Delay,
		MaxBytes:     int64(c.Feeds.MaxBytes),
		Contact:      c.Feeds.Contact,
		Proxy:        fetch.EnvironmentProxy(a.Env.Get),
	}}
	if c.Feeds.Delay == 0 {
		o.Fetch.Delay = -1 // there, zero is the default
	}
	o.Zone, _ = c.Zone() // checked when it was loaded
	if c.DataDir != "" {
		o.MemoryDir, o.AsideDir = filepath.Join(c.DataDir, "feeds"), AsideDir(c)
	}
	return corpus.NewLoader(sources(c), o)
}

// AsideDir is where it stands what was being read when a process ended.
func AsideDir(c config.Config) string { return filepath.Join(c.DataDir, "reading") }

// sources returns the configured sources, or the built-in articles if there
// are none.
func sources(c config.Config) []corpus.Source {
	if len(c.Articles) == 0 {
		return []corpus.Source{{Path: seedsName, FS: mounted{seeds.Files, seedsName}}}
	}
	var list []corpus.Source
	for _, s := range c.Articles {
		list = append(list, corpus.Source{
			Path: s.Path, Kind: parse.Kind(s.Kind), Section: s.Section, Language: text.Language(s.Language), FollowLinks: s.FollowLinks,
			Feed: corpus.FeedOptions{TeaserOnly: s.TeaserOnly, MaxEntries: s.MaxEntries, Keep: s.Keep},
		})
	}
	return list
}

// SamplesNote says whose articles answer where nobody has named any.
const SamplesNote = "These are the sample articles that are built in, not yours: articlebot init sets up your own."

// NoteSamples tells a person at the machine that the sample articles answer.
// Programs know what they asked for.
func NoteSamples(a *cli.App, c config.Config) {
	if len(c.Articles) == 0 {
		fmt.Fprintln(a.Stderr, SamplesNote)
	}
}
