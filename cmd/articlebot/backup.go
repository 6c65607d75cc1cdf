package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"articlebot/cmd/articlebot/backup"
	"articlebot/retrieval/durable"
)

var backupVerb = verb{
	name: "backup", args: "FILE", flags: []string{"data-dir", "config"},
	summary: "pack the data directory into one file",
	about: "The bot may go on working meanwhile. FILE is a tar.gz, whole or not there at all;\n" +
		"- is standard output. It holds the index and what was answered, and no token.",
	example: "ARTICLEBOT_DATA_DIR=data articlebot backup monday.tar.gz",
	run:     (*app).backup,
}

var restoreVerb = verb{
	name: "restore", args: "FILE", flags: []string{"data-dir", "config"},
	summary: "make the data directory of a backup",
	about: "The folder must be empty or not exist yet. A backup that is damaged, or that\n" +
		"leads out of the folder, changes nothing; - is standard input.",
	example: "ARTICLEBOT_DATA_DIR=restored articlebot restore monday.tar.gz",
	run:     (*app).restore,
}

// standard stands for standard input or output where a file is named.
const standard = "-"

// packing reads the command line of backup and restore: the file, and the data
// directory.
func (a *app) packing(verb string, o options) (file, dir string, err error) {
	if len(o.words) != 1 {
		return "", "", usagef(verb, "write one FILE, or - for a pipe")
	}
	c, err := a.loadConfig(o)
	if err != nil {
		return "", "", err
	}
	if o.dataDir != "" {
		c.DataDir = o.dataDir
	}
	if c.DataDir == "" {
		return "", "", withHint(errors.New("there is no data directory"), "write --data-dir DIR, or set ARTICLEBOT_DATA_DIR as for serve")
	}
	return o.words[0], c.DataDir, nil
}

func (a *app) backup(ctx context.Context, o options) error {
	file, dir, err := a.packing("backup", o)
	if err != nil {
		return err
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return withHint(fmt.Errorf("there is nothing to back up in %s", dir), "is data_dir the bot's?")
	}
	if file == standard {
		_, err := backup.Write(ctx, a.stdout, dir)
		return err
	}
	if inside(file, dir) {
		return usagef("backup", "%s is in the data directory itself: write another place", file)
	}
	var sum backup.Summary
	err = durable.Write(file, func(w io.Writer) (err error) {
		sum, err = backup.Write(ctx, w, dir)
		return err
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%s holds %s of %s\n", printable(file), packed(sum), printable(dir))
	return err
}

func (a *app) restore(ctx context.Context, o options) error {
	file, dir, err := a.packing("restore", o)
	if err != nil {
		return err
	}
	in := a.stdin
	if file != standard {
		f, err := os.Open(file)
		if err != nil {
			return fmt.Errorf("read backup: %w", err)
		}
		defer f.Close() //nolint:errcheck // it is only read
		in = f
	}
	sum, err := backup.Restore(ctx, in, dir)
	if errors.Is(err, backup.ErrNotEmpty) {
		return withHint(err, "name another folder with --data-dir, or move that one away")
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%s holds %s of %s\n", printable(dir), packed(sum), printable(file))
	return err
}

// packed is what a backup holds in words.
func packed(s backup.Summary) string {
	return fmt.Sprintf("%d files, %.1f MB", s.Files, float64(s.Bytes)/1e6)
}

// inside tells whether a file would be below a folder.
func inside(file, folder string) bool {
	file, err := filepath.Abs(file)
	if err != nil {
		return false
	}
	folder, err = filepath.Abs(folder)
	if err != nil {
		return false
	}
	below, err := filepath.Rel(folder, file)
	return err == nil && below != ".." && !strings.HasPrefix(below, ".."+string(filepath.Separator))
}
