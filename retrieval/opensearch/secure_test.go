package opensearch_test

import (
	"crypto/x509"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/opensearch"
)

// guarded is a cluster behind TLS that lets in who names the right user, or has the
// right key, and what it trusts itself to be known by.
func guarded(t *testing.T, address string) (cfg opensearch.Config) {
	t.Helper()
	target, err := url.Parse(address)
	must(t, err)
	behind := httputil.NewSingleHostReverseProxy(target)
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, basic := r.BasicAuth()
		if basic && user == "bot" && password == "hunter2" || r.Header.Get("Authorization") == "ApiKey "+rightKey {
			r.Header.Del("Authorization")
			behind.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write([]byte(`{"error":{"type":"security_exception","reason":"unable to authenticate user [bot]"},"status":401}`))
	}))
	t.Cleanup(server.Close)
	cfg.Hosts, cfg.Roots = []string{server.URL}, x509.NewCertPool()
	cfg.Roots.AddCert(server.Certificate())
	return cfg
}

var rightKey = base64.StdEncoding.EncodeToString([]byte("an-id:the-key"))

func TestAGuardedClusterIsReachedAndNothingIsSaidOfTheSecret(t *testing.T) {
	plain := config(t)
	cfg := guarded(t, plain.Hosts[0])
	cfg.Name, cfg.Grace = plain.Name, plain.Grace
	for name, enter := range map[string]func(*opensearch.Config){
		"with a user": func(c *opensearch.Config) { c.User, c.Password = "bot", "hunter2" },
		"with a key":  func(c *opensearch.Config) { c.APIKey = rightKey },
	} {
		t.Run(name, func(t *testing.T) {
			with := cfg
			enter(&with)
			idx, _ := build(t, backend(t, with), retrieval.Generation(name[7:8]), nil, documents("coffee price"))
			expect(t, idx, "coffee", 0)
		})
	}
}

func TestWhoIsNotLetInIsToldWhy(t *testing.T) {
	node := newNode(t)
	cfg := guarded(t, node.URL)
	for name, c := range map[string]struct {
		change func(*opensearch.Config)
		want   string
	}{
		"a wrong password":  {func(c *opensearch.Config) { c.User, c.Password = "bot", "hunter3" }, "refuses the user or the password"},
		"a wrong key":       {func(c *opensearch.Config) { c.APIKey = "aHVudGVyMw==" }, "or the API key"},
		"another authority": {func(c *opensearch.Config) { c.User, c.Password, c.Roots = "bot", "hunter3", x509.NewCertPool() }, "certificate signed by unknown authority"},
	} {
		t.Run(name, func(t *testing.T) {
			with, log := cfg, new(logged)
			with.Log = log.logger()
			c.change(&with)
			_, err := backend(t, with).Begin(t.Context(), "1", nil)
			if err == nil {
				t.Fatal("it is let in")
			}
			said := err.Error() + log.String()
			if !strings.Contains(said, c.want) || strings.Contains(said, "hunter3") || strings.Contains(said, "aHVudGVyMw") {
				t.Errorf("it is said: %s", said)
			}
		})
	}
}
