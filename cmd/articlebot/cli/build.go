package cli

import (
	"runtime"
	"runtime/debug"
)

// Build is what the program knows of its own making.
type Build struct {
	Version  string `json:"version"`
	Revision string `json:"revision,omitempty"` // of the source
	Time     string `json:"time,omitempty"`     // of the revision
	Modified bool   `json:"modified,omitempty"` // built from a changed tree
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

// ReadBuild takes the version from the build's own record, but for the name
// of a release.
func ReadBuild(release string) Build {
	v := Build{Version: release, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
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

func (v Build) String() string {
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
