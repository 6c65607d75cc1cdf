package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"articlebot/bot"
	"articlebot/retrieval"
)

// socketName is the local control address in the data directory. Only who may
// write there, and is this user, can reach it.
const socketName = "control.sock"

// controlUser is the admin who speaks through the control address.
var controlUser = bot.NewUserKey(bot.Console, "control")

// dialTimeout bounds the wait for a local process to take a connection.
const dialTimeout = 2 * time.Second

// controlLine is one line of the answer to a control request: preliminary
// replies, then one that is Done.
type controlLine struct {
	Reply  bot.Reply         `json:"reply"`
	Done   bool              `json:"done"`
	Report *retrieval.Report `json:"report,omitempty"` // when done, unless it did not come to a reload
}

// control lets a second process steer the one that serves. What it asks for
// goes the way of an admin's message in a chat, so both do and read the same.
type control struct {
	conv    bot.Conversation
	library bot.Library
	now     func() time.Time
	log     *slog.Logger
}

// ServeHTTP takes POST /reload and /rollback, the words that a chat's command
// takes in the parameter arg.
func (c *control) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	command := map[string]string{"/reload": "reload", "/rollback": "rollback"}[r.URL.Path]
	if r.Method != http.MethodPost || command == "" {
		http.NotFound(w, r)
		return
	}
	c.log.Info("control", "command", command, "arg", r.FormValue("arg"))
	w.Header().Set("Content-Type", "application/jsonl")
	send := lineSender(w)
	m := bot.Message{
		Platform: bot.Console, ID: "control", Private: true, Command: command, Text: r.FormValue("arg"),
		Chat: bot.NewChatKey(bot.Console, "control", ""), User: controlUser, Sent: c.now(),
		Progress: func(p bot.Reply) { send(controlLine{Reply: p}) },
	}
	before := c.library.Status().LastReload
	done := controlLine{Reply: c.conv.Handle(r.Context(), m), Done: true, Report: c.library.Status().LastReload}
	if done.Report == before {
		done.Report = nil
	}
	send(done)
}

// lineSender returns a function that writes JSON lines and flushes each. Who
// has hung up misses them.
func lineSender(w http.ResponseWriter) func(controlLine) {
	var mu sync.Mutex
	return func(l controlLine) {
		mu.Lock()
		defer mu.Unlock()
		if json.NewEncoder(w).Encode(l) == nil {
			_ = http.NewResponseController(w).Flush()
		}
	}
}

// errServing is returned where another process serves from the data directory.
var errServing = errors.New("another articlebot serves from this data directory")

// errNotServing is returned where no process serves from the data directory.
var errNotServing = errors.New("none serves from this data directory")

// listenControl opens the control address. A socket that a dead process left
// behind is replaced.
func listenControl(dataDir string) (net.Listener, error) {
	if err := os.MkdirAll(dataDir, 0o700); err != nil {
		return nil, fmt.Errorf("make data directory: %w", err)
	}
	path := filepath.Join(dataDir, socketName)
	if conn, err := net.DialTimeout("unix", path, dialTimeout); err == nil {
		_ = conn.Close()
		return nil, errServing
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("remove old control address: %w", err)
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("open control address: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		_ = l.Close()
		return nil, fmt.Errorf("protect control address: %w", err)
	}
	return l, nil
}

// callControl sends a command to the process that serves from dataDir and hands
// each line of its answer to show.
func callControl(ctx context.Context, dataDir, path, arg string, show func(controlLine)) error {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		d := net.Dialer{Timeout: dialTimeout}
		return d.DialContext(ctx, "unix", filepath.Join(dataDir, socketName))
	}
	client := http.Client{Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://control"+path, nil)
	if err != nil {
		return fmt.Errorf("make control request: %w", err)
	}
	req.URL.RawQuery = "arg=" + arg
	resp, err := client.Do(req)
	var failed *url.Error
	if errors.As(err, &failed) { // its address is of no use to anybody
		err = failed.Err
	}
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED) {
		err = errNotServing
	}
	if err != nil {
		return fmt.Errorf("reach the running bot: %w", err)
	}
	defer resp.Body.Close() //nolint:errcheck // read to the end or given up
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("reach the running bot: it answers %s", resp.Status)
	}
	return readControl(json.NewDecoder(resp.Body), show)
}

// readControl hands on lines until one is done.
func readControl(d *json.Decoder, show func(controlLine)) error {
	for {
		var l controlLine
		if err := d.Decode(&l); err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return fmt.Errorf("read the running bot's answer: %w", err)
		}
		show(l)
		if l.Done {
			return nil
		}
	}
}
