package opensearch

import (
	"context"
	"fmt"
	"net/http"

	"articlebot/retrieval"
)

// builder is the document that says who builds. It is written when a build
// begins and when it is committed, each time only over what was read or written
// last: whoever was overtaken fails.
type builder struct {
	Token int64                `json:"token"`
	Name  retrieval.Generation `json:"generation"`
	Done  bool                 `json:"done"` // its build was committed
	Owner string               `json:"owner"`
}

const builderID = "builder"

// fence is the builder document as this build wrote it.
type fence struct {
	builder
	seq, primary int64
}

// claim makes a build the one that may be committed.
func (b *Backend) claim(ctx context.Context, g retrieval.Generation) (fence, error) {
	var d document[builder]
	err := b.client.call(ctx, quickly, http.MethodGet, b.line(builderID), nil, &d)
	first := has(err, http.StatusNotFound)
	if err != nil && !first {
		return fence{}, fmt.Errorf("begin index: %w", err)
	}
	if b.foreign(d.Source) {
		return fence{}, ErrOwned
	}
	f := fence{builder{Token: d.Source.Token, Name: g, Owner: b.cfg.Owner}, d.Seq, d.Primary}
	if b.cfg.Token != nil {
		if f.Token = b.cfg.Token(); f.Token < d.Source.Token {
			return fence{}, ErrFenced
		}
	}
	return f, b.hold(ctx, &f, first)
}

// foreign tells whether what is in the cluster is another's.
func (b *Backend) foreign(last builder) bool {
	return b.cfg.Token == nil && b.cfg.Owner != "" && last.Owner != "" && last.Owner != b.cfg.Owner
}

// hold writes the builder document over the one that was there.
func (b *Backend) hold(ctx context.Context, f *fence, first bool) error {
	condition := fmt.Sprintf("?if_seq_no=%d&if_primary_term=%d", f.seq, f.primary)
	if first {
		condition = "?op_type=create"
	}
	var written document[builder]
	err := b.client.call(ctx, patiently, http.MethodPut, b.line(builderID)+condition, f.builder, &written)
	if has(err, http.StatusConflict) { // perhaps this call arrived twice
		if err := b.client.call(ctx, quickly, http.MethodGet, b.line(builderID), nil, &written); err != nil {
			return fmt.Errorf("hold index: %w", err)
		}
		if written.Source != f.builder {
			return ErrFenced
		}
	} else if err != nil {
		return fmt.Errorf("hold index: %w", err)
	}
	f.seq, f.primary = written.Seq, written.Primary
	return nil
}

// holds fails if somebody else has begun to build.
func (b *Backend) holds(ctx context.Context, f *fence) error {
	var d document[builder]
	if err := b.client.call(ctx, quickly, http.MethodGet, b.line(builderID), nil, &d); err != nil {
		return fmt.Errorf("hold index: %w", err)
	}
	if d.Source != f.builder || d.Seq != f.seq {
		return ErrFenced
	}
	return nil
}
