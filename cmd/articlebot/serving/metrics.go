package serving

import (
	"io"
	"net/http"
	"time"

	"articlebot/cmd/articlebot/metrics"
	"articlebot/retrieval"
)

// serveMetrics answers a scrape.
func (s *server) serveMetrics(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	_, _ = io.WriteString(w, s.metrics())
}

// metrics is all that is counted: of conversations, of the index, of the
// platforms and of the process. No question and no person is in it.
func (s *server) metrics() string {
	p := new(metrics.Page)
	v := s.app.Build
	p.Family("articlebot_build_info", metrics.Gauge, "What runs here.")
	p.Value("articlebot_build_info", 1, "version", v.Version, "go", v.Go)
	s.writeConversation(p)
	s.writeIndex(p, s.engine.Status())
	s.writePlatforms(p)
	s.writeState(p)
	metrics.WriteProcess(p, s.started)
	return p.String()
}

func (s *server) writeConversation(p *metrics.Page) {
	s.counted.questions.Write(p, "articlebot_questions_total", "Questions by platform, language of the reply and outcome.")
	s.counted.replies.Write(p, "articlebot_reply_seconds", "Time from a question to its reply, before it is sent.")
	s.counted.searches.Write(p, "articlebot_search_seconds", "Time of one search; a question may need several.")
	s.counted.stages.Write(p, "articlebot_stage_seconds", "Time of each part of the way of a message, a press or a page; one that is passed twice counts once, with both.")
	stats := s.conv.Stats()
	p.Family("articlebot_notices_total", metrics.Counter, "Questions that were not searched, by reason.")
	p.Value("articlebot_notices_total", float64(stats.SlowedDown), "reason", "slow_down")
	p.Value("articlebot_notices_total", float64(stats.TooLong), "reason", "too_long")
	p.Value("articlebot_notices_total", float64(stats.Busy), "reason", "busy")
	p.Value("articlebot_notices_total", float64(stats.Silent), "reason", "silent")
	p.Single("articlebot_faults_total", metrics.Counter, "Questions that failed on our side.", float64(stats.Faults))
	p.Single("articlebot_presses_total", metrics.Counter, "Pressed buttons.", float64(stats.Presses))
	p.Single("articlebot_votes_total", metrics.Counter, "Thumbs given.", float64(stats.Votes))
	p.Single("articlebot_messages_working", metrics.Gauge, "Messages that are worked on.", float64(stats.Working))
	p.Single("articlebot_messages_waiting", metrics.Gauge, "Messages that wait for a worker.", float64(stats.Waiting))
}

func (s *server) writeIndex(p *metrics.Page, status retrieval.Status) {
	gauge := func(name, help string, value int) { p.Single(name, metrics.Gauge, help, float64(value)) }
	gauge("articlebot_articles", "Full articles in the index.", status.Counts.Articles)
	gauge("articlebot_briefs", "Briefs in the index.", status.Counts.Briefs)
	gauge("articlebot_passages", "Passages in the index.", status.Counts.Passages)
	skipped, failing := 0, 0
	for _, src := range status.Sources {
		skipped += retrieval.Things(src.Skipped)
		if src.Err != "" {
			failing++
		}
	}
	gauge("articlebot_sources", "Sources of articles.", len(status.Sources))
	gauge("articlebot_sources_failing", "Sources that could not be read at the last reload.", failing)
	gauge("articlebot_skipped", "Files and entries that were left out.", skipped)
	gauge("articlebot_index_kept", "Whether the index outlives the process.", flag01(status.Kept))
	gauge("articlebot_index_up", "Whether the search cluster answers; 1 without one.", flag01(status.Unreached == nil))
	gauge("articlebot_probes_missed", "Probes that do not find their article.", len(status.Missed))
	s.counted.reloads.Write(p, "articlebot_reloads_total", "Reloads by result.")
	gauge("articlebot_reloading", "Whether a reload runs.", flag01(status.Reloading != nil))
	p.Single("articlebot_index_built_timestamp_seconds", metrics.Gauge, "When the index was built.", float64(status.BuiltAt.Unix()))
	if !status.ReadAt.IsZero() {
		p.Single("articlebot_last_good_read_timestamp_seconds", metrics.Gauge, "When all sources were last read.", float64(status.ReadAt.Unix()))
		age := max(0, s.app.Now().Sub(status.ReadAt)).Truncate(time.Millisecond)
		p.Single("articlebot_index_age_seconds", metrics.Gauge, "How long ago all sources were last read.", age.Seconds())
	}
	if e := status.Embedded; e != nil {
		gauge("articlebot_passages_embedded", "Passages that are found by meaning too.", e.Done)
		gauge("articlebot_passages_to_embed", "Passages that will be.", e.Total)
		gauge("articlebot_encoder_up", "Whether vectors can be made.", flag01(e.Err == nil))
	}
}

func (s *server) writePlatforms(p *metrics.Page) {
	s.counted.requests.Write(p)
	p.Family("articlebot_platform_up", metrics.Gauge, "Whether people reach the bot there.")
	for _, pl := range s.platforms {
		ok, _ := pl.health()
		p.Value("articlebot_platform_up", float64(flag01(ok && !pl.ended.Load())), "platform", string(pl.name))
	}
	for _, f := range []struct {
		name, help string
		kind       metrics.Kind
		value      func(platformCounts) float64
	}{
		{"articlebot_platform_reconnects_total", "Connections that came back.", metrics.Counter, func(c platformCounts) float64 { return float64(c.reconnects) }},
		{"articlebot_platform_dropped_total", "Messages that could not be sent, or events let go under load.", metrics.Counter, func(c platformCounts) float64 { return float64(c.dropped) }},
		{"articlebot_platform_panics_total", "Panics survived.", metrics.Counter, func(c platformCounts) float64 { return float64(c.panics) }},
		{"articlebot_platform_handling", "Updates that are worked on.", metrics.Gauge, func(c platformCounts) float64 { return float64(c.handling) }},
		{"articlebot_platform_queued", "Messages that wait to be sent.", metrics.Gauge, func(c platformCounts) float64 { return float64(c.queued) }},
		{"articlebot_platform_contact_timestamp_seconds", "When the platform was last heard, 0 for never.", metrics.Gauge, func(c platformCounts) float64 {
			if c.contact.IsZero() {
				return 0
			}
			return float64(c.contact.Unix())
		}},
	} {
		p.Family(f.name, f.kind, f.help)
		for _, pl := range s.platforms {
			p.Value(f.name, f.value(pl.counts()), "platform", string(pl.name))
		}
	}
}

// flag01 is 1 for true.
func flag01(b bool) int {
	if b {
		return 1
	}
	return 0
}
