package opensearch

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"articlebot/retrieval"
)

// Config is what a Backend needs. Hosts is required.
type Config struct {
	// Hosts are addresses of nodes, http or https, without a user. Calls go to all
	// of them in turn, and to the next where one fails.
	Hosts []string
	// User and Password are sent with each call unless User is "".
	User, Password string
	// APIKey is sent instead where it is set: as Elasticsearch encodes one.
	APIKey string
	// Roots verify the nodes' certificates; nil: the system's.
	Roots *x509.CertPool
	// Name is that of the index in the cluster, "" for DefaultName. What else is
	// kept there has names that begin with it.
	Name string
	// Owner names who builds: an index that another owner built is neither written
	// nor swept (ErrOwned). "" for anybody.
	Owner string
	// Lease, if set, tells whether this process is the one of several that builds:
	// without it nothing is written, let go of or removed (retrieval.ErrNotBuilder). nil: nobody
	// else builds.
	Lease func() (l Lease, held bool)
	// Needed, if set, lists generations that other processes answer from or may
	// return to. They are kept whatever Retain is told.
	Needed func(ctx context.Context) ([]retrieval.Generation, error)
	// Grace is how long a generation that was let go of stays, as other processes
	// may still be answering from it; 0 for DefaultGrace, below 0 for none.
	Grace time.Duration
	// Log receives what operators should know; nil discards it.
	Log *slog.Logger
	// Now is the clock; nil means time.Now.
	Now func() time.Time
}

// Lease is the right to build an index that several processes answer from.
type Lease struct {
	// Token grows with each process that gets the lease: a build with a smaller one
	// than the latest fails with ErrFenced.
	Token int64
	// Of names what those processes share, and is the owner of what is built. An
	// index of Config.Owner is taken over.
	Of string
}

const (
	// DefaultName is the index in the cluster where none is configured.
	DefaultName = "articlebot"
	// DefaultGrace outlives any question, and a replica that is late to switch.
	DefaultGrace = 10 * time.Minute
	// idleConnections is how many are kept to each node, for questions side by
	// side.
	idleConnections = 16
)

// indexName is what both servers take, less what they take but nobody needs:
// https://docs.opensearch.org/docs/2.19/api-reference/index-apis/create-index/
var indexName = regexp.MustCompile(`^[a-z0-9][a-z0-9_.-]{0,99}$`)

// ValidName tells whether an index may have that name.
func ValidName(name string) bool { return indexName.MatchString(name) }

// ErrFenced means that another process began to build with a later token.
var ErrFenced = errors.New("another process builds the index now")

// ErrOwned means that the index in the cluster is another's.
var ErrOwned = errors.New("the index of that name in the cluster is built from another data directory or by replicas on another database: choose another index.name for this one, or remove it from the cluster if nobody uses it")

// New returns a Backend. It calls nobody yet.
func New(cfg Config) (*Backend, error) {
	cfg.Name = cmp.Or(cfg.Name, DefaultName)
	if !ValidName(cfg.Name) {
		return nil, fmt.Errorf("%q cannot name an index: small letters, digits, _, - and . are possible", cfg.Name)
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	cfg.Grace = max(cmp.Or(cfg.Grace, DefaultGrace), 0)
	c := &client{user: cfg.User, password: cfg.Password, apiKey: cfg.APIKey, log: cfg.Log, now: cfg.Now}
	for _, h := range cfg.Hosts {
		u, err := url.Parse(h)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" {
			return nil, errors.New("an address of the cluster is not of the form https://host:9200, without a user")
		}
		c.hosts = append(c.hosts, &host{address: strings.TrimSuffix(h, "/"), name: u.Host})
	}
	if len(c.hosts) == 0 {
		return nil, errors.New("no address of the cluster is given")
	}
	c.http = &http.Client{
		Transport: &http.Transport{
			DialContext: (&net.Dialer{Timeout: dialTime, KeepAlive: 30 * time.Second}).DialContext, TLSHandshakeTimeout: 2 * dialTime,
			Proxy: http.ProxyFromEnvironment, MaxIdleConnsPerHost: idleConnections, IdleConnTimeout: time.Minute,
			TLSClientConfig: &tls.Config{RootCAs: cfg.Roots, MinVersion: tls.VersionTLS12},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &Backend{cfg: cfg, client: c, inUse: make(map[int64]int)}, nil
}
