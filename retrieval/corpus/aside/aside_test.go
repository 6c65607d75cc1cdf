package aside_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"articlebot/retrieval/corpus/aside"
)

var noon = func() time.Time { return time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC) }

// TestMain lets the test be a process of its own that dies while it reads.
func TestMain(m *testing.M) {
	if dir := os.Getenv("ASIDE_DIES_IN"); dir != "" {
		mem := aside.Open(dir, noon)
		mem.Reading("innocent", "1")()
		mem.Reading("killer", "1")
		p, _ := os.FindProcess(os.Getpid())
		_ = p.Kill()
		time.Sleep(time.Minute)
	}
	os.Exit(m.Run())
}

func die(t *testing.T, dir string) {
	t.Helper()
	self := exec.Command(os.Args[0])
	self.Env = append(os.Environ(), "ASIDE_DIES_IN="+dir)
	if err := self.Run(); err == nil {
		t.Fatal("the process did not die")
	}
}

func TestWhatWasReadWhenTheProcessDiedIsSetAside(t *testing.T) {
	dir := t.TempDir()
	die(t, dir)
	m := aside.Open(dir, noon)
	if why := m.Why("killer", "1"); !strings.Contains(why, "set aside") || !strings.Contains(why, "2026-01-05 12:00 UTC") || !strings.Contains(why, "--force") {
		t.Errorf("killer: %q", why)
	}
	if why := m.Why("innocent", "1"); why != "" {
		t.Errorf("innocent: %q", why)
	}
	if why := aside.Open(dir, noon).Why("killer", "1"); why == "" {
		t.Error("forgotten by the next process")
	}
	if why := m.Why("killer", "2"); why != "" {
		t.Errorf("changed: %q", why)
	}
	if why := aside.Open(dir, noon).Why("killer", "1"); why != "" {
		t.Errorf("changed and changed back: %q", why)
	}
}

func TestWhatIsSetAsideIsReadAgainWhenSomebodyAsks(t *testing.T) {
	dir := t.TempDir()
	die(t, dir)
	m := aside.Open(dir, noon)
	m.Forget()
	if why := m.Why("killer", "1"); why != "" {
		t.Error(why)
	}
	if why := aside.Open(dir, noon).Why("killer", "1"); why != "" {
		t.Errorf("the next process: %s", why)
	}
}

func TestALivingProcessIsNotTakenForADeadOne(t *testing.T) {
	dir := t.TempDir()
	living := aside.Open(dir, noon)
	done := living.Reading("a", "1")
	if why := aside.Open(dir, noon).Why("a", "1"); why != "" {
		t.Error(why)
	}
	done()
}

func TestWithoutAFolderNothingIsRemembered(t *testing.T) {
	for _, dir := range []string{"", "/nowhere/at/all/\x00"} {
		m := aside.Open(dir, noon)
		m.Reading("a", "1")()
		if why := m.Why("a", "1"); why != "" {
			t.Error(why)
		}
	}
}
