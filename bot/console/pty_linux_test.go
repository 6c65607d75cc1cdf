package console_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"articlebot/bot"
	"articlebot/bot/console"
)

// openTerminal returns both ends of a pseudo-terminal: the keyboard and
// screen, and the side that a program sees.
func openTerminal(t *testing.T) (screen, program *os.File) {
	t.Helper()
	screen, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	t.Cleanup(func() { screen.Close() })
	fd := int(screen.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Skipf("cannot unlock a pseudo-terminal: %v", err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { program.Close() })
	return screen, program
}

// watcher keeps what appears on a screen.
type watcher struct {
	mu   sync.Mutex
	seen strings.Builder
}

func (w *watcher) watch(screen *os.File) {
	buf := make([]byte, 1024)
	for {
		n, err := screen.Read(buf)
		w.mu.Lock()
		w.seen.Write(buf[:n])
		w.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// wait waits until text has appeared n times and returns the screen.
func (w *watcher) wait(t *testing.T, text string, n int) string {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		w.mu.Lock()
		s := w.seen.String()
		w.mu.Unlock()
		if strings.Count(s, text) >= n {
			return s
		}
	}
	t.Fatalf("the screen never showed %q %d times: %q", text, n, w.seen.String())
	return ""
}

func TestTerminalSession(t *testing.T) {
	for name, c := range map[string]struct {
		leave string // the key that ends it
	}{"Ctrl-D leaves": {"\x04"}, "Ctrl-C leaves, with half a line typed too": {"half\x03"}} {
		t.Run(name, func(t *testing.T) {
			screen, program := openTerminal(t)
			before, err := unix.IoctlGetTermios(int(program.Fd()), unix.TCGETS)
			if err != nil {
				t.Fatal(err)
			}
			s := &script{reply: func(m bot.Message) bot.Reply {
				m.Progress(bot.Reply{Kind: bot.ShowText, Text: "half\nway"})
				return bot.Reply{Kind: bot.ShowText, Text: "answer to " + m.Text + "\nsecond line"}
			}}
			con := console.New(console.Config{In: program, Out: program}, s)
			done := make(chan error, 1)
			go func() { done <- con.Run(t.Context()) }()
			var w watcher
			go w.watch(screen)
			w.wait(t, "> ", 1)
			typeKeys(t, screen, "first\r")
			w.wait(t, "\r\x1b[Khalf way\r\x1b[Kanswer to first\r\nsecond line\r\n", 1)
			typeKeys(t, screen, "\x1b[A!\r") // the line before, with a mark added
			w.wait(t, "answer to first!\r\n", 1)
			typeKeys(t, screen, c.leave)
			if err := <-done; err != nil {
				t.Errorf("Run returned %v", err)
			}
			heard(t, s, "start||", "|first|", "|first!|")
			after, err := unix.IoctlGetTermios(int(program.Fd()), unix.TCGETS)
			if err != nil || *after != *before {
				t.Errorf("the terminal is left changed (%v)", err)
			}
		})
	}
}

func typeKeys(t *testing.T, screen *os.File, keys string) {
	t.Helper()
	if _, err := screen.WriteString(keys); err != nil {
		t.Fatal(err)
	}
}
