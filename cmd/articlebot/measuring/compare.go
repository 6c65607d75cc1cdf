package measuring

import (
	"context"
	"fmt"

	"articlebot/cmd/articlebot/cli"
	"articlebot/cmd/articlebot/inspect"
	"articlebot/cmd/articlebot/wire"
	"articlebot/config"
	"articlebot/retrieval/eval"
	"articlebot/retrieval/rank"
)

// jsonComparison is the comparison of one set, one line each.
type jsonComparison struct {
	File string `json:"questions_file"`
	eval.Comparison
}

// compare prints the figures of each set by words alone, by meaning alone and by
// both.
func (a *app) compare(ctx context.Context, c config.Config, sets []eval.Set, models *rank.Models, json bool) error {
	e, err := wire.OpenEncoder(c.Encoder)
	if err != nil {
		return err
	}
	if e == nil {
		return cli.Usagef("eval", "there is no meaning to compare with while encoder.model is off")
	}
	if models == nil || models.Meaning == nil { // none is given, or one for words
		shipped, err := rank.DefaultModels(e.Fit())
		if err != nil {
			return err
		}
		if models != nil {
			shipped.Words = models.Words
		}
		models = &shipped
	}
	for i, s := range sets {
		found, err := a.compareSet(ctx, c, s, *models)
		if err != nil {
			return err
		}
		if json {
			if err := cli.PrintJSON(a.Stdout, jsonComparison{s.Name, found}); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			fmt.Fprintln(a.Stdout)
		}
		fmt.Fprintf(a.Stdout, "%s: %s\n\n", s.Name, inspect.Plural(len(s.Questions), "question"))
		if err := eval.WriteComparison(a.Stdout, found); err != nil {
			return err
		}
	}
	return nil
}

// compareSet asks one set's questions in the three ways, one engine after the
// other: they share the kept vectors, which one process writes at a time.
func (a *app) compareSet(ctx context.Context, c config.Config, s eval.Set, models rank.Models) (eval.Comparison, error) {
	off := c
	off.Encoder = config.Encoder{Model: config.EncoderOff}
	ask := func(c config.Config, m rank.Models) ([]eval.Result, error) {
		e, err := a.openSet(ctx, c, s.Articles, &m)
		if err != nil {
			return nil, err
		}
		defer e.Close() //nolint:errcheck // nothing is kept
		return eval.Run(ctx, e, s.Questions)
	}
	words, err := ask(off, rank.Models{Words: models.Words})
	if err != nil {
		return eval.Comparison{}, err
	}
	meaning, err := ask(c, eval.OnlyMeaning(models))
	if err != nil {
		return eval.Comparison{}, err
	}
	both, err := ask(c, models)
	return eval.Compare(words, meaning, both), err
}
