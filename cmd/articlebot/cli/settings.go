package cli

import (
	"path/filepath"
	"slices"

	"articlebot/config"
	"articlebot/retrieval/corpus/parse/address"
)

// LoadConfig returns the settings that the command line, the environment and
// the file make.
func (a *App) LoadConfig(o Options) (config.Config, error) {
	file := o.Config
	if file == "" {
		file = a.Env.Get(config.EnvFile)
	}
	c, err := config.Load(file, a.Env)
	if err != nil {
		return config.Config{}, WithHint(err, "articlebot config --example shows every setting")
	}
	var named []config.Source
	for _, path := range o.Articles {
		named = append(named, config.Source{Path: path})
	}
	if len(named) > 0 && !slices.EqualFunc(named, c.Articles, sameSource) {
		c.SetArticles(o.Articles, ArticlesFlag)
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

// ArticlesFlag is the origin of articles that the command line names in place of
// the configured ones.
const ArticlesFlag = "--articles"
