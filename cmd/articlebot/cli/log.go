package cli

import (
	"log/slog"

	"articlebot/config"
)

// NewLog returns the operators' log. It never gets questions, tokens or names
// of people.
func (a *App) NewLog(c config.Log) *slog.Logger {
	a.SetLevel(c.Level)
	o := &slog.HandlerOptions{Level: &a.level}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(a.Stderr, o))
	}
	return slog.New(slog.NewTextHandler(a.Stderr, o))
}

// SetLevel changes how much is logged, of what is logged already too.
func (a *App) SetLevel(name string) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(name)); err != nil {
		level = slog.LevelInfo // Validate has refused anything else
	}
	a.level.Set(level)
}

// QuietLog is the log of a verb that one person runs: what went wrong, unless
// more is asked for.
func (a *App) QuietLog(c config.Config) *slog.Logger {
	if c.Log.Level == config.Default().Log.Level {
		c.Log.Level = "error"
	}
	return a.NewLog(c.Log)
}
