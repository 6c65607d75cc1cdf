package fetch

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// fakeProxy is a proxy on loopback that takes every host for the target.
type fakeProxy struct {
	*httptest.Server
	target string // host:port

	mu    sync.Mutex
	asked []string // method and address
	auth  string   // Proxy-Authorization of the last request
}

func newFakeProxy(t *testing.T, target string) *fakeProxy {
	p := &fakeProxy{target: target}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

func (p *fakeProxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked = append(p.asked, r.Method+" "+r.RequestURI)
	p.auth = r.Header.Get("Proxy-Authorization")
	p.mu.Unlock()
	out, err := net.Dial("tcp", p.target)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer out.Close()
	if r.Method == http.MethodConnect {
		in, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer in.Close()
		fmt.Fprint(in, "HTTP/1.1 200 OK\r\n\r\n")
		go func() { _, _ = io.Copy(out, in); out.Close() }()
		_, _ = io.Copy(in, out)
		return
	}
	if err := r.Write(out); err != nil {
		return
	}
	resp, err := http.ReadResponse(bufio.NewReader(out), r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	for name, values := range resp.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(resp.StatusCode)
	_, _ = io.Copy(w, resp.Body)
}

func (p *fakeProxy) requests() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.asked, ", ")
}

// through makes options that reach paper.example through the proxy.
func through(p *fakeProxy, names map[string]string) Options {
	proxy := strings.Replace(p.URL, "http://", "http://reader:s3cret@", 1)
	return Options{
		Hosts: []string{"paper.example"},
		Delay: -1,
		Proxy: EnvironmentProxy(func(name string) string {
			return map[string]string{"HTTP_PROXY": proxy, "https_proxy": proxy}[name]
		}),
		Lookup: func(_ context.Context, host string) ([]netip.Addr, error) {
			var addrs []netip.Addr
			for a := range strings.FieldsSeq(names[host]) {
				addrs = append(addrs, netip.MustParseAddr(a))
			}
			if len(addrs) == 0 {
				return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
			}
			return addrs, nil
		},
	}
}

const publicAddress = "203.162.0.1"

func TestPlainAddressesAreReadThroughTheProxy(t *testing.T) {
	paper := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.Host, r.URL.Path)
	}))
	defer paper.Close()
	proxy := newFakeProxy(t, paper.Listener.Addr().String())
	client := New(through(proxy, map[string]string{"feeds.paper.example": publicAddress}))
	resp, err := client.Get(t.Context(), "http://feeds.paper.example/rss", Validators{})
	if err != nil || string(resp.Body) != "feeds.paper.example/rss" {
		t.Fatalf("got %q, %v", resp.Body, err)
	}
	if got, want := proxy.requests(), "GET http://feeds.paper.example/rss"; got != want {
		t.Errorf("the proxy was asked %q, want %q", got, want)
	}
	if proxy.auth != "Basic cmVhZGVyOnMzY3JldA==" {
		t.Errorf("the proxy was told %q", proxy.auth)
	}
}

func TestSecureAddressesAreReadThroughATunnel(t *testing.T) {
	paper := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.Host, r.URL.Path)
	}))
	defer paper.Close()
	proxy := newFakeProxy(t, paper.Listener.Addr().String())
	opts := through(proxy, map[string]string{"example.com": publicAddress}) // the name in httptest's certificate
	opts.Hosts = []string{"example.com"}
	client := New(opts)
	roots := x509.NewCertPool()
	roots.AddCert(paper.Certificate())
	client.http.Transport.(routes).proxied.TLSClientConfig = &tls.Config{RootCAs: roots}
	resp, err := client.Get(t.Context(), "https://example.com/rss", Validators{})
	if err != nil || string(resp.Body) != "example.com/rss" {
		t.Fatalf("got %q, %v", resp.Body, err)
	}
	if got, want := proxy.requests(), "CONNECT example.com:443"; got != want {
		t.Errorf("the proxy was asked %q, want %q", got, want)
	}
}

func TestAProxyIsNotAskedForPrivateAddresses(t *testing.T) {
	paper := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://intranet.paper.example/", http.StatusFound)
	}))
	defer paper.Close()
	names := map[string]string{
		"www.paper.example": publicAddress, "intranet.paper.example": "10.1.2.3", "both.paper.example": publicAddress + " 192.168.0.1",
		"mapped.paper.example": "::ffff:127.0.0.1",
	}
	for name, test := range map[string]struct {
		address string
		allow   bool
		want    error
		asked   string
	}{
		"by name":                  {"http://intranet.paper.example/", false, ErrPrivate, ""},
		"by one of its addresses":  {"http://both.paper.example/", false, ErrPrivate, ""},
		"by a mapped address":      {"http://mapped.paper.example/", false, ErrPrivate, ""},
		"by number":                {"http://169.254.169.254/latest", false, ErrPrivate, ""},
		"by a name nobody knows":   {"http://hidden.paper.example/", false, ErrUnchecked, ""},
		"by a redirect":            {"http://www.paper.example/", false, ErrPrivate, "GET http://www.paper.example/"},
		"nor past it":              {paper.URL, false, ErrPrivate, ""}, // loopback never goes through a proxy
		"unless they are allowed,": {"http://hidden.paper.example/", true, ErrRedirects, "GET http://hidden.paper.example/"},
	} {
		t.Run(name, func(t *testing.T) {
			proxy := newFakeProxy(t, paper.Listener.Addr().String())
			opts := through(proxy, names)
			opts.Hosts, opts.AllowPrivate = []string{"paper.example", "169.254.169.254", "127.0.0.1"}, test.allow
			_, err := New(opts).Get(t.Context(), test.address, Validators{})
			if !errors.Is(err, test.want) {
				t.Errorf("error %v, want %v", err, test.want)
			}
			if got := proxy.requests(); !strings.HasPrefix(got, test.asked) || test.asked == "" && got != "" {
				t.Errorf("the proxy was asked %q, want %q", got, test.asked)
			}
		})
	}
}

// TestRobotsThatLeadInsideAreAskedForOnce has a robots.txt that redirects to a
// private address: as good as unreadable, and no reason to ask for each page.
func TestRobotsThatLeadInsideAreAskedForOnce(t *testing.T) {
	paper := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://intranet.paper.example/", http.StatusFound)
	}))
	defer paper.Close()
	proxy := newFakeProxy(t, paper.Listener.Addr().String())
	client := New(through(proxy, map[string]string{"www.paper.example": publicAddress, "intranet.paper.example": "10.1.2.3"}))
	for _, page := range []string{"1", "2"} {
		_, err := client.GetPage(t.Context(), "http://www.paper.example/"+page)
		var robots *RobotsError
		if !errors.As(err, &robots) || !errors.Is(err, ErrPrivate) {
			t.Errorf("page %s: %v", page, err)
		}
	}
	if got, want := proxy.requests(), "GET http://www.paper.example/robots.txt"; got != want {
		t.Errorf("the proxy was asked %q, want %q", got, want)
	}
}

func TestAProxysPasswordIsInNoError(t *testing.T) {
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusProxyAuthRequired)
	}))
	defer refusing.Close()
	closed := httptest.NewServer(nil)
	closed.Close()
	for name, proxy := range map[string]string{
		"refused":     strings.Replace(refusing.URL, "http://", "http://reader:s3cret@", 1),
		"unreachable": strings.Replace(closed.URL, "http://", "http://reader:s3cret@", 1),
		"broken":      "http://reader:s3cret@proxy.example:port",
		"other":       "ftp://reader:s3cret@proxy.example",
		"socks":       strings.Replace(closed.URL, "http://", "socks5://reader:s3cret@", 1),
	} {
		for _, scheme := range []string{"http", "https"} {
			t.Run(name+" "+scheme, func(t *testing.T) {
				client := New(Options{
					Hosts: []string{"paper.example"},
					Proxy: EnvironmentProxy(func(string) string { return proxy }),
					Lookup: func(context.Context, string) ([]netip.Addr, error) {
						return []netip.Addr{netip.MustParseAddr(publicAddress)}, nil
					},
				})
				_, err := client.Get(t.Context(), scheme+"://www.paper.example/", Validators{})
				if err == nil || strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), "reader") {
					t.Errorf("error %v", err)
				}
			})
		}
	}
}

func TestWhenAProxyIsAsked(t *testing.T) {
	proxy := func(pairs ...string) func(*url.URL) (*url.URL, error) {
		return EnvironmentProxy(func(name string) string {
			for i := 0; i < len(pairs); i += 2 {
				if pairs[i] == name {
					return pairs[i+1]
				}
			}
			return ""
		})
	}
	if proxy() != nil || proxy("NO_PROXY", "x") != nil {
		t.Error("a proxy though none is set")
	}
	for _, test := range []struct {
		address, want string
		vars          []string
	}{
		{"http://a.example/", "http://p:1", []string{"HTTP_PROXY", "http://p:1", "HTTPS_PROXY", "http://q:1"}},
		{"https://a.example/", "http://q:1", []string{"http_proxy", "http://p:1", "https_proxy", "q:1"}},
		{"https://a.example/", "", []string{"HTTP_PROXY", "http://p:1"}},
		{"https://b.a.example/", "", []string{"HTTPS_PROXY", "http://p:1", "no_proxy", ".a.example"}},
		{"http://127.0.0.1/", "", []string{"HTTP_PROXY", "http://p:1"}},
		{"http://a.example/", "error", []string{"HTTP_PROXY", "http://p:port"}},
		{"http://a.example/", "", []string{"HTTP_PROXY", "http://p:port", "NO_PROXY", "*"}},
		{"https://a.example/", "", []string{"HTTP_PROXY", "http://p:port"}},
	} {
		u, err := url.Parse(test.address)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		switch via, err := proxy(test.vars...)(u); {
		case err != nil:
			got = "error"
		case via != nil:
			got = via.String()
		}
		if got != test.want {
			t.Errorf("%s with %q: %q, want %q", test.address, test.vars, got, test.want)
		}
	}
}
