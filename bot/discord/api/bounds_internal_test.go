package api

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"
)

// TestMemoryIsBounded sends to many people and channels: neither the library's
// buckets nor our routes may grow with them.
func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }))
	t.Cleanup(s.Close)
	c, err := New(Options{Token: "a.plain.token", URL: s.URL})
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	for n := range 500 {
		i := &Interaction{ID: "1", ApplicationID: "1", Token: fmt.Sprint("token", n)}
		if err := c.Respond(ctx, i, Defer(false)); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Send(ctx, Snowflake(fmt.Sprint(n)), Message{}); err != nil {
			t.Fatal(err)
		}
	}
	if n := reflect.ValueOf(c.session.Ratelimiter).Elem().FieldByName("buckets").Len(); n > maxParallel {
		t.Errorf("the library keeps %d buckets, at most %d are wanted", n, maxParallel)
	}
	if n := len(c.limits.routes); n != 0 {
		t.Errorf("%d routes are left where nobody waits", n)
	}
}
