// Package wire turns the settings into the parts that the program is made of:
// sources and their reader, the encoder, the engine with its archive and index,
// and the conversation.
package wire

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"articlebot/bot/control"
	"articlebot/cmd/articlebot/cli"
	"articlebot/config"
	"articlebot/retrieval"
	"articlebot/retrieval/archive"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/clock"
	"articlebot/retrieval/durable"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/opensearch"
)

// Access is what a verb may do with the data directory.
type Access int

const (
	// Apart leaves it alone: the articles are others than the configured ones.
	Apart Access = iota
	// Borrowing reads it, and writes it where nobody else does.
	Borrowing
	// Owning keeps it, and fails where another process does.
	Owning
	// Visiting leaves it alone, and keeps the index of large articles elsewhere.
	Visiting
)

// AccessFor is Borrowing or Owning, or Apart where the command line names its
// own articles: they must not take the configured ones' place.
func AccessFor(o cli.Options, want Access) Access {
	if len(o.Articles) > 0 {
		return Apart
	}
	return want
}

// OpenEngine reads the configured articles, or opens the index that is kept of
// them, and makes them answer. The caller closes the engine.
func OpenEngine(ctx context.Context, a *cli.App, c config.Config, want Access, log *slog.Logger) (*engine.Engine, error) {
	if want == Visiting {
		return visit(ctx, a, c, log)
	}
	return OpenEngineOf(ctx, a, c, NewReader(a, c), want, log)
}

// Among is what an engine needs that is one of several replicas'.
type Among struct {
	Others engine.Others
	// Lease and Needed are those of opensearch.Config.
	Lease  func() (l opensearch.Lease, held bool)
	Needed func(ctx context.Context) ([]retrieval.Generation, error)
}

// OpenEngineAmong is OpenEngine, Owning, for one of several replicas.
func OpenEngineAmong(ctx context.Context, a *cli.App, c config.Config, among Among, log *slog.Logger) (*engine.Engine, error) {
	return openEngine(ctx, a, c, NewReader(a, c), Owning, among, log)
}

// OpenEngineOf is OpenEngine with the reader of the articles; it visits nobody.
func OpenEngineOf(ctx context.Context, a *cli.App, c config.Config, articles retrieval.Reader, want Access, log *slog.Logger) (*engine.Engine, error) {
	return openEngine(ctx, a, c, articles, want, Among{}, log)
}

func openEngine(ctx context.Context, a *cli.App, c config.Config, articles retrieval.Reader, want Access, among Among, log *slog.Logger) (*engine.Engine, error) {
	bar := cli.NewProgress(a.Stderr, a.Now)
	defer bar.Clear()
	ec := engineConfig(a, c, articles, log, bar)
	ec.Others = among.Others
	if c.DataDir != "" && want != Apart {
		kept, err := openArchive(ctx, filepath.Join(c.DataDir, "articles"), want)
		if err != nil {
			return nil, err
		}
		ec.Archive, ec.Fallback = kept, ec.Backend
		ec.Backend = bleveindex.Disk{Dir: filepath.Join(c.DataDir, "index")}
		if len(c.Index.URL) > 0 {
			owner, err := ownerOf(c.DataDir)
			if err == nil {
				ec.Backend, err = newCluster(c.Index, owner, among, log)
			}
			if err != nil {
				return nil, errors.Join(err, kept.Close())
			}
		}
	}
	return openWith(ctx, a, c, ec)
}

// ownerName is the file with the name by which a cluster knows a data directory:
// it moves with it, and two directories have two.
const ownerName = "index-owner"

// ownerOf is the name of a data directory, made up where it has none yet; "" for
// anybody where that cannot be kept.
func ownerOf(dataDir string) (string, error) {
	path := filepath.Join(dataDir, ownerName)
	data, err := os.ReadFile(path)
	if err == nil {
		return strings.TrimSpace(string(data)), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read the name of the data directory: %w", err)
	}
	name := rand.Text()
	if os.MkdirAll(dataDir, 0o700) != nil || durable.WriteFile(path, []byte(name+"\n")) != nil {
		return "", nil
	}
	return name, nil
}

// NewCluster makes a backend in the configured search cluster, for the owner of
// an index there.
func NewCluster(c config.Index, owner string, log *slog.Logger) (*opensearch.Backend, error) {
	return newCluster(c, owner, Among{}, log)
}

func newCluster(c config.Index, owner string, among Among, log *slog.Logger) (*opensearch.Backend, error) {
	oc := opensearch.Config{Hosts: c.URL, Name: c.Name, Owner: owner, Lease: among.Lease, Needed: among.Needed, User: c.User, Password: c.Password.Reveal(), APIKey: c.APIKey.Reveal(), Log: log}
	if c.CA != "" {
		data, err := os.ReadFile(c.CA)
		if err != nil {
			return nil, fmt.Errorf("read index.ca: %w", err)
		}
		oc.Roots = x509.NewCertPool()
		if !oc.Roots.AppendCertsFromPEM(data) {
			return nil, fmt.Errorf("read index.ca: there is no certificate in %s", c.CA)
		}
	}
	return opensearch.New(oc)
}

// engineConfig is that of an engine that keeps nothing.
func engineConfig(a *cli.App, c config.Config, articles retrieval.Reader, log *slog.Logger, bar *cli.Progress) engine.Config {
	return engine.Config{
		Reader:    articles,
		Backend:   bleveindex.Memory{},
		SourceKey: sourceKey(c),
		Checks:    Checks(c.Reload),
		Keep:      c.Reload.Keep,
		Now:       PaperClock(c, a.Now),
		Log:       log,
		Progress:  bar.Show,
	}
}

// open opens an engine with the configured encoder.
func openWith(ctx context.Context, a *cli.App, c config.Config, ec engine.Config) (*engine.Engine, error) {
	var err error
	var shared vectors.Shared
	if cluster, ok := ec.Backend.(*opensearch.Backend); ok {
		shared = cluster.Vectors()
	}
	ec.Meaning, err = newMeaning(c, vectorsDir(c), shared, ec.Log)
	if damaged(err) {
		ec.Log.Error("words alone answer", "error", err)
	} else if err != nil {
		return nil, err
	}
	if ec.Models, err = ModelOf(a, c.Encoder.Ranking); err != nil {
		return nil, err
	}
	engine, err := engine.Open(ctx, ec)
	if err != nil {
		return nil, cli.WithHint(err, "articlebot index tells for every file why it was skipped")
	}
	return engine, nil
}

// Checks turns settings into what a reload must pass.
func Checks(r config.Reload) engine.Checks {
	c := engine.Checks{MinShare: 1 - r.MaxShrink}
	for _, p := range r.Probes {
		question, title, _ := strings.Cut(p, config.ProbeSign)
		c.Probes = append(c.Probes, retrieval.Probe{Question: strings.TrimSpace(question), Title: strings.TrimSpace(title)})
	}
	return c
}

// How long to wait for another process, such as an ask, to give up the data
// directory.
const (
	lockTries = 20
	lockPause = 100 * time.Millisecond
)

// openArchive opens the kept articles.
func openArchive(ctx context.Context, path string, want Access) (*archive.Dir, error) {
	for try := 1; ; try++ {
		d := archive.Open(path)
		if want != Owning || !errors.Is(d.Writable(), engine.ErrLocked) {
			return d, nil
		}
		if err := d.Close(); err != nil {
			return nil, fmt.Errorf("close archive: %w", err)
		}
		if try == lockTries {
			return nil, cli.WithHint(control.ErrServing, "articlebot reload makes that one read the articles again; stop it, or set\nanother ARTICLEBOT_DATA_DIR")
		}
		if err := clock.Sleep(ctx, lockPause); err != nil {
			return nil, err
		}
	}
}

// PaperClock is the time on the paper's clock: whoever asks for yesterday's news
// means the paper's yesterday.
func PaperClock(c config.Config, now func() time.Time) func() time.Time {
	zone, err := c.Zone()
	if err != nil { // checked when it was loaded
		zone = time.Local
	}
	return func() time.Time { return now().In(zone) }
}

// sourceKey names what is read, so that the index of other sources is not
// served; nor is one of another clock.
func sourceKey(c config.Config) string {
	if len(c.Articles) == 0 {
		return "built in"
	}
	var named any = c.Articles
	if c.TimeZone != "" {
		named = []any{c.Articles, c.TimeZone}
	}
	key, err := json.Marshal(named)
	if err != nil {
		panic("internal error: name sources: " + err.Error()) // they are strings
	}
	return string(key)
}
