//go:build unix

package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var latencyQuestions = flag.Int("latency", 0, "questions to each of three processes, whose times are printed")

// warmQuestions are asked before it is measured.
const warmQuestions = 20

// TestHowLongAQuestionTakes asks three processes in turn: one that is alone, one that
// shares its state, and one whose index is in a cluster too. It prints and judges
// nothing: that would depend on the machine.
func TestHowLongAQuestionTakes(t *testing.T) {
	if *latencyQuestions == 0 {
		t.Skip("-latency tells how many questions to ask")
	}
	if *latencyQuestions+warmQuestions > 1000 {
		t.Fatalf("one person may ask 1,000 questions at once, those before it is measured among them")
	}
	b := openBoth(t)
	file := filepath.Join(b.dir, "news.jsonl")
	must(t, os.WriteFile(file, []byte(town+villages(0)), 0o600))
	names := []string{"embedded", "with state.url", "with both"}
	var replicas []*served
	for i, name := range names {
		env := b.settings(fmt.Sprint(i), file)
		env["ARTICLEBOT_WEB_PER_MINUTE"] = "1000"
		switch name {
		case "embedded":
			delete(env, "ARTICLEBOT_STATE_URL")
			fallthrough
		case "with state.url": // in a schema of its own: it is no replica of the third
			delete(env, "ARTICLEBOT_INDEX_URL")
			delete(env, "ARTICLEBOT_INDEX_NAME")
		case "with both":
			env["ARTICLEBOT_STATE_URL"] = strings.Replace(env["ARTICLEBOT_STATE_URL"], "search_path=bot1", "search_path=public", 1)
		}
		replicas = append(replicas, serve(t, env))
	}
	took, failed := make([][]time.Duration, len(replicas)), make([]int, len(replicas))
	for n := range *latencyQuestions + warmQuestions {
		for i, p := range replicas {
			began := time.Now()
			if said := p.says(t, fmt.Sprintf("how many tonnes of rice was the harvest of village %d", n*7%2000)); !strings.Contains(said, "tonnes") {
				failed[i]++
			}
			if n >= warmQuestions {
				took[i] = append(took[i], time.Since(began))
			}
		}
	}
	for i, times := range took {
		slices.Sort(times)
		t.Logf("%s: %d failed, p50 %v, p99 %v", names[i], failed[i], times[len(times)/2].Round(10*time.Microsecond), times[len(times)*99/100].Round(10*time.Microsecond))
	}
}
