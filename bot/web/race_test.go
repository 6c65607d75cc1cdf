package web_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"articlebot/bot/web"
)

// TestManyPeopleAtOnce holds that nobody sees what another said, while sessions
// begin, are shared by two windows, are turned over and end.
func TestManyPeopleAtOnce(t *testing.T) {
	s := newStand(t, web.Config{})
	ctx, stop := context.WithCancel(t.Context())
	var around sync.WaitGroup
	around.Go(func() {
		for ctx.Err() == nil {
			must(t, s.web.Rename("The Paper"))
			s.get("/")
			s.web.Health()
		}
	})
	var people sync.WaitGroup
	for person := range 20 {
		people.Go(func() {
			mine := fmt.Sprintf("person%dends", person)
			id := s.post("/c", "q", mine+" how many files").session(t)
			var windows sync.WaitGroup
			for range 2 {
				windows.Go(func() {
					for range 3 {
						a := s.post("/c", "s", id, "q", mine)
						s.post("/c/press", "s", id, "t", "1", "a", "1|t|0")
						a.has(t, mine)
						if strings.Count(a.body, "ends") != strings.Count(a.body, mine) {
							t.Errorf("%s reads what another said:\n%s", mine, a.body)
						}
					}
				})
			}
			windows.Wait()
		})
	}
	people.Wait()
	stop()
	around.Wait()
	must(t, s.web.Run(ctx))
	if h := s.web.Health(); h.Handling != 0 || h.Panics != 0 {
		t.Errorf("health %+v", h)
	}
}
