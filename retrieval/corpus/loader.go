package corpus

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/aside"
	"articlebot/retrieval/corpus/fetch"
	"articlebot/retrieval/corpus/merge"
	"articlebot/retrieval/corpus/parse"
	"articlebot/retrieval/corpus/stall"
)

// ErrEmpty is returned, wrapped with the reasons, when no source gave an
// article.
var ErrEmpty = errors.New("no articles found")

var (
	_ retrieval.Reader    = (*Loader)(nil)
	_ retrieval.Forgetter = (*Loader)(nil)
)

// Loader reads the configured sources again and again, and remembers what it
// understood so that only what changed is parsed. It is safe for concurrent
// use; reads run one at a time.
type Loader struct {
	sources []Source
	opts    Options

	client *fetch.Client

	aside *aside.Memory
	guard *stall.Guard
	large sync.Mutex

	mu     sync.Mutex
	cache  fileCache
	memory memory
}

// NewLoader returns a loader of the sources, to be read in this order.
func NewLoader(sources []Source, opts Options) *Loader {
	l := &Loader{sources: slices.Clone(sources), opts: opts.withDefaults(), cache: fileCache{},
		memory: memory{dir: opts.MemoryDir, known: map[string]*remote{}}}
	l.aside, l.guard = aside.Open(opts.AsideDir, l.now), stall.New(l.opts.Stall)
	web := l.opts.Fetch
	web.Hosts = slices.Clone(web.Hosts)
	for _, s := range l.sources {
		if u, err := url.Parse(s.Path); err == nil && s.remote() {
			web.Hosts = append(web.Hosts, u.Hostname())
		}
	}
	l.client = fetch.New(web)
	return l
}

// Forget implements retrieval.Forgetter: the next Read tries again what was set
// aside because the process ended while it was read.
func (l *Loader) Forget() { l.aside.Forget() }

// Read reads all sources. What cannot be read is named in the corpus; the
// error is of the context, or ErrEmpty with the reasons, beside which the
// corpus still tells the state of the sources. The passages are the caller's
// own. progress, if set, is told the files done, never concurrently.
func (l *Loader) Read(ctx context.Context, progress func(done, total int)) (retrieval.Corpus, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	reads := make([]sourceRead, len(l.sources))
	for i, s := range l.sources {
		reads[i].Given = merge.Given{Name: s.name(), Kind: s.Kind, Section: s.Section, Language: s.Language}
	}
	tick := &ticker{report: progress}
	var jobs []job
	for i, s := range l.sources {
		if s.remote() {
			continue
		}
		found, err := l.plan(ctx, i, s, &reads[i])
		if ctx.Err() != nil {
			return retrieval.Corpus{}, fmt.Errorf("read sources: %w", ctx.Err())
		}
		if err != nil {
			reads[i].Err = err.Error()
		}
		jobs = append(jobs, found...)
	}
	tick.add(len(jobs))
	web := l.startRemote(ctx, reads, tick)
	fresh, err := l.run(ctx, jobs, tick)
	_ = web.Wait() // each read keeps its own error
	if err == nil && ctx.Err() != nil {
		err = fmt.Errorf("read sources: %w", ctx.Err())
	}
	if err != nil {
		return retrieval.Corpus{}, err
	}
	l.keepRemote(reads)
	l.cache = fresh
	for i := range jobs {
		r := &reads[jobs[i].source]
		r.Files = append(r.Files, jobs[i].result)
		r.Skips = append(r.Skips, inFile(jobs[i].file.name, jobs[i].result.Skips)...)
	}
	given := make([]*merge.Given, len(reads))
	for i := range reads {
		given[i] = &reads[i].Given
	}
	c := merge.Corpus(given, l.opts.Zone)
	if len(c.Articles) == 0 {
		return c, emptyError(c.Sources)
	}
	return c, nil
}

// sourceRead is what one source gave, and what is remembered of it.
type sourceRead struct {
	merge.Given
	state *remote // what an address held, for the next read
}

// maxRemote is how many addresses are read at a time. Those of one host wait
// for each other in the client.
const maxRemote = 8

// startRemote begins to read the sources on the web, each into its own read.
func (l *Loader) startRemote(ctx context.Context, reads []sourceRead, tick *ticker) *errgroup.Group {
	group := &errgroup.Group{}
	places := make(chan struct{}, maxRemote)
	rr := remoteReader{client: l.client, now: l.now, tick: tick, opts: l.opts, aside: l.aside}
	var todo []int
	for i, s := range l.sources {
		if !s.remote() {
			continue
		}
		if err := knownKind(s.Kind); err != nil {
			reads[i].Err = err.Error()
			continue
		}
		todo = append(todo, i)
	}
	tick.add(len(todo))
	for _, i := range todo {
		old := l.memory.recall(l.sources[i].Path)
		group.Go(func() error {
			defer tick.done()
			places <- struct{}{}
			defer func() { <-places }()
			s := l.sources[i]
			out := rr.read(ctx, s, old)
			reads[i].Err, reads[i].Skips, reads[i].state, reads[i].TakenOver = out.err, inFile(s.name(), out.Skips), out.state, out.takenOver
			kind := s.Kind
			if out.state != nil {
				kind = out.state.Kind
			}
			reads[i].Files = []merge.File{{Name: s.name(), Kind: kind, Content: out.Content}}
			return nil
		})
	}
	return group
}

// keepRemote remembers what the addresses held.
func (l *Loader) keepRemote(reads []sourceRead) {
	for i := range reads {
		r := &reads[i]
		if r.state == nil {
			continue
		}
		if err := l.memory.remember(r.state); err != nil {
			r.Skips = append(r.Skips, retrieval.Skip{Name: l.sources[i].name(), Reason: "its articles will not be kept across a restart: " + err.Error(), Kept: true})
		}
	}
}

func (l *Loader) now() time.Time {
	if l.opts.Fetch.Clock != nil {
		return l.opts.Fetch.Clock.Now()
	}
	return time.Now()
}

// job is one file to read.
type job struct {
	source int
	kind   parse.Kind
	file   file
	result merge.File
}

// plan lists the work of one source.
func (l *Loader) plan(ctx context.Context, index int, s Source, r *sourceRead) ([]job, error) {
	if err := knownKind(s.Kind); err != nil {
		return nil, err
	}
	found, err := stall.Do(ctx, l.guard, "list "+s.Path, func(p *stall.Progress) (listing, error) {
		return listFiles(ctx, s, l.opts.MaxFiles, p)
	})
	r.Skips = found.skips
	jobs := make([]job, len(found.files))
	for i, f := range found.files {
		jobs[i] = job{source: index, kind: s.Kind, file: f}
	}
	return jobs, err
}

func knownKind(k parse.Kind) error {
	if k != parse.Auto && !slices.Contains(parse.Kinds(), k) {
		return fmt.Errorf("the kind %q is not known; write one of %v, or none to recognise it", k, parse.Kinds())
	}
	return nil
}

// run does the jobs, as many at a time as there are processors, and returns
// the cache for the next read.
func (l *Loader) run(ctx context.Context, jobs []job, tick *ticker) (fileCache, error) {
	entries, before := make([]*cached, len(jobs)), l.cache
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range jobs {
		group.Go(func() error {
			defer tick.done()
			j := &jobs[i]
			if ctx.Err() != nil {
				return ctx.Err()
			}
			entry, err := l.file(ctx, before, j)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			entries[i] = entry
			j.result = entry.result(j.file.name, err)
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, fmt.Errorf("read sources: %w", err)
	}
	fresh := make(fileCache, len(jobs))
	for i, e := range entries {
		if e != nil {
			fresh[cacheKey{jobs[i].file.name, jobs[i].kind}] = e
		}
	}
	return fresh, nil
}

// file reads one file. Of one that does not answer it gives what it held
// before, and the error beside it.
func (l *Loader) file(ctx context.Context, before fileCache, j *job) (*cached, error) {
	f, kind := j.file, j.kind
	entry, err := stall.Do(ctx, l.guard, f.name, func(p *stall.Progress) (*cached, error) {
		return before.read(ctx, f, kind, environment{l.opts, l.aside, &l.large, p})
	})
	var stalled *stall.Error
	if errors.As(err, &stalled) {
		entry = before[cacheKey{f.name, kind}]
	}
	return entry, err
}

// maxReasons is how many reasons an error lists.
const maxReasons = 8

// emptyError lists why nothing was found.
func emptyError(sources []retrieval.SourceStatus) error {
	var reasons []string
	for _, s := range sources {
		if s.Err != "" {
			reasons = append(reasons, s.Source+": "+s.Err)
		}
		for _, k := range s.Skipped {
			reasons = append(reasons, k.Name+": "+k.Reason)
		}
		if s.Err == "" && len(s.Skipped) == 0 {
			reasons = append(reasons, s.Source+": there are no files in it")
		}
	}
	if len(reasons) == 0 {
		return fmt.Errorf("%w: no source is configured", ErrEmpty)
	}
	if more := len(reasons) - maxReasons; more > 0 {
		reasons = append(reasons[:maxReasons], fmt.Sprintf("and %d more", more))
	}
	return fmt.Errorf("%w: %s", ErrEmpty, strings.Join(reasons, "; "))
}
