package wire

import (
	"fmt"
	"os"

	"articlebot/cmd/articlebot/cli"
	"articlebot/retrieval/rank"
)

// ModelOf reads a fitted model from a file; nil for the shipped ones.
func ModelOf(a *cli.App, path string) (*rank.Models, error) {
	if path == "" {
		return nil, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	m, err := rank.ParseModel(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	models, err := rank.DefaultModels("")
	if err != nil {
		return nil, err
	}
	if m.Encoder == "" {
		models.Words = m
	} else {
		models.Meaning = &m
	}
	return &models, nil
}
