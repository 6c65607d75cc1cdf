package main

import (
	"errors"
	"flag"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/cmd/articlebot/asking"
	"articlebot/cmd/articlebot/cli"
)

func TestFlagsAndWordsMayBeMixed(t *testing.T) {
	for name, c := range map[string]struct {
		args string
		want cli.Options
	}{
		"flags first":                      {"--json --limit 2 how many", cli.Options{JSON: true, Limit: 2, Words: []string{"how", "many"}}},
		"flags last":                       {"how many --limit=2 --json", cli.Options{JSON: true, Limit: 2, Words: []string{"how", "many"}}},
		"flags between, one dash":          {"how -json many -limit 2", cli.Options{JSON: true, Limit: 2, Words: []string{"how", "many"}}},
		"numbers are words":                {"-5 degrees -", cli.Options{Words: []string{"-5", "degrees", "-"}}},
		"after -- all are words":           {"--json -- --limit --", cli.Options{JSON: true, Words: []string{"--limit", "--"}}},
		"a flag's value may look like one": {"--config --json x", cli.Options{Config: "--json", Words: []string{"x"}}},
		"repeated":                         {"--articles a --articles b", cli.Options{Articles: []string{"a", "b"}}},
		"help wins":                        {"x --json -h --nonsense", cli.Options{Help: true}},
		"nothing":                          {"", cli.Options{}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := asking.Verb.Parse(strings.Fields(c.args))
			must(t, err)
			if d := cmp.Diff(c.want, got, cmp.AllowUnexported(cli.Options{})); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestAQuotedQuestionIsNeverAFlag(t *testing.T) {
	got, err := asking.Verb.Parse([]string{"-what is it?"})
	must(t, err)
	if d := cmp.Diff([]string{"-what is it?"}, got.Words); d != "" {
		t.Error(d)
	}
}

func TestEveryVerbsFlagsExistAndItsExampleParses(t *testing.T) {
	for _, v := range verbs() {
		if got := len(v.DefsOf()); got != len(v.Flags) {
			t.Errorf("%s: %d of its flags %v exist", v.Name, got, v.Flags)
		}
		_, line, ok := strings.Cut(v.Example, "articlebot "+v.Name)
		if !ok {
			t.Errorf("%s: no example of it in %q", v.Name, v.Example)
			continue
		}
		line, _, _ = strings.Cut(line, " > ")
		if _, err := v.Parse(strings.Fields(line)); err != nil {
			t.Errorf("%s: its example does not parse: %v", v.Name, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("--json how many --limit 3")
	f.Add("-- -x --y")
	f.Add("--limit")
	f.Add("--articles= --config=")
	f.Fuzz(func(t *testing.T, line string) {
		args := strings.Split(line, " ")
		o, err := asking.Verb.Parse(args)
		if err != nil && !errors.As(err, new(cli.UsageError)) {
			t.Errorf("error of type %T: %v", err, err)
		}
		if err == nil && !o.Help && len(o.Words) > len(args) {
			t.Errorf("words out of nowhere: %q", o.Words)
		}
		if errors.Is(err, flag.ErrHelp) {
			t.Error("a call for help is no error")
		}
	})
}
