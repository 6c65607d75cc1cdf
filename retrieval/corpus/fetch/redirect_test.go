package fetch_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval/corpus/fetch"
)

// TestARedirectToAPrivateAddressIsRefusedWhenItIsDialled lets both hosts
// through the list, so that only the guard of the dialled address is left.
func TestARedirectToAPrivateAddressIsRefusedWhenItIsDialled(t *testing.T) {
	reached := false
	inner := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer inner.Close()
	client := fetch.New(fetch.Options{AllowHosts: []string{"localhost", "127.0.0.1", "[::1]", "0.0.0.0"}, Clock: newClock()})
	for _, host := range []string{"127.0.0.1", "localhost", "0.0.0.0"} {
		address := "http://" + host + inner.URL[strings.LastIndexByte(inner.URL, ':'):]
		if _, err := client.Get(t.Context(), address, fetch.Validators{}); !errors.Is(err, fetch.ErrPrivate) {
			t.Errorf("%s: %v, want %v", address, err, fetch.ErrPrivate)
		}
	}
	if reached {
		t.Error("the private server was reached")
	}
}

func TestARedirectWithinAHostIsOneRequest(t *testing.T) {
	srv, client, clock := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/old" {
			http.Redirect(w, r, "/new", http.StatusFound)
		}
	})
	for range 2 {
		if _, err := client.Get(t.Context(), srv.URL+"/old", fetch.Validators{}); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]time.Duration{fetch.DefaultDelay}, clock.Waited()); diff != "" {
		t.Errorf("waits (-want +got):\n%s", diff)
	}
}

func TestARedirectToAnotherHostWaitsForItsTurn(t *testing.T) {
	var target string
	srv, client, clock := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/away" {
			http.Redirect(w, r, target, http.StatusFound)
		}
	}, func(o *fetch.Options) { o.AllowHosts = []string{"localhost"} })
	target = strings.Replace(srv.URL, "127.0.0.1", "localhost", 1) + "/there"
	for _, address := range []string{target, srv.URL + "/away"} {
		if _, err := client.Get(t.Context(), address, fetch.Validators{}); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]time.Duration{fetch.DefaultDelay}, clock.Waited()); diff != "" {
		t.Errorf("waits (-want +got):\n%s", diff)
	}
}

func TestOnlyPermanentRedirectsMoveAnAddress(t *testing.T) {
	srv, client, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/old":
			http.Redirect(w, r, "/new", http.StatusMovedPermanently)
		case "/today":
			http.Redirect(w, r, "/new", http.StatusFound)
		case "/older":
			http.Redirect(w, r, "/today", http.StatusPermanentRedirect)
		}
	})
	for path, want := range map[string]string{"/old": srv.URL + "/new", "/today": "", "/older": "", "/new": ""} {
		resp, err := client.Get(t.Context(), srv.URL+path, fetch.Validators{})
		if err != nil || resp.Moved != want {
			t.Errorf("%s: moved to %q (%v), want %q", path, resp.Moved, err, want)
		}
	}
}
