package opensearch

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"articlebot/retrieval"
)

// build writes one generation: the passages that are new, and into those that
// are gone that they died. Until it is committed no generation that can be opened
// finds anything else than before.
type build struct {
	backend *Backend
	born    int64
	fence   fence
	batch   batch
	// places are those of all passages by their number.
	places []place
	taken  []place // of those that were taken over
	// articles and takenArticles are the same of the articles that it keeps.
	articles, takenArticles []place
	notes                   map[string][]byte
	// from is the generation that they were taken from, 0: none; lost are those
	// of it that are not in this one.
	from int64
	lost []place
	// wrote tells that the cluster may hold something of it, killed that passages
	// may have died in it.
	wrote, killed, done bool
}

// may fails where another process is the one that builds now.
func (b *build) may() error {
	us, err := b.backend.may()
	if err == nil && b.backend.cfg.Lease != nil && us.Token != b.fence.Token {
		err = ErrFenced
	}
	return err
}

// takeOver takes what stays from base.
func (b *build) takeOver(ctx context.Context, base *retrieval.Base) error {
	if base == nil {
		return nil
	}
	x := indexOf(base.Index)
	if x == nil || x.backend != b.backend || x.born >= b.born || (x.articles != nil) != (base.Articles != nil) {
		return nil
	}
	b.from, b.taken = x.born, b.inherit(x.passages, base.Moved, base.Docs)
	if x.articles != nil {
		b.takenArticles = b.inherit(x.articles, base.Articles, base.ArticleDocs)
	}
	// What died in a generation after base, which was rolled back from, is written
	// anew: nobody lives twice.
	err := b.backend.each(ctx, all(atMost(bornField, b.from), more(diedField, b.from), less(diedField, forever)), func(p place) error {
		if p.n&articleBit != 0 {
			drop(b.takenArticles, x.articles, base.Articles, p)
		} else {
			drop(b.taken, x.passages, base.Moved, p)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("begin index: %w", err)
	}
	b.places, b.articles = slices.Clone(b.taken), slices.Clone(b.takenArticles)
	return nil
}

// indexOf is an index of this package, nil if it is another's.
func indexOf(i retrieval.Index) *Index {
	switch x := i.(type) {
	case *Index:
		return x
	case *Store:
		return x.Index
	}
	return nil
}

// inherit is where what moved stands; the rest is lost.
func (b *build) inherit(t *table, moved []int, docs int) []place {
	taken := make([]place, docs)
	t.each(func(p place, number int) {
		if number < len(moved) && moved[number] >= 0 {
			taken[moved[number]] = p
		} else {
			b.lost = append(b.lost, p)
		}
	})
	return taken
}

// drop takes a place out of what was taken over.
func drop(taken []place, t *table, moved []int, p place) {
	if t == nil {
		return
	}
	if number, ok := t.number(p); ok && moved[number] >= 0 {
		taken[moved[number]] = place{}
	}
}

// Wants tells whether a document must be added.
func (b *build) Wants(number int) bool { return number >= len(b.taken) || b.taken[number].born == 0 }

// passage is a document of the cluster.
type passage struct {
	Born  int64  `json:"born"`
	Died  int64  `json:"died"`
	Place uint32 `json:"n"`
	Terms string `json:"terms"`
	Data  []byte `json:"data,omitempty"`
}

// documentID names a passage in the cluster.
func documentID(p place) string {
	return strconv.FormatInt(p.born, 36) + "." + strconv.FormatUint(uint64(p.n), 36)
}

// Add appends documents.
func (b *build) Add(ctx context.Context, docs []retrieval.IndexDocument) error {
	for _, d := range docs {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := place{b.born, uint32(d.Number)}
		b.wrote = true
		if err := b.batch.put(ctx, documentID(p), passage{p.born, forever, p.n, termsOf(d), d.Data}); err != nil {
			return err
		}
		b.places = set(b.places, d.Number, p)
	}
	return nil
}

// set is list[at] = p in a list that grows.
func set(list []place, at int, p place) []place {
	if at >= len(list) {
		list = append(list, make([]place, at+1-len(list))...)
	}
	list[at] = p
	return list
}

// Commit makes the generation whole and opens it. From the moment that the
// builder document is written again nobody who began before can commit; its
// manifest is what makes it be found.
func (b *build) Commit(ctx context.Context) (retrieval.Index, error) {
	x, err := b.commit(ctx)
	if err != nil {
		return nil, fmt.Errorf("finish index: %w", err)
	}
	b.done = true
	x.release = b.backend.use(b.born)
	return opened(x), nil
}

func (b *build) commit(ctx context.Context) (*Index, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	k := b.backend
	c := contents{passages: newTable(b.places)}
	if len(b.articles) > 0 {
		c.articles = newTable(b.articles)
	}
	if err := b.batch.flush(ctx); err != nil {
		return nil, err
	}
	if err := k.holds(ctx, &b.fence); err != nil { // before others' passages are touched
		return nil, err
	}
	if err := b.kill(ctx, &c); err != nil {
		return nil, err
	}
	n, err := k.holding(ctx, b.born, &c)
	if err != nil {
		return nil, err
	}
	if n != c.docs() {
		return nil, fmt.Errorf("the cluster holds %d passages of %d", n, c.docs())
	}
	m, err := b.describe(ctx, &c)
	if err != nil {
		return nil, err
	}
	if err := b.may(); err != nil {
		return nil, err
	}
	b.fence.Done = true
	if err := k.hold(ctx, &b.fence, false); err != nil {
		return nil, err
	}
	m.Committed = true
	if err := k.writeManifest(ctx, m); err != nil {
		return nil, err
	}
	return k.newIndex(b.born, c, m.Notes), nil
}

// describe writes where everything is, and the notes. Its manifest stands before
// that, not committed, so that the pieces of a build that dies here are removed.
func (b *build) describe(ctx context.Context, c *contents) (manifest, error) {
	k := b.backend
	parts := map[string][]byte{tableName: c.passages.encode()}
	m := manifest{Born: b.born, Pieces: piecesOf(parts[tableName])}
	if c.articles != nil {
		parts[articlesName] = c.articles.encode()
		m.Articles = piecesOf(parts[articlesName])
	}
	if len(b.notes) > 0 {
		m.Notes = make(map[string]int, len(b.notes))
	}
	for name, data := range b.notes {
		parts[noteName+name], m.Notes[name] = data, piecesOf(data)
	}
	if err := k.writeManifest(ctx, m); err != nil {
		return m, err
	}
	for name, data := range parts {
		if err := b.may(); err != nil {
			return m, err
		}
		if err := k.write(ctx, name, b.born, data); err != nil {
			return m, err
		}
	}
	return m, nil
}

// kill ends the lives of all passages that the generation does not have: those
// of base, those of generations after it, and what builds left that were never
// committed.
func (b *build) kill(ctx context.Context, c *contents) error {
	k := b.backend
	if err := k.refresh(ctx, k.cfg.Name); err != nil {
		return err
	}
	b.killed = true
	end := func(p place) error {
		if c.has(p) {
			return nil
		}
		return b.batch.change(ctx, documentID(p), map[string]int64{diedField: b.born})
	}
	for _, p := range b.lost {
		if err := end(p); err != nil {
			return err
		}
	}
	strays := all(more(bornField, b.from), less(bornField, b.born), more(diedField, b.born))
	if err := k.each(ctx, strays, end); err != nil {
		return err
	}
	if err := b.batch.flush(ctx); err != nil {
		return err
	}
	return k.refresh(ctx, k.cfg.Name)
}

// abortTime is how long the cluster has to forget a build.
const abortTime = time.Minute

// Abort removes what was written. Where the cluster is gone the next build
// does that.
func (b *build) Abort() error {
	if b.done {
		return nil
	}
	b.done = true
	if !b.wrote && !b.killed {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), abortTime)
	defer cancel()
	k := b.backend
	b.batch = batch{client: k.client, index: k.cfg.Name}
	revive := func(p place) error {
		return b.batch.change(ctx, documentID(p), map[string]int64{diedField: forever})
	}
	remove := func(p place) error { return b.batch.remove(ctx, documentID(p)) }
	err := k.refresh(ctx, k.cfg.Name)
	if err == nil && b.killed {
		err = k.each(ctx, all(exactly(diedField, b.born)), revive)
	}
	if err == nil {
		err = k.each(ctx, all(exactly(bornField, b.born)), remove)
	}
	if err == nil {
		err = b.batch.flush(ctx)
	}
	if err == nil {
		err = k.refresh(ctx, k.cfg.Name)
	}
	return wrap("remove unfinished index", err)
}
