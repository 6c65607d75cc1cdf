package main

import (
	"errors"
	"flag"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFlagsAndWordsMayBeMixed(t *testing.T) {
	for name, c := range map[string]struct {
		args string
		want options
	}{
		"flags first":                      {"--json --limit 2 how many", options{json: true, limit: 2, words: []string{"how", "many"}}},
		"flags last":                       {"how many --limit=2 --json", options{json: true, limit: 2, words: []string{"how", "many"}}},
		"flags between, one dash":          {"how -json many -limit 2", options{json: true, limit: 2, words: []string{"how", "many"}}},
		"numbers are words":                {"-5 degrees -", options{words: []string{"-5", "degrees", "-"}}},
		"after -- all are words":           {"--json -- --limit --", options{json: true, words: []string{"--limit", "--"}}},
		"a flag's value may look like one": {"--config --json x", options{config: "--json", words: []string{"x"}}},
		"repeated":                         {"--articles a --articles b", options{articles: []string{"a", "b"}}},
		"help wins":                        {"x --json -h --nonsense", options{help: true}},
		"nothing":                          {"", options{}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := askVerb.parse(strings.Fields(c.args))
			must(t, err)
			if d := cmp.Diff(c.want, got, cmp.AllowUnexported(options{})); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestAQuotedQuestionIsNeverAFlag(t *testing.T) {
	got, err := askVerb.parse([]string{"-what is it?"})
	must(t, err)
	if d := cmp.Diff([]string{"-what is it?"}, got.words); d != "" {
		t.Error(d)
	}
}

func TestEveryVerbsFlagsExistAndItsExampleParses(t *testing.T) {
	for _, v := range verbs() {
		if got := len(v.defsOf()); got != len(v.flags) {
			t.Errorf("%s: %d of its flags %v exist", v.name, got, v.flags)
		}
		_, line, ok := strings.Cut(v.example, "articlebot "+v.name)
		if !ok {
			t.Errorf("%s: no example of it in %q", v.name, v.example)
			continue
		}
		line, _, _ = strings.Cut(line, " > ")
		if _, err := v.parse(strings.Fields(line)); err != nil {
			t.Errorf("%s: its example does not parse: %v", v.name, err)
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
		o, err := askVerb.parse(args)
		if err != nil && !errors.As(err, new(usageError)) {
			t.Errorf("error of type %T: %v", err, err)
		}
		if err == nil && !o.help && len(o.words) > len(args) {
			t.Errorf("words out of nowhere: %q", o.words)
		}
		if errors.Is(err, flag.ErrHelp) {
			t.Error("a call for help is no error")
		}
	})
}
