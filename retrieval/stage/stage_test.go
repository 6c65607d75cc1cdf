package stage_test

import (
	"context"
	"testing"
	"time"

	"articlebot/retrieval/stage"
)

// passed are the parts that were told, and what they took.
func passed(t *stage.Times) (list []stage.Name, took map[stage.Name]time.Duration) {
	took = map[stage.Name]time.Duration{}
	t.Each(func(part stage.Name, d time.Duration) { list, took[part] = append(list, part), d })
	return list, took
}

func TestPartsAreAddedUpAndToldInTheirOrder(t *testing.T) {
	ctx, times := stage.Gather(t.Context())
	const nap = 2 * time.Millisecond
	for _, part := range []stage.Name{stage.Rank, stage.Read, stage.Rank} {
		end := stage.Begin(ctx, part)
		time.Sleep(nap)
		end()
	}
	list, took := passed(times)
	if len(list) != 2 || list[0] != stage.Read || list[1] != stage.Rank {
		t.Fatalf("told %v", list)
	}
	if took[stage.Read] < nap || took[stage.Rank] < 2*nap {
		t.Errorf("took %v, slept %v a part", took, nap)
	}
}

func TestRequestsHaveTimesOfTheirOwn(t *testing.T) {
	one, first := stage.Gather(t.Context())
	_, second := stage.Gather(t.Context())
	stage.Begin(one, stage.Encode)()
	if list, _ := passed(first); len(list) != 1 {
		t.Errorf("the first passed %v", list)
	}
	if list, _ := passed(second); len(list) != 0 {
		t.Errorf("the second passed %v", list)
	}
}

func TestWhereNobodyGathersNothingIsKept(t *testing.T) {
	ctx := t.Context()
	if n := testing.AllocsPerRun(100, func() { stage.Begin(ctx, stage.Rank)() }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	var nobody stage.Observer
	nobody.Begin(stage.Render)()
}

func TestTimesBearManyAtOnce(t *testing.T) {
	ctx, times := stage.Gather(context.Background())
	done := make(chan struct{})
	for range 8 {
		go func() {
			for range 100 {
				stage.Begin(ctx, stage.Candidates)()
				times.Each(func(stage.Name, time.Duration) {})
			}
			done <- struct{}{}
		}()
	}
	for range 8 {
		<-done
	}
}
