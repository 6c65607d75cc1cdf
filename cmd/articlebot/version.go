package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
)

var versionVerb = verb{
	name: "version", wordless: true, flags: []string{"json"},
	summary: "print the version and what it was built from",
	example: "articlebot version",
	run:     (*app).version,
}

// release is set by the linker where a build has a name of its own:
// -ldflags "-X main.release=v1.2.3".
var release string

// buildVersion is what the program knows of its own making.
type buildVersion struct {
	Version  string `json:"version"`
	Revision string `json:"revision,omitempty"` // of the source
	Time     string `json:"time,omitempty"`     // of the revision
	Modified bool   `json:"modified,omitempty"` // built from a changed tree
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

// readVersion takes the version from the build's own record.
func readVersion() buildVersion {
	v := buildVersion{Version: release, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	if v.Version == "" {
		v.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Revision = s.Value
		case "vcs.time":
			v.Time = s.Value
		case "vcs.modified":
			v.Modified = s.Value == "true"
		}
	}
	return v
}

// shortRevision is how much of a revision a person reads.
const shortRevision = 12

func (v buildVersion) String() string {
	s := "articlebot " + v.Version
	if v.Revision != "" {
		s += " " + v.Revision[:min(len(v.Revision), shortRevision)]
	}
	if v.Modified {
		s += " modified"
	}
	if v.Time != "" {
		s += " " + v.Time
	}
	return s + " " + v.Go + " " + v.Platform
}

func (a *app) version(_ context.Context, o options) error {
	if o.json {
		return printJSON(a.stdout, readVersion())
	}
	_, err := fmt.Fprintln(a.stdout, readVersion())
	return err
}
