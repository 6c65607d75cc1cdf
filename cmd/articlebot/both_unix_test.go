//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"articlebot/bot/shared/pgtest"
)

// clusterEnv names nodes of a search cluster that tests may use, with commas.
const clusterEnv = "ARTICLEBOT_TEST_OPENSEARCH"

// both are replicas of one bot on a database and in a search cluster.
type both struct {
	nodes []string
	index string
	state string
	dir   string
}

// openBoth starts a database, and names an index that goes with the test.
func openBoth(t *testing.T) *both {
	t.Helper()
	nodes := os.Getenv(clusterEnv)
	if nodes == "" {
		t.Skip(clusterEnv + " names no node of OpenSearch or Elasticsearch (.ci/opensearch start prints one)")
	}
	b := &both{
		nodes: strings.Split(nodes, ","), index: fmt.Sprintf("articlebot-test-%d-%d", os.Getpid(), time.Now().UnixNano()),
		state: pgtest.Start(t).Database(t), dir: t.TempDir(),
	}
	t.Cleanup(func() {
		r, err := http.NewRequest(http.MethodDelete, b.nodes[0]+"/"+b.index+","+b.index+"-generations?ignore_unavailable=true", nil)
		must(t, err)
		res, err := http.DefaultClient.Do(r)
		must(t, err)
		res.Body.Close()
	})
	return b
}

// settings are those of a replica of that name over a file.
func (b *both) settings(name, file string) map[string]string {
	home := filepath.Join(b.dir, name)
	return map[string]string{
		"HOME": home, "XDG_CACHE_HOME": filepath.Join(home, "cache"), "ARTICLEBOT_DATA_DIR": filepath.Join(home, "data"),
		"ARTICLEBOT_ARTICLES": file, "ARTICLEBOT_RELOAD_WATCH": "false", "ARTICLEBOT_RELOAD_EVERY": "0",
		"ARTICLEBOT_WEB_ENABLED": "true", "ARTICLEBOT_HTTP_ADDR": "127.0.0.1:0", "ARTICLEBOT_LIMITS_BURST": "1000",
		"ARTICLEBOT_STATE_URL": b.state, "ARTICLEBOT_INDEX_URL": strings.Join(b.nodes, ","), "ARTICLEBOT_INDEX_NAME": b.index,
	}
}

// served is articlebot serve as a process of its own.
type served struct {
	env  map[string]string
	cmd  *exec.Cmd
	log  *safeBuffer
	addr string
	done chan error
}

// serve starts a process and waits until it is ready.
func serve(t *testing.T, env map[string]string) *served {
	t.Helper()
	path, err := exec.LookPath("articlebot") // TestMain has put it there
	must(t, err)
	p := &served{env: env, log: &safeBuffer{}, done: make(chan error, 1)}
	p.cmd = exec.Command(path, "serve")
	p.cmd.Env, p.cmd.Stderr = environment(env), p.log
	must(t, p.cmd.Start())
	go func() { p.done <- p.cmd.Wait() }()
	t.Cleanup(func() {
		_ = p.cmd.Process.Signal(syscall.SIGCONT)
		_ = p.cmd.Process.Kill() // fails where it has ended
		if t.Failed() {
			t.Logf("log of %s:\n%s", env["HOME"], p.log.String())
		}
	})
	const listens = "msg=listening addr="
	sooner(t, "it is ready", func() bool {
		_, rest, _ := strings.Cut(p.log.String(), listens)
		addr, _, listening := strings.Cut(rest, "\n")
		if !listening {
			return false
		}
		p.addr = addr
		code, _ := get(t, "http://"+p.addr+"/readyz")
		return code == http.StatusOK
	})
	return p
}

// end stops the process in order.
func (p *served) end(t *testing.T) {
	t.Helper()
	must(t, p.cmd.Process.Signal(syscall.SIGTERM))
	must(t, <-p.done)
}

// kill ends it as a crash would.
func (p *served) kill(t *testing.T) {
	t.Helper()
	must(t, p.cmd.Process.Kill())
	<-p.done
}

// says is what it answers.
func (p *served) says(t *testing.T, question string) string {
	t.Helper()
	return ask(t, p.addr, question)
}

// reload has the replicas read the articles again, asked at this one.
func (p *served) reload(t *testing.T, flags ...string) {
	t.Helper()
	var out strings.Builder
	if err := run(t.Context(), append([]string{"reload"}, flags...), environment(p.env), strings.NewReader(""), &out, &out); err != nil {
		t.Fatalf("reload: %v %s", err, &out)
	}
}

// longPatience is for what several processes and servers do on a busy machine.
const longPatience = 3 * time.Minute

func sooner(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(longPatience); !ok(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not in %v: %s", longPatience, what)
		}
	}
}

// passages is how many documents the cluster holds, those of old generations too.
func (b *both) passages(t *testing.T) int {
	t.Helper()
	res, err := http.Get(b.nodes[0] + "/" + b.index + "/_count")
	must(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	must(t, err)
	var out struct {
		Count int `json:"count"`
	}
	must(t, json.Unmarshal(body, &out))
	return out.Count
}

// TestReplicasShareADatabaseAndACluster has two processes answer from one index:
// the second reads no source at its start, a reload writes what changed and no
// more, and who is left when the first dies goes on.
func TestReplicasShareADatabaseAndACluster(t *testing.T) {
	b := openBoth(t)
	file := filepath.Join(b.dir, "news.jsonl")
	must(t, os.WriteFile(file, []byte(town), 0o600))
	first := serve(t, b.settings("first", file))
	before := b.passages(t)
	if said := first.says(t, tall); !strings.Contains(said, isTall) || before == 0 {
		t.Fatalf("with %d passages in the cluster the first says %s", before, said)
	}
	second := serve(t, b.settings("second", filepath.Join(b.dir, "is-not-there.jsonl")))
	if said := second.says(t, tall); !strings.Contains(said, isTall) {
		t.Fatalf("the second has no source to read, and says %s", said)
	}
	if said := second.log.String(); !strings.Contains(said, "how=joined") || strings.Contains(said, "is in memory") {
		t.Error("the second did not take over what the first answers from")
	}
	if n := b.passages(t); n != before {
		t.Errorf("the second's start wrote %d passages", n-before)
	}

	must(t, os.WriteFile(file, []byte(town+bakery), 0o600))
	second.reload(t)
	for _, p := range []*served{first, second} {
		sooner(t, "the bakery is known", func() bool { return strings.Contains(p.says(t, opened), opensIt) })
	}
	if n := b.passages(t); n != before+2 {
		t.Errorf("a reload with one new article of one passage wrote %d documents, want 2", n-before)
	}
	second.reload(t, "--back")
	for _, p := range []*served{first, second} {
		sooner(t, "the bakery is unknown again", func() bool { return !strings.Contains(p.says(t, opened), opensIt) })
		if said := p.says(t, tall); !strings.Contains(said, isTall) {
			t.Errorf("after the rollback a replica says %s", said)
		}
	}

	second.end(t)
	second = serve(t, b.settings("second", file))
	first.kill(t)
	must(t, os.WriteFile(file, []byte(town+bakery+`{"id":"mill","title":"The mill","text":"The mill was sold for 4,100 crowns."}`+"\n"), 0o600))
	sooner(t, "the one that is left reads the sources", func() bool { return strings.Contains(second.log.String(), "this replica reads the sources") })
	second.reload(t, "--force")
	if said := second.says(t, "for how much was the mill sold"); !strings.Contains(said, "4,100") {
		t.Errorf("after the first one's death the second says %s", said)
	}
	if said := second.log.String(); strings.Contains(said, "is in memory") || strings.Contains(said, "a-secret-of-the-tests") {
		t.Error("the second answers from memory, or tells a secret")
	}
}
