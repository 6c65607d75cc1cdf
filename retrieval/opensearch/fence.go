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

// may returns as whom this process may write, else why not.
func (b *Backend) may() (builder, error) {
	if b.cfg.Lease == nil {
		return builder{Owner: b.cfg.Owner}, nil
	}
	l, held := b.cfg.Lease()
	if !held {
		return builder{}, retrieval.ErrNotBuilder
	}
	return builder{Token: l.Token, Owner: l.Of}, nil
}

// claim makes a build the one that may be committed.
func (b *Backend) claim(ctx context.Context, g retrieval.Generation, us builder) (fence, error) {
	var d document[builder]
	err := b.client.call(ctx, quickly, http.MethodGet, b.line(builderID), nil, &d)
	first := has(err, http.StatusNotFound)
	if err != nil && !first {
		return fence{}, fmt.Errorf("begin index: %w", err)
	}
	if b.foreign(d.Source, us) {
		return fence{}, ErrOwned
	}
	us.Name = g
	if b.cfg.Lease == nil {
		us.Token = d.Source.Token
	} else if us.Token < d.Source.Token {
		return fence{}, fmt.Errorf("%w: the last to build had lease %d, this one has %d; if the database was restored from a copy, choose another index.name", ErrFenced, d.Source.Token, us.Token)
	}
	f := fence{us, d.Seq, d.Primary}
	return f, b.hold(ctx, &f, first)
}

// foreign tells whether what is in the cluster is another's.
func (b *Backend) foreign(last, us builder) bool {
	return us.Owner != "" && last.Owner != "" && last.Owner != us.Owner && last.Owner != b.cfg.Owner
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
