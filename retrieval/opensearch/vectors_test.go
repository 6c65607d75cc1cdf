package opensearch_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/retrieval/opensearch"
)

var _ vectors.Shared = (*opensearch.Vectors)(nil)

// eventually waits for what the cluster shows a moment later.
func eventually(t *testing.T, what string, f func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !f(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal(what)
		}
	}
}

func TestVectorsInACluster(t *testing.T) {
	cfg := config(t)
	v := backend(t, cfg).Vectors()
	none, err := v.Read(t.Context(), []string{"a"})
	must(t, err)
	if n, err := v.Count(t.Context()); err != nil || n != 0 || none[0] != nil {
		t.Fatalf("before anything is written there are %d, %q, %v", n, none, err)
	}
	var keys []string
	var data [][]byte
	for i := range 1200 {
		keys, data = append(keys, fmt.Sprintf("%032d", i)), append(data, []byte{0, 255, byte(i), byte(i >> 8)})
	}
	must(t, v.Write(t.Context(), keys, data))
	must(t, v.Write(t.Context(), keys[:3], data[:3]))
	other := backend(t, cfg).Vectors()
	eventually(t, "what was written is not all there", func() bool {
		n, err := other.Count(t.Context())
		return err == nil && n == 1200
	})
	asked := append([]string{"not there"}, keys...)
	got, err := other.Read(t.Context(), append(asked, keys[5]))
	must(t, err)
	if got[0] != nil || !slices.EqualFunc(data, got[1:1201], slices.Equal) || !slices.Equal(got[1201], data[5]) {
		t.Error("what is read is not what was written")
	}
	there, err := other.Having(t.Context(), asked)
	must(t, err)
	if there[0] || slices.Contains(there[1:], false) {
		t.Error("it is not said what is there")
	}
	must(t, other.Remove(t.Context(), func(key string) bool { return key < keys[7] }))
	eventually(t, "what nobody wants is not removed", func() bool {
		n, err := v.Count(t.Context())
		return err == nil && n == 7
	})
}

func TestOnlyWhoBuildsWritesVectors(t *testing.T) {
	cfg := config(t)
	held, token := true, int64(3)
	cfg.Lease = func() (opensearch.Lease, bool) { return opensearch.Lease{Token: token, Of: "replicas"}, held }
	b := backend(t, cfg)
	build(t, b, "1", nil, documents("coffee price"))
	v := b.Vectors()
	write := func() error { return v.Write(t.Context(), []string{"k"}, [][]byte{{1}}) }
	must(t, write())
	held = false
	if err := write(); !errors.Is(err, retrieval.ErrNotBuilder) || v.Makes() {
		t.Errorf("write without the lease: %v", err)
	}
	held, token = true, 2
	if err := write(); !errors.Is(err, retrieval.ErrNotBuilder) {
		t.Errorf("write with a lease that has passed on: %v", err)
	}
	cfg.Lease, cfg.Owner = nil, "another"
	if err := backend(t, cfg).Vectors().Write(t.Context(), []string{"k"}, [][]byte{{2}}); !errors.Is(err, opensearch.ErrOwned) {
		t.Errorf("write beside another's index: %v", err)
	}
	eventually(t, "what was written is not there", func() bool {
		got, err := v.Read(t.Context(), []string{"k"})
		must(t, err)
		return string(got[0]) == "\x01"
	})
}
