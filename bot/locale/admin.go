package locale

import (
	"strings"
	"time"

	"articlebot/retrieval"
)

// Progress says how far a reload is.
func (t *Texts) Progress(p retrieval.Progress) string {
	if p.Total > 1 { // of one file there is nothing to count
		return t.Admin.ProgressOf.With("stage", t.stage(p.Stage), "done", t.Number(p.Done), "total", t.Number(p.Total))
	}
	return t.Admin.Progress.With("stage", t.stage(p.Stage))
}

func (t *Texts) stage(name string) string {
	switch name {
	case "reading":
		return string(t.Admin.Reading)
	case "indexing":
		return string(t.Admin.Indexing)
	case "checking":
		return string(t.Admin.Checking)
	case "switching":
		return string(t.Admin.Swap)
	}
	return name
}

// Running says that a reload is under way.
func (t *Texts) Running(p retrieval.Progress, now time.Time) string {
	stage := strings.TrimSuffix(t.Progress(p), " …")
	return t.Admin.Running.With("stage", stage, "age", t.TimeAgo(now.Sub(p.Started)))
}

// Kept says that the old index keeps answering.
func (t *Texts) Kept(g retrieval.Generation, built, now time.Time) string {
	return t.Admin.Kept.With("generation", string(g), "age", t.Age(now.Sub(built)))
}

// Sizes fills the first line of a report.
func (t *Texts) Sizes(p Phrase, rep retrieval.Report) string {
	from, to := rep.From.Articles+rep.From.Briefs, rep.To.Articles+rep.To.Briefs
	return p.With("took", t.took(rep.Took), "generation", string(rep.Generation), "from", t.Number(from),
		"to", t.Counted(to, t.Articles), "passages", t.Counted(rep.To.Passages, t.Passages))
}

// Changes says how many articles are new, changed, removed and left out.
func (t *Texts) Changes(rep retrieval.Report) string {
	return JoinDots(t.Admin.Changes.With("new", t.Number(len(rep.New)), "changed", t.Number(len(rep.Changed)),
		"removed", t.Number(len(rep.Removed))), t.Skipped(rep.Skipped))
}

// maxSkipsNamed is how many skipped files a report names in one line.
const maxSkipsNamed = 3

// Skipped names what was left out, "" for nothing.
func (t *Texts) Skipped(skips []retrieval.Skip) string {
	if len(skips) == 0 {
		return ""
	}
	var names []string
	for _, s := range skips[:min(len(skips), maxSkipsNamed)] {
		names = append(names, s.Name+": "+s.Reason)
	}
	if n := retrieval.Things(skips[min(len(skips), maxSkipsNamed):]); n > 0 {
		names = append(names, t.Admin.AndMore.With("n", t.Number(n)))
	}
	return t.Admin.Skipped.With("n", t.Number(retrieval.Things(skips)), "names", strings.Join(names, "; "))
}

// maxTitlesShown bounds each list of titles in a report.
const maxTitlesShown = 10

// Bullets lists items below a head, "" for none.
func (t *Texts) Bullets(head Phrase, items []string) string {
	if len(items) == 0 {
		return ""
	}
	lines := []string{string(head)}
	for _, item := range items[:min(len(items), maxTitlesShown)] {
		lines = append(lines, "• "+Clip(item))
	}
	if n := len(items) - maxTitlesShown; n > 0 {
		lines = append(lines, t.Admin.AndMore.With("n", t.Number(n)))
	}
	return strings.Join(lines, "\n")
}

// Opened says how the program came to its first generation, where that is not
// as usual, and whether this one outlives it.
func (t *Texts) Opened(s retrieval.Status) string {
	a := &t.Admin
	how, kept := "", ""
	switch s.Opened.How {
	case retrieval.Built:
		if s.Opened.Why != "" {
			how = string(a.OpenedBuilt)
		}
	case retrieval.Updated:
		how = string(a.OpenedUpdated)
	case retrieval.Reindexed:
		how = string(a.OpenedReindexed)
	case retrieval.FellBack:
		how = string(a.OpenedFellBack)
	}
	if s.Opened.Why != "" {
		how = JoinDots(how, s.Opened.Why)
	}
	if !s.Kept {
		kept = string(a.StatusNotKept)
	}
	return JoinLines(how, kept)
}

// Source says how a source is.
func (t *Texts) Source(s retrieval.SourceStatus) string {
	kind := s.Kind
	if kind == "" || kind == "mixed" {
		kind = string(t.Admin.SourceOfPages)
	}
	line := t.Admin.StatusSource.With("source", s.Source, "kind", kind,
		"counts", t.Corpus(retrieval.Counts{Articles: s.Articles, Briefs: s.Briefs}))
	skipped, failed := "", ""
	if len(s.Skipped) > 0 {
		skipped = t.Admin.StatusSkipped.With("n", t.Number(retrieval.Things(s.Skipped)))
	}
	if s.Err != "" {
		failed = t.Admin.StatusError.With("reason", s.Err)
	}
	return JoinDots(line, skipped, failed)
}
