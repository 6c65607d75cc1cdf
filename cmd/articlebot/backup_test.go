package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"articlebot/cmd/articlebot/cli"
	"articlebot/cmd/articlebot/wire"
	"articlebot/config"
	"articlebot/retrieval"
)

// TestABackupOfABusyBotAnswersAtOnce backs up while one generation follows
// another: whatever moment a backup is of, what it restores answers without
// reading a source.
func TestABackupOfABusyBotAnswersAtOnce(t *testing.T) {
	n := startNewsroom(t)
	stop, stopped := make(chan struct{}), make(chan int)
	go func() {
		edition := 0
		defer func() { stopped <- edition }()
		for {
			select {
			case <-stop:
				return
			default:
			}
			edition++
			n.publish(t, town+fmt.Sprintf(`{"id": "e", "title": "Edition %d", "text": "This is edition %d of the paper of the town."}`, edition, edition)+"\n")
			if _, err := n.command(t, "reload"); err != nil {
				t.Errorf("edition %d: %v", edition, err)
				return
			}
		}
	}()
	var backups []string
	for i := range 12 {
		file := filepath.Join(t.TempDir(), fmt.Sprint(i, ".tar.gz"))
		if out, err := n.command(t, "backup", file); err != nil {
			t.Errorf("backup %d: %v %s", i, err, out)
			continue
		}
		backups = append(backups, file)
		time.Sleep(20 * time.Millisecond)
	}
	close(stop)
	if editions := <-stopped; editions < 3 {
		t.Errorf("only %d editions came out meanwhile", editions)
	}
	must(t, n.end())
	for _, file := range backups {
		dir := filepath.Join(t.TempDir(), "restored")
		if out, err := n.command(t, "restore", "--data-dir", dir, file); err != nil {
			t.Errorf("restore: %v %s", err, out)
			continue
		}
		c, err := config.Load("", environment(n.env))
		must(t, err)
		c.DataDir = dir
		var log strings.Builder
		a := &cli.App{Stderr: &log, Now: time.Now}
		e, err := wire.OpenEngine(t.Context(), a, c, wire.Owning, a.NewLog(c.Log))
		must(t, err)
		if how := e.Status().Opened.How; how != retrieval.Restored && how != retrieval.FellBack {
			t.Errorf("what was restored is %s:\n%s", how, log.String())
		}
		must(t, e.Close())
	}
}
