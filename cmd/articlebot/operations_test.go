package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"articlebot/config"
)

const operations = "../../.docs/operations/"

// metricName finds what a rule or a panel asks for.
var metricName = regexp.MustCompile(`\b(?:articlebot|go|process)_[a-z0-9_]+\b`)

// checkOperations holds that the alerts and the dashboard ask for what is on the
// page of metrics, and that the dashboard shows all of it.
func checkOperations(t *testing.T, page string) {
	t.Helper()
	exprs := strings.Join(append(alertExprs(t), panelExprs(t)...), "\n")
	asked := metricName.FindAllString(exprs, -1)
	if len(asked) < 20 {
		t.Fatalf("rules and panels ask for %v", asked)
	}
	for _, name := range asked {
		if !regexp.MustCompile(`(?m)^` + name + `[ {]`).MatchString(page) {
			t.Errorf("nothing on /metrics is called %s", name)
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^# TYPE (\S+) `).FindAllStringSubmatch(page, -1) {
		if name := m[1]; !slices.Contains(asked, name) && !slices.Contains(asked, name+"_bucket") && !slices.Contains(hidden, name) {
			t.Errorf("no panel shows %s", name)
		}
	}
}

// hidden is on the page for whoever looks further.
var hidden = []string{
	"articlebot_presses_total", "articlebot_votes_total", "articlebot_briefs", "articlebot_sources", "articlebot_index_kept", "articlebot_reloading",
	"articlebot_index_built_timestamp_seconds", "articlebot_last_good_read_timestamp_seconds", "articlebot_platform_contact_timestamp_seconds",
}

// alertExprs are the conditions of the alerts.
func alertExprs(t *testing.T) (exprs []string) {
	t.Helper()
	var file struct {
		Groups []struct {
			Rules []struct {
				Alert, Expr string
				Annotations struct{ Summary, Action string }
			}
		}
	}
	must(t, yaml.Unmarshal(read(t, operations+"alerts.yml"), &file))
	for _, g := range file.Groups {
		for _, r := range g.Rules {
			if r.Alert == "" || r.Annotations.Summary == "" || r.Annotations.Action == "" || strings.Count(r.Expr, "(") != strings.Count(r.Expr, ")") {
				t.Errorf("alert %q: %q %+v", r.Alert, r.Expr, r.Annotations)
			}
			exprs = append(exprs, r.Expr)
		}
	}
	if len(exprs) != 6 {
		t.Errorf("%d alerts, want 6", len(exprs))
	}
	return exprs
}

// panelExprs are what the dashboard's panels ask for.
func panelExprs(t *testing.T) (exprs []string) {
	t.Helper()
	var board struct {
		Panels []struct {
			ID      int
			Title   string
			Targets []struct{ Expr string }
		}
	}
	must(t, json.Unmarshal(read(t, operations+"grafana.json"), &board))
	seen := map[int]bool{}
	for _, p := range board.Panels {
		if seen[p.ID] {
			t.Errorf("two panels have the id %d", p.ID)
		}
		seen[p.ID] = true
		for _, target := range p.Targets {
			if strings.Count(target.Expr, "(") != strings.Count(target.Expr, ")") || strings.Count(target.Expr, "{") != strings.Count(target.Expr, "}") {
				t.Errorf("panel %q asks for %q", p.Title, target.Expr)
			}
			exprs = append(exprs, target.Expr)
		}
	}
	return exprs
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.FromSlash(path))
	must(t, err)
	return data
}

// TestWhatStartsTheBotNamesWhatThereIs holds the unit, the compose file and the
// Dockerfile to the program's verbs, flags and variables.
func TestWhatStartsTheBotNamesWhatThereIs(t *testing.T) {
	var known []string
	for _, s := range config.Settings() {
		known = append(known, s.Env)
		if s.Secret {
			known = append(known, s.Env+"_FILE")
		}
	}
	commands := 0
	for _, path := range []string{operations + "articlebot.service", operations + "compose.yaml", operations + "compose.replicas.yaml", "../../Dockerfile"} {
		text := string(read(t, path))
		for _, name := range regexp.MustCompile(`ARTICLEBOT_[A-Z_]+`).FindAllString(text, -1) {
			if !slices.Contains(known, name) {
				t.Errorf("%s sets %s, which is no setting", path, name)
			}
		}
		for _, m := range regexp.MustCompile(`(?m)(?:^ExecStart=/usr/local/bin/articlebot |^ +CMD \["/articlebot", |^CMD \[|^ +command: \[)([^\]\n]*)`).FindAllStringSubmatch(text, -1) {
			commands++
			words := strings.FieldsFunc(m[1], func(r rune) bool { return strings.ContainsRune(`", `, r) })
			v, ok := lookUp(words[0])
			if !ok {
				t.Errorf("%s runs %q", path, m[1])
				continue
			}
			if _, err := v.Parse(words[1:]); err != nil {
				t.Errorf("%s runs %q: %v", path, m[1], err)
			}
		}
	}
	if commands != 5 {
		t.Errorf("%d commands were found, want 5", commands)
	}
	for _, name := range []string{"compose.yaml", "compose.replicas.yaml"} {
		var compose map[string]any
		if err := yaml.Unmarshal(read(t, operations+name), &compose); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
