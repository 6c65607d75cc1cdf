package main

import (
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
)

// serveMetrics writes the counts in Prometheus' text format
// (https://prometheus.io/docs/instrumenting/exposition_formats/). They are so
// few that a client library would be most of the program's dependencies.
func (s *server) serveMetrics(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	_, _ = io.WriteString(w, s.metrics())
}

func (s *server) metrics() string {
	var b metricsText
	stats := s.conv.Stats()
	b.family("articlebot_questions_total", "counter", "Questions by outcome.")
	b.value("articlebot_questions_total", `outcome="answer"`, stats.Answered)
	b.value("articlebot_questions_total", `outcome="unsure"`, stats.Unsure)
	b.value("articlebot_questions_total", `outcome="none"`, stats.None)
	b.family("articlebot_notices_total", "counter", "Questions that were not searched, by reason.")
	b.value("articlebot_notices_total", `reason="slow_down"`, stats.SlowedDown)
	b.value("articlebot_notices_total", `reason="too_long"`, stats.TooLong)
	b.value("articlebot_notices_total", `reason="busy"`, stats.Busy)
	b.value("articlebot_notices_total", `reason="silent"`, stats.Silent)
	b.single("articlebot_faults_total", "counter", "Questions that failed on our side.", stats.Faults)
	b.single("articlebot_presses_total", "counter", "Pressed buttons.", stats.Presses)
	b.single("articlebot_votes_total", "counter", "Thumbs given.", stats.Votes)
	status := s.engine.Status()
	b.single("articlebot_articles", "gauge", "Full articles in the index.", int64(status.Counts.Articles))
	b.single("articlebot_briefs", "gauge", "Briefs in the index.", int64(status.Counts.Briefs))
	b.single("articlebot_passages", "gauge", "Passages in the index.", int64(status.Counts.Passages))
	if e := status.Embedded; e != nil {
		b.single("articlebot_passages_embedded", "gauge", "Passages that are found by meaning too.", int64(e.Done))
	}
	b.single("articlebot_index_built_timestamp_seconds", "gauge", "When the index was built.", status.BuiltAt.Unix())
	b.family("articlebot_platform_up", "gauge", "Whether people reach the bot there.")
	for _, p := range s.platforms {
		up := int64(0)
		if ok, _ := p.health(); ok && !p.ended.Load() {
			up = 1
		}
		b.value("articlebot_platform_up", fmt.Sprintf("platform=%q", p.name), up)
	}
	b.single("go_goroutines", "gauge", "Goroutines that exist.", int64(runtime.NumGoroutine()))
	return b.String()
}

// metricsText gathers lines of the format.
type metricsText struct{ strings.Builder }

func (b *metricsText) family(name, kind, help string) {
	fmt.Fprintf(b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

func (b *metricsText) value(name, labels string, n int64) {
	fmt.Fprintf(b, "%s{%s} %d\n", name, labels, n)
}

func (b *metricsText) single(name, kind, help string, n int64) {
	b.family(name, kind, help)
	fmt.Fprintf(b, "%s %d\n", name, n)
}
