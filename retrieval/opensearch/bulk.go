package opensearch

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

const (
	// bulkDocs and bulkBytes bound one batch of writes: the servers advise 5 to
	// 15 MB, https://docs.opensearch.org/docs/2.19/api-reference/document-apis/bulk/
	bulkDocs, bulkBytes = 1000, 5 << 20
	// itemTries is how often a write that the cluster has no room for is sent
	// again.
	itemTries = 12
)

// batch is writes that go to the cluster together. Each is named by its id, so
// that it may arrive twice.
type batch struct {
	client *client
	index  string
	writes []write
	bytes  int
	// may, if set, is asked before anything is sent.
	may func() error
}

// write is one line or two of a bulk request.
type write struct {
	lines []byte
	gone  bool // it does not matter that the document is not there
}

func line(out *bytes.Buffer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// put writes a document.
func (b *batch) put(ctx context.Context, id string, doc any) error {
	return b.add(ctx, false, map[string]any{"index": idOf(id)}, doc)
}

// change writes some fields of a document that may have gone.
func (b *batch) change(ctx context.Context, id string, fields any) error {
	return b.add(ctx, true, map[string]any{"update": map[string]any{"_id": id, "retry_on_conflict": 3}}, map[string]any{"doc": fields})
}

// remove deletes a document.
func (b *batch) remove(ctx context.Context, id string) error {
	return b.add(ctx, true, map[string]any{"delete": idOf(id)})
}

func idOf(id string) map[string]string { return map[string]string{"_id": id} }

func (b *batch) add(ctx context.Context, gone bool, values ...any) error {
	var out bytes.Buffer
	for _, v := range values {
		if err := line(&out, v); err != nil {
			return fmt.Errorf("write index: %w", err)
		}
	}
	b.writes = append(b.writes, write{out.Bytes(), gone})
	if b.bytes += out.Len(); len(b.writes) < bulkDocs && b.bytes < bulkBytes {
		return nil
	}
	return b.flush(ctx)
}

// flush sends what was gathered, and again what the cluster had no room for.
func (b *batch) flush(ctx context.Context) error {
	left := b.writes
	b.writes, b.bytes = nil, 0
	pause := firstPause
	for try := 1; len(left) > 0; try++ {
		again, err := b.send(ctx, left)
		if err != nil {
			return fmt.Errorf("write index: %w", err)
		}
		if left = again; len(left) == 0 {
			break
		}
		if try == itemTries {
			return fmt.Errorf("write index: the cluster has no room for %d of a batch of writes after %d tries", len(left), try)
		}
		select {
		case <-time.After(pause):
			pause = min(2*pause, longestPause)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}

// send sends writes and returns those to send again.
func (b *batch) send(ctx context.Context, writes []write) (again []write, err error) {
	if b.may != nil {
		if err := b.may(); err != nil {
			return nil, err
		}
	}
	var body bytes.Buffer
	for _, w := range writes {
		body.Write(w.lines)
	}
	var out struct {
		Errors bool `json:"errors"`
		Items  []map[string]struct {
			Status int     `json:"status"`
			Error  failure `json:"error"`
		} `json:"items"`
	}
	if err := b.client.call(ctx, patiently, http.MethodPost, "/"+b.index+"/_bulk", body.Bytes(), &out); err != nil {
		return nil, err
	}
	if len(out.Items) != len(writes) {
		return nil, fmt.Errorf("the cluster tells of %d writes of %d", len(out.Items), len(writes))
	}
	for i, item := range out.Items {
		for _, it := range item {
			switch {
			case it.Status < 300, it.Status == http.StatusNotFound && writes[i].gone:
			case busy(it.Status):
				again = append(again, writes[i])
			default:
				return nil, &statusError{it.Status, it.Error.String()}
			}
		}
	}
	return again, nil
}
