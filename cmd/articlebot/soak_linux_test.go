package main

import (
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"articlebot/bot/discord/discordtest"
	"articlebot/bot/telegram/telegramtest"
)

// soak is how long TestNothingGrows plays. Ten minutes of it:
//
//	go test ./cmd/articlebot -run NothingGrows -soak 10m -timeout 15m -v
var soak = flag.Duration("soak", 20*time.Second, "how long all platforms are used while memory, goroutines and open files are watched")

// How a soak is played.
const (
	crowd     = 40 // people on each platform, one after the other: fewer are held up by the limits
	askPause  = 250 * time.Millisecond
	turns     = 10 // questions of a session in a browser before it is begun anew
	reloadGap = time.Minute
	readings  = 40 // of the gauges, over the whole soak
)

// growth is how much more of something may be there in the last quarter of a soak
// than in the second, when everything has been used: a share and what varies by
// itself.
type growth struct {
	name        string
	share, more float64
}

var growths = []growth{
	{"process_resident_memory_bytes", .10, 16 << 20},
	{"go_memstats_sys_bytes", .10, 16 << 20},
	{"go_goroutines", .10, 32}, // each connection that is kept open has two
	{"process_open_fds", .10, 16},
	{folderBytes, .10, 4 << 20}, // some generations of the index
}

// folderBytes is the size of the data directory.
const folderBytes = "data_dir_bytes"

// asked are the questions of a soak: answered in either language, uncertain,
// unanswered, and what is no question.
var asked = []string{
	wellKnown, "xã nà hỳ giải quyết bao nhiêu hồ sơ trước hạn", tall, opened, "when does the festival of lanterns begin",
	"and in mường pồn?", "qwertz uiop", "more", "articles", "what happened last week", "thanks", "/help",
}

// tally counts what was asked and what has come back.
type tally struct {
	mu       sync.Mutex
	telegram map[int64]int // questions by person
	discord  []string      // tokens
	web      atomic.Int64
	presses  atomic.Int64
	lag      atomic.Int64 // the longest that the machine was late with anything, in nanoseconds
}

// TestNothingGrows has people ask and press on all platforms of one process, and
// articles published and read again all the while. Everybody is answered, and the
// process takes no more of the machine in the end than it did once it was warm.
func TestNothingGrows(t *testing.T) {
	if testing.Short() {
		t.Skip("a soak takes its time")
	}
	h := openHouse(t, "../../seeds")
	c := &tally{telegram: map[int64]int{}}
	end := time.After(*soak)
	over := make(chan struct{})
	var g sync.WaitGroup
	g.Go(func() { c.watchMachine(over) })
	for _, play := range []func(*testing.T, *tally, <-chan struct{}){h.soakTelegram, h.soakDiscord, h.soakPages, h.soakReloads} {
		g.Go(func() { play(t, c, over) })
	}
	read := map[string][]float64{}
	tick := time.NewTicker(*soak / readings)
	defer tick.Stop()
	for ended := false; !ended; {
		select {
		case <-end:
			ended = true
		case <-tick.C:
			h.takeReading(t, read)
			t.Log(reading(read))
		}
	}
	close(over)
	g.Wait()
	h.everybodyIsAnswered(t, c)
	holdGrowth(t, read)
	h.term(t)
	must(t, h.ended(t))
	busy := time.Duration(c.lag.Load()) > mostLag
	if busy {
		t.Logf("the machine was up to %v late: what Discord must be told within three seconds is not held against the bot", time.Duration(c.lag.Load()))
	}
	if found := regexp.MustCompile(`level=ERROR.*`).FindString(h.log.String()); found != "" && !busy {
		t.Errorf("the log has %s", found)
	}
	t.Logf("%d questions on Discord, %d on Telegram, %d on the web, %d presses", len(c.discord), sum(c.telegram), c.web.Load(), c.presses.Load())
}

// mostLag is how late the machine may be. Discord takes an answer within three seconds,
// on a machine that is not there for one of them nothing can promise that.
const mostLag = 500 * time.Millisecond

// watchMachine notes how late a timer is, until the soak is over.
func (c *tally) watchMachine(over <-chan struct{}) {
	const nap = 50 * time.Millisecond
	for {
		from := time.Now()
		select {
		case <-over:
			return
		case <-time.After(nap):
		}
		if lag := int64(time.Since(from) - nap); lag > c.lag.Load() {
			c.lag.Store(lag)
		}
	}
}

// each does something over and over, with a pause, until the soak is over.
func each(over <-chan struct{}, pause time.Duration, do func(n int)) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for n := 0; ; n++ {
		select {
		case <-over:
			return
		case <-tick.C:
			do(n)
		}
	}
}

// soakTelegram has one person after the other ask, and press what stands under
// the last answer.
func (h *house) soakTelegram(_ *testing.T, c *tally, over <-chan struct{}) {
	each(over, askPause, func(n int) {
		who := somebody(n % crowd)
		h.tg.Says(telegramtest.Say{From: who, Text: asked[n%len(asked)]})
		c.mu.Lock()
		c.telegram[who.ID]++
		c.mu.Unlock()
		earlier := somebody((n + crowd/2) % crowd)
		list := h.tg.Messages(earlier.ID)
		if len(list) == 0 || len(list[len(list)-1].Keyboard) == 0 {
			return
		}
		m := list[len(list)-1]
		if button := m.Keyboard[0][n%len(m.Keyboard[0])]; button.Data != "" {
			h.tg.Press(earlier, button.Data, h.tg.Written(m, true, nil))
			c.presses.Add(1)
		}
	})
}

// soakDiscord does the same with /ask.
func (h *house) soakDiscord(_ *testing.T, c *tally, over <-chan struct{}) {
	var last []string
	each(over, askPause, func(n int) {
		who := func(n int) map[string]any {
			id := fmt.Sprint(7000 + n%crowd)
			return map[string]any{"user": map[string]any{"id": id, "username": "reader"}, "permissions": "0"}
		}
		token := h.dc.Interact(2, discordtest.Command("ask", discordtest.Option("question", asked[n%len(asked)])), map[string]any{
			"member": who(n), "channel_id": fmt.Sprint(3000 + n%crowd)})
		c.mu.Lock()
		c.discord = append(c.discord, token)
		c.mu.Unlock()
		if last = append(last, token); len(last) <= 4 {
			return
		}
		m := h.dc.Outcome(last[0]).Original()
		last = last[1:]
		id := regexp.MustCompile(`custom_id:(\S+?)[\s\]]`).FindStringSubmatch(fmt.Sprint(m["components"]))
		if id == nil {
			return
		}
		under := map[string]any{"id": fmt.Sprint(5000 + n), "channel_id": discordtest.ChannelID, "author": map[string]any{"id": discordtest.BotID, "bot": true},
			"content": m["content"], "embeds": m["embeds"], "components": m["components"], "flags": m["flags"]}
		pressed := h.dc.Interact(3, map[string]any{"custom_id": id[1], "component_type": 2}, map[string]any{"message": under, "member": who(n)})
		c.mu.Lock()
		c.discord = append(c.discord, pressed)
		c.mu.Unlock()
		c.presses.Add(1)
	})
}

// Parts of the chat page.
var (
	pageSession = regexp.MustCompile(`name="s" value="([A-Z0-9]+)"`)
	pageButton  = regexp.MustCompile(`<button class="(?:more|good)" name="a" value="([^"]+)"`)
	pageTurn    = regexp.MustCompile(`name="t" value="([0-9]+)"`)
	pageArticle = regexp.MustCompile(`href="(/a/[^"#]+)`)
)

// soakPages has readers ask in sessions on the page, press, read an article and
// use the API, each from an address of their own.
func (h *house) soakPages(t *testing.T, c *tally, over <-chan struct{}) {
	sessions := make([]string, crowd)
	each(over, askPause, func(n int) {
		who := n % crowd
		if n/crowd%turns == 0 {
			sessions[who] = ""
		}
		body := h.visit(t, who, "/c", url.Values{"q": {asked[n%len(asked)]}, "s": {sessions[who]}})
		c.web.Add(1)
		if m := pageSession.FindStringSubmatch(body); m != nil {
			sessions[who] = m[1]
		}
		if b, turn := pageButton.FindStringSubmatch(body), pageTurn.FindStringSubmatch(body); b != nil && turn != nil {
			h.visit(t, who, "/c/press", url.Values{"s": {sessions[who]}, "t": {turn[1]}, "a": {b[1]}, "q": {asked[n%len(asked)]}})
			c.presses.Add(1)
		}
		if m := pageArticle.FindStringSubmatch(body); m != nil {
			h.visit(t, who, m[1], nil)
		}
		if body, err := h.onWeb(t.Context(), asked[n%len(asked)]); err == nil && !strings.HasPrefix(body, "200 ") && !strings.HasPrefix(body, "429 ") {
			t.Errorf("the API says %s", body)
		}
	})
}

// visit gets a page, or posts a form to it, from a reader's own address.
func (h *house) visit(t *testing.T, who int, path string, form url.Values) string {
	t.Helper()
	method := http.MethodPost
	if form == nil {
		method = http.MethodGet
	}
	r, err := http.NewRequestWithContext(t.Context(), method, h.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Error(err)
		return ""
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Forwarded-For", fmt.Sprintf("192.0.2.%d", who))
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Error(err)
		return ""
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	gone := form == nil && resp.StatusCode == http.StatusNotFound // an article that was taken back
	if err != nil || resp.StatusCode != http.StatusOK && !gone {
		t.Errorf("%s: %s %v", path, resp.Status, err)
	}
	return string(body)
}

// soakReloads publishes an article and takes it back, and has both noticed.
func (h *house) soakReloads(t *testing.T, _ *tally, over <-chan struct{}) {
	each(over, min(reloadGap, *soak/6), func(n int) {
		h.publish(t, town+bakery+[]string{festival, ""}[n%2])
		h.reload(t)
	})
}

// takeReading reads all that must not grow.
func (h *house) takeReading(t *testing.T, read map[string][]float64) {
	t.Helper()
	for _, g := range growths {
		v := float64(0)
		if g.name == folderBytes {
			_ = filepath.WalkDir(h.env["ARTICLEBOT_DATA_DIR"], func(_ string, e fs.DirEntry, err error) error {
				if err == nil {
					if info, err := e.Info(); err == nil && !e.IsDir() { // a file may go while we look
						v += float64(info.Size())
					}
				}
				return nil
			})
		} else {
			v = h.gauge(t, g.name)
		}
		read[g.name] = append(read[g.name], v)
	}
}

// reading is the newest line of the series.
func reading(read map[string][]float64) string {
	var b strings.Builder
	for _, g := range growths {
		list := read[g.name]
		v := list[len(list)-1]
		if strings.HasSuffix(g.name, "_bytes") {
			fmt.Fprintf(&b, "%s %.1f MiB  ", strings.TrimSuffix(g.name, "_bytes"), v/(1<<20))
		} else {
			fmt.Fprintf(&b, "%s %.0f  ", g.name, v)
		}
	}
	return strings.TrimSpace(b.String())
}

// everybodyIsAnswered waits for what is still under way.
func (h *house) everybodyIsAnswered(t *testing.T, c *tally) {
	t.Helper()
	for id, questions := range c.telegram {
		if answers := h.answersOnTelegram(id, questions); answers < questions {
			t.Errorf("person %d on Telegram asked %d questions and has %d answers", id, questions, answers)
		}
	}
	busy := time.Duration(c.lag.Load()) > mostLag
	missed := 0
	for _, token := range c.discord {
		for end := time.Now().Add(patience); h.dc.Outcome(token).Response() == 0; time.Sleep(5 * time.Millisecond) {
			if busy || time.Now().After(end) {
				missed++
				break
			}
		}
	}
	if missed > 0 && !busy {
		t.Errorf("%d of %d interactions on Discord are not answered", missed, len(c.discord))
	}
	if c.web.Load() == 0 || c.presses.Load() == 0 || len(c.telegram) == 0 || len(c.discord) == 0 {
		t.Error("somewhere nobody asked or pressed")
	}
}

// answersOnTelegram waits until a person has that many answers, or nobody has got any
// for a while, and returns how many there are.
func (h *house) answersOnTelegram(id int64, want int) int {
	calls, end := 0, time.Now().Add(patience)
	for len(h.tg.Messages(id)) < want && time.Now().Before(end) {
		time.Sleep(50 * time.Millisecond)
		if n := len(h.tg.Calls("sendMessage")); n > calls {
			calls, end = n, time.Now().Add(patience)
		}
	}
	return len(h.tg.Messages(id))
}

// holdGrowth compares the last quarter with the second.
func holdGrowth(t *testing.T, read map[string][]float64) {
	t.Helper()
	for _, g := range growths {
		list := read[g.name]
		warm, last := middle(list[len(list)/4:len(list)/2]), middle(list[len(list)*3/4:])
		if last > warm*(1+g.share)+g.more {
			t.Errorf("%s grows from %.0f to %.0f: %.0f", g.name, warm, last, list)
		}
	}
}

// middle is the median.
func middle(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}

func sum(counts map[int64]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}
