package control_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"articlebot/bot/control"
)

// socketDir is a folder with a path short enough for a socket's address.
func socketDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "control")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func TestOneProcessServesFromADataDirectory(t *testing.T) {
	dir := socketDir(t)
	first, err := control.Listen(dir)
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = http.Serve(first, http.NotFoundHandler()) }()
	if _, err := control.Listen(dir); !errors.Is(err, control.ErrServing) {
		t.Errorf("second listener: %v, want %v", err, control.ErrServing)
	}
	err = control.Call(t.Context(), dir, "/other", "", func(control.Line) { t.Error("a line came") })
	if err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("a request that does not exist: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestWhatADeadProcessLeftIsReplaced(t *testing.T) {
	dir := socketDir(t)
	dead, err := net.Listen("unix", filepath.Join(dir, "control.sock"))
	if err != nil {
		t.Fatal(err)
	}
	dead.(*net.UnixListener).SetUnlinkOnClose(false)
	if err := dead.Close(); err != nil {
		t.Fatal(err)
	}
	err = control.Call(t.Context(), dir, "/reload", "", nil)
	if !errors.Is(err, control.ErrNotServing) {
		t.Errorf("call a dead process: %v", err)
	}
	l, err := control.Listen(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	info, err := os.Stat(filepath.Join(dir, "control.sock"))
	if err != nil {
		t.Fatal(err)
	}
	if others := info.Mode().Perm() & 0o077; others != 0 && runtime.GOOS != "windows" {
		t.Errorf("others may use the control address: %v", info.Mode())
	}
}

func TestNobodyServes(t *testing.T) {
	err := control.Call(context.Background(), socketDir(t), "/reload", "", nil)
	if !errors.Is(err, control.ErrNotServing) {
		t.Errorf("call: %v", err)
	}
}

func TestOtherRequestsAreNotTaken(t *testing.T) {
	for _, r := range []*http.Request{
		httptest.NewRequest(http.MethodGet, "/reload", nil), httptest.NewRequest(http.MethodPost, "/stop", nil),
	} {
		w := httptest.NewRecorder()
		(&control.Handler{}).ServeHTTP(w, r)
		if w.Code != http.StatusNotFound {
			t.Errorf("%s %s: %d", r.Method, r.URL, w.Code)
		}
	}
}
