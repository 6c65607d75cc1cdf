//go:build unix

package engine_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/engine"
)

// Environment of the process that is killed, and of those who want more kills.
const (
	crashPlace = "ARTICLEBOT_CRASH_PLACE" // its data directory
	crashStep  = "ARTICLEBOT_CRASH_STEP"  // the step at which it kills itself; 0: it waits to be killed
	crashRuns  = "ARTICLEBOT_CRASH_RUNS"  // how many processes to kill
	quickRuns  = 40
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashPlace); dir != "" {
		if err := reloadForever(place{dir}); err != nil {
			fmt.Println("failed", err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// reloadForever is the process that is killed: it publishes one edition after
// the other, goes back now and then, and says what it begins and what is done.
func reloadForever(p place) error {
	f := &faults{act: func() error { return syscall.Kill(os.Getpid(), syscall.SIGKILL) }}
	var err error
	if f.at, err = strconv.ParseInt(os.Getenv(crashStep), 10, 64); err != nil {
		return err
	}
	n := &newsroom{}
	next := 0
	begin := func(name string) { fmt.Println("begin", name) }
	done := func(name string) { fmt.Println("done", name) }
	publish := func() string {
		next++
		name := fmt.Sprintf("P%dE%d", os.Getpid(), next)
		n.publish(issue(name, 6)...)
		begin(name)
		return name
	}
	name := publish()
	e, err := engine.Open(context.Background(), f.inject(p.config(n)))
	if err != nil {
		return err
	}
	if e.Status().Opened.How == retrieval.Built {
		done(name)
	}
	before := ""
	for turn := 1; ; turn++ {
		if turn%4 == 0 && before != "" {
			begin(before)
			if _, err := e.Rollback(context.Background()); err != nil {
				return err
			}
			done(before)
			name, before = before, ""
			continue
		}
		before, name = name, publish()
		r, err := e.Reload(context.Background(), retrieval.ReloadOptions{})
		if err != nil || !r.Switched {
			return fmt.Errorf("reload: %+v, %w", r, err)
		}
		done(name)
		if turn == 1 {
			before = "" // the one before may be of the process before
		}
	}
}

// TestAKilledProcessLeavesASoundIndex kills processes at random moments and at
// random steps, all in the same data directory, and after each opens what it
// left, with no source to read: it must be what was done last or what was begun
// after that.
func TestAKilledProcessLeavesASoundIndex(t *testing.T) {
	t.Parallel()
	runs := quickRuns
	if s := os.Getenv(crashRuns); s != "" {
		var err error
		runs, err = strconv.Atoi(s)
		must(t, err)
	}
	r := rand.New(rand.NewPCG(5, 11))
	p := onDisk(t)
	committed := ""
	var switched, inFlight int
	for run := range runs {
		if run%20 == 0 { // also the very first generation may be cut short
			p, committed = onDisk(t), ""
		}
		step, delay := 0, time.Duration(r.IntN(400))*time.Millisecond
		if run%2 == 0 {
			step, delay = 1+r.IntN(80), time.Minute
		}
		begun, done := kill(t, p, step, delay)
		if done != "" {
			committed = done
			switched++
		}
		got := leftBehind(t, p)
		if got != committed && (got != begun || begun == done) {
			t.Fatalf("run %d (step %d, delay %v): the index holds %q; %q was done last, %q begun", run, step, delay, got, committed, begun)
		}
		if got != committed {
			inFlight++
		}
		committed = got
	}
	t.Logf("%d processes killed: %d had switched at least once, %d had committed more than they said", runs, switched, inFlight)
}

// kill starts a process, kills it after delay unless it does so itself at a
// step, and returns the editions that it said it began and had done last.
func kill(t *testing.T, p place, step int, delay time.Duration) (begun, done string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashPlace+"="+p.dir, fmt.Sprintf("%s=%d", crashStep, step))
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	timer := time.AfterFunc(delay, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		verb, name, _ := strings.Cut(lines.Text(), " ")
		switch verb {
		case "begin":
			begun = name
		case "done":
			done = name
		default:
			t.Fatalf("the process says %q", lines.Text())
		}
	}
	_ = cmd.Wait() // it was killed
	return begun, done
}

// leftBehind is the edition that a restart answers from, "" for none.
func leftBehind(t *testing.T, p place) string {
	t.Helper()
	n := &newsroom{err: errBroken}
	e, err := engine.Open(context.Background(), p.config(n))
	if err != nil {
		return ""
	}
	defer e.Close() //nolint:errcheck // it is only read
	if s := e.Status(); s.Opened.How != retrieval.Restored {
		t.Fatalf("what a killed process leaves is not sound: %+v", s.Opened)
	}
	return edition(t, e)
}
