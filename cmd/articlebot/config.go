package main

import (
	"context"
	"io"
	"path/filepath"
	"slices"

	"articlebot/config"
	"articlebot/retrieval/corpus/parse/address"
)

var configVerb = verb{
	name: "config", wordless: true, flags: []string{"config", "articles", "example", "json"},
	summary: "print the settings in force, secrets starred",
	about: "Each setting comes from its default, the file, or its environment variable,\n" +
		"the later ones winning; where it is not the default, its origin stands beside it.",
	example: "articlebot config --example > articlebot.yaml",
	run:     (*app).printConfig,
}

func (a *app) printConfig(_ context.Context, o options) error {
	if o.example {
		_, err := io.WriteString(a.stdout, config.Example)
		return err
	}
	c, err := a.loadConfig(o)
	if err != nil {
		return err
	}
	if o.json {
		return printJSON(a.stdout, c.Map())
	}
	_, err = io.WriteString(a.stdout, c.YAML())
	return err
}

// loadConfig returns the settings that the command line, the environment and
// the file make.
func (a *app) loadConfig(o options) (config.Config, error) {
	file := o.config
	if file == "" {
		file = a.env.Get(config.EnvFile)
	}
	c, err := config.Load(file, a.env)
	if err != nil {
		return config.Config{}, withHint(err, "articlebot config --example shows every setting")
	}
	var named []config.Source
	for _, path := range o.articles {
		named = append(named, config.Source{Path: path})
	}
	if len(named) > 0 && !slices.EqualFunc(named, c.Articles, sameSource) {
		c.SetArticles(o.articles, articlesFlag)
	}
	return c, nil
}

// sameSource tells whether two sources are one, however their paths are
// written.
func sameSource(a, b config.Source) bool {
	if address.IsWeb(a.Path) || address.IsWeb(b.Path) {
		return a == b
	}
	whole, err := filepath.Abs(a.Path)
	other, err2 := filepath.Abs(b.Path)
	a.Path, b.Path = "", ""
	return err == nil && err2 == nil && whole == other && a == b
}

// articlesFlag is the origin of articles that the command line names in place of
// the configured ones.
const articlesFlag = "--articles"
