package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"syscall"
	"time"
)

// dialTimeout bounds the wait for a local process to take a connection.
const dialTimeout = 2 * time.Second

// ErrNotServing is returned where no process serves from the data directory.
var ErrNotServing = errors.New("none serves from this data directory")

// Call sends a command to the process that serves from dataDir and hands
// each line of its answer to show.
func Call(ctx context.Context, dataDir, path, arg string, show func(Line)) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://control"+path, nil)
	if err != nil {
		return fmt.Errorf("make control request: %w", err)
	}
	req.URL.RawQuery = "arg=" + arg
	resp, err := do(dataDir, req)
	if err != nil {
		return err
	}
	defer resp.Body.Close() //nolint:errcheck // read to the end or given up
	if err := fit(resp); err != nil {
		return err
	}
	return readLines(json.NewDecoder(resp.Body), show)
}

// do sends a request to the process that serves from dataDir.
func do(dataDir string, req *http.Request) (*http.Response, error) {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		d := net.Dialer{Timeout: dialTimeout}
		return d.DialContext(ctx, "unix", filepath.Join(dataDir, socketName))
	}
	client := http.Client{Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true}}
	resp, err := client.Do(req)
	var failed *url.Error
	if errors.As(err, &failed) { // its address is of no use to anybody
		err = failed.Err
	}
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED) {
		err = ErrNotServing
	}
	if err != nil {
		return nil, fmt.Errorf("reach the running bot: %w", err)
	}
	return resp, nil
}

// readLines hands on lines until one is done.
func readLines(d *json.Decoder, show func(Line)) error {
	for {
		var l Line
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
