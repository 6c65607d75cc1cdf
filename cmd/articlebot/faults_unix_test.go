//go:build unix

package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"articlebot/bot/shared"
	"articlebot/bot/shared/pgtest"
	"articlebot/bot/shared/postgres"
	"articlebot/bot/telegram/telegramtest"
)

// faultQuestions is how many people ask in each part of the test of faults, and
// frozenFor how long a process is stopped there, which outlasts every lease.
var (
	faultQuestions = flag.Int("fault-questions", 100, "questions in each part of the test of faults")
	frozenFor      = flag.Duration("frozen", 40*time.Second, "how long a process is stopped in the test of faults")
)

// faults is a bot on two processes, a database with a standby and three nodes of a
// search cluster, and what happened to it.
type faults struct {
	*pairOfProcesses
	nodes  string
	victim int
	state  string
	asked  []time.Time
	parts  []string // by name, each faultQuestions long
	work   sync.WaitGroup
}

// atOnce is how many people may wait for an answer before another asks, and longest
// how long that one holds back: on a machine that is busy with other things a program
// rightly tells people to come again, and this is no test of that.
const (
	atOnce  = 16
	longest = 2 * time.Second
)

// holdBack waits until few wait for an answer.
func (f *faults) holdBack() {
	for end := time.Now().Add(longest); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		waiting := 0
		for n := range f.asked {
			if len(f.tg.Messages(somebody(n).ID)) == 0 {
				waiting++
			}
		}
		if waiting < atOnce {
			return
		}
	}
}

// part has people ask while something happens.
func (f *faults) part(t *testing.T, name string, happens func()) {
	t.Helper()
	first := len(f.asked)
	f.parts = append(f.parts, name)
	for i := range *faultQuestions {
		if i == *faultQuestions/5 {
			happens()
		}
		f.holdBack()
		n := first + i
		m, _ := f.tg.Message(telegramtest.Say{From: somebody(n), Text: fmt.Sprintf("how many tonnes of rice was the harvest of village %d", n*7%2000)})
		body, err := json.Marshal(map[string]any{"update_id": n + 1, "message": m})
		must(t, err)
		f.asked = append(f.asked, time.Now())
		f.work.Go(func() { f.deliver(body) })
		time.Sleep(50 * time.Millisecond)
	}
	f.work.Wait()
}

// report prints what came of each part, and returns how many questions failed: they
// had no reply, or one that is not of the articles.
func (f *faults) report(t *testing.T) (failed int) {
	t.Helper()
	waits := make([]time.Duration, len(f.asked))
	for _, c := range f.tg.Calls("sendMessage") {
		chat, err := strconv.ParseInt(c.Params["chat_id"], 10, 64)
		must(t, err)
		if n := int(chat - somebody(0).ID); n >= 0 && n < len(waits) && waits[n] == 0 {
			waits[n] = c.At.Sub(f.asked[n])
		}
	}
	for i, name := range f.parts {
		none, other, twice, longest := 0, 0, 0, time.Duration(0)
		for n := i * *faultQuestions; n < (i+1)**faultQuestions; n++ {
			said := f.tg.Messages(somebody(n).ID)
			switch {
			case len(said) == 0:
				none++
			case !strings.Contains(said[0].Text, "tonnes"):
				other++
				t.Logf("%s: a person is told %.80q", name, said[0].Text)
			case len(said) > 1:
				twice++
			}
			longest = max(longest, waits[n])
		}
		failed += none + other
		t.Logf("%s: %d questions, %d without a reply, %d with one that is no answer, %d answered twice, the longest wait %v",
			name, *faultQuestions, none, other, twice, longest.Round(time.Millisecond))
	}
	return failed
}

// acknowledged writes to the database until stop is called, which returns how many
// writes were acknowledged, how many of those are lost and the longest time without
// one.
func acknowledged(t *testing.T, address string) (stop func() (written, lost int, stall time.Duration)) {
	t.Helper()
	s, err := postgres.Open(postgres.Config{URL: address, Log: slog.New(slog.DiscardHandler)})
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	const kind = "test:acknowledged"
	var done []shared.Ref
	var stall time.Duration
	ended, end := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		last := time.Now()
		for n := 0; ; n++ {
			select {
			case <-end:
				return
			case <-time.After(20 * time.Millisecond):
			}
			ref := shared.Ref{Kind: kind, Key: fmt.Sprint(n)}
			if _, err := s.Write(t.Context(), shared.Write{Ref: ref, Value: []byte("1"), If: shared.Anything}); err == nil {
				done = append(done, ref)
				stall, last = max(stall, time.Since(last)), time.Now()
			}
		}
	}()
	return func() (int, int, time.Duration) {
		close(end)
		<-ended
		lost := 0
		for _, ref := range done {
			docs, err := s.Read(t.Context(), ref)
			must(t, err)
			if docs[0].Value == nil {
				lost++
			}
		}
		return len(done), lost, stall
	}
}

// openFaults starts everything, over enough articles that an index takes a while.
func openFaults(t *testing.T) (f *faults, primary, standby *pgtest.Server, file string) {
	t.Helper()
	nodes, victim := os.Getenv("ARTICLEBOT_TEST_OPENSEARCH_NODES"), os.Getenv("ARTICLEBOT_TEST_OPENSEARCH_VICTIM")
	if nodes == "" || victim == "" {
		t.Skip("there are no three nodes, one to be killed (.ci/opensearch all starts them)")
	}
	f = &faults{nodes: nodes}
	var err error
	f.victim, err = strconv.Atoi(victim)
	must(t, err)
	primary = pgtest.Start(t)
	database := primary.Database(t)
	standby = primary.Standby(t)
	f.state = primary.Either(database, standby)
	file = filepath.Join(t.TempDir(), "news.jsonl")
	must(t, os.WriteFile(file, []byte(town+villages(0)), 0o600))
	f.pairOfProcesses = openPairOn(t, f.state, file, map[string]string{
		"ARTICLEBOT_INDEX_URL": nodes, "ARTICLEBOT_INDEX_NAME": fmt.Sprintf("articlebot-test-all-%d", time.Now().UnixNano()), "ARTICLEBOT_RELOAD_EVERY": "0",
	})
	return f, primary, standby, file
}

// villages are articles, all of which are others in another edition.
func villages(edition int) string {
	var b strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&b, `{"id":"v%d","title":"Village %d","text":"The harvest of village %d was %d tonnes of rice in edition %d, which the council of village %d called a good one."}`+"\n", i, i, i, 100+i, edition, i)
	}
	return b.String()
}

// TestWhateverEndsQuestionsAreAnswered kills a node of the search cluster while a
// new index is written, the database's primary, and a process, and stops another
// process for longer than its leases last. ".ci/opensearch all" runs it.
func TestWhateverEndsQuestionsAreAnswered(t *testing.T) {
	f, primary, standby, file := openFaults(t)
	count := acknowledged(t, f.state)
	f.part(t, "calm", func() {})
	reloaded := make(chan error, 1)
	f.part(t, "a node is killed while an index is written", func() {
		must(t, os.WriteFile(file, []byte(town+villages(1)), 0o600))
		go func() {
			reloaded <- run(t.Context(), []string{"reload"}, environment(f.env[0]), strings.NewReader(""), io.Discard, io.Discard)
		}()
		time.AfterFunc(500*time.Millisecond, func() { _ = syscall.Kill(f.victim, syscall.SIGKILL) })
	})
	if err := <-reloaded; err != nil {
		t.Errorf("the index that was written while a node was killed: %v", err)
	}
	f.part(t, "the primary is killed and the standby promoted", func() {
		primary.Kill(t)
		standby.Promote(t)
	})
	f.part(t, "a process is killed", func() { must(t, f.cmds[0].Process.Kill()); time.AfterFunc(time.Second, func() { f.open(t, 0) }) })
	f.part(t, "a process is stopped past its leases", func() {
		must(t, f.cmds[1].Process.Signal(syscall.SIGSTOP))
		time.AfterFunc(*frozenFor, func() { _ = f.cmds[1].Process.Signal(syscall.SIGCONT) })
	})
	failed := f.report(t)
	written, lost, stall := count()
	t.Logf("%d writes acknowledged by the database, %d lost, the longest time without one %v", written, lost, stall.Round(time.Millisecond))
	if failed > 0 || lost > 0 {
		t.Errorf("%d questions were not answered, %d acknowledged writes are lost", failed, lost)
	}
	for i, log := range f.logs {
		t.Logf("process %d missed the database %d times and the cluster %d times", i,
			strings.Count(log.String(), "the shared state cannot be reached:"), strings.Count(log.String(), "the search cluster does not answer"))
		if strings.Contains(log.String(), primary.Password()) {
			t.Errorf("the log of process %d holds a secret", i)
		}
	}
}
