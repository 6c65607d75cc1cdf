package main

import (
	"log/slog"

	"articlebot/config"
)

// newLog returns the operators' log. It never gets questions, tokens or names
// of people.
func (a *app) newLog(c config.Log) *slog.Logger {
	a.setLevel(c.Level)
	o := &slog.HandlerOptions{Level: &a.level}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(a.stderr, o))
	}
	return slog.New(slog.NewTextHandler(a.stderr, o))
}

// setLevel changes how much is logged, of what is logged already too.
func (a *app) setLevel(name string) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(name)); err != nil {
		level = slog.LevelInfo // Validate has refused anything else
	}
	a.level.Set(level)
}

// quietLog is the log of a verb that one person runs: what went wrong, unless
// more is asked for.
func (a *app) quietLog(c config.Config) *slog.Logger {
	if c.Log.Level == config.Default().Log.Level {
		c.Log.Level = "error"
	}
	return a.newLog(c.Log)
}
