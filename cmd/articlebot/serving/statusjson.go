package serving

import (
	"net/http"
	"time"

	"articlebot/cmd/articlebot/cli"
	"articlebot/retrieval"
)

// Status is what machines read of how it goes: what /status tells admins in
// a chat. Its keys are a promise, as those of an answer are.
type Status struct {
	Version    string           `json:"version"`
	Started    time.Time        `json:"started"`
	Ready      bool             `json:"ready"` // every platform is connected
	Platforms  []jsonPlatform   `json:"platforms"`
	Generation string           `json:"generation"`
	BuiltAt    time.Time        `json:"built_at"`
	ReadAt     time.Time        `json:"read_at"` // when all sources were last read
	Counts     retrieval.Counts `json:"counts"`
	Kept       bool             `json:"kept"` // the index outlives the process
	Reloading  string           `json:"reloading"`
	LastReload *cli.Report      `json:"last_reload"` // null before the first
	Sources    []jsonSource     `json:"sources"`
	Embedded   *jsonEmbedded    `json:"embedded"` // null without an encoder
}

type jsonPlatform struct {
	Name   string `json:"name"`
	Ready  bool   `json:"ready"`
	Reason string `json:"reason"` // why not
}

type jsonSource struct {
	Source   string `json:"source"` // secrets of an address starred
	Articles int    `json:"articles"`
	Briefs   int    `json:"briefs"`
	Skipped  int    `json:"skipped"`
	Error    string `json:"error"` // why it could not be read
}

type jsonEmbedded struct {
	Done  int    `json:"done"`
	Total int    `json:"total"`
	Error string `json:"error"`
}

// serveStatus writes the status as JSON.
func (s *server) serveStatus(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if err := cli.PrintJSON(w, s.jsonStatus()); err != nil {
		s.log.Debug("status not written", "error", err)
	}
}

func (s *server) jsonStatus() Status {
	status := s.engine.Status()
	j := Status{
		Version: s.app.Build.String(), Started: s.started, Ready: true, Platforms: []jsonPlatform{}, Generation: string(status.Generation),
		BuiltAt: status.BuiltAt, ReadAt: status.ReadAt, Counts: status.Counts, Kept: status.Kept, Sources: []jsonSource{},
	}
	for _, p := range s.platforms {
		ok, reason := p.health()
		ok = ok && !p.ended.Load()
		j.Ready = j.Ready && ok
		j.Platforms = append(j.Platforms, jsonPlatform{string(p.name), ok, reason})
	}
	if status.Reloading != nil {
		j.Reloading = status.Reloading.Stage
	}
	if status.LastReload != nil {
		r := cli.NewReport(*status.LastReload)
		j.LastReload = &r
	}
	for _, src := range status.Sources {
		j.Sources = append(j.Sources, jsonSource{src.Source, src.Articles, src.Briefs, retrieval.Things(src.Skipped), src.Err})
	}
	if e := status.Embedded; e != nil {
		j.Embedded = &jsonEmbedded{Done: e.Done, Total: e.Total}
		if e.Err != nil {
			j.Embedded.Error = e.Err.Error()
		}
	}
	return j
}
