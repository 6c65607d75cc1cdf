package setup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"articlebot/cmd/articlebot/backup"
	"articlebot/cmd/articlebot/cli"
	"articlebot/retrieval/durable"
)

// BackupVerb is the command backup.
var BackupVerb = cli.Verb{
	Name: "backup", Args: "FILE", Flags: []string{"data-dir", "config"},
	Summary: "pack the data directory into one file",
	About: "The bot may go on working meanwhile. FILE is a tar.gz, whole or not there at all;\n" +
		"- is standard output. It holds the index and what was answered, and no token.",
	Example: "ARTICLEBOT_DATA_DIR=data articlebot backup monday.tar.gz",
	Run:     func(a *cli.App, ctx context.Context, o cli.Options) error { return (&app{a}).backup(ctx, o) },
}

// RestoreVerb is the command restore.
var RestoreVerb = cli.Verb{
	Name: "restore", Args: "FILE", Flags: []string{"data-dir", "config"},
	Summary: "make the data directory of a backup",
	About: "The folder must be empty or not exist yet. A backup that is damaged, or that\n" +
		"leads out of the folder, changes nothing; - is standard input.",
	Example: "ARTICLEBOT_DATA_DIR=restored articlebot restore monday.tar.gz",
	Run:     func(a *cli.App, ctx context.Context, o cli.Options) error { return (&app{a}).restore(ctx, o) },
}

// standard stands for standard input or output where a file is named.
const standard = "-"

// packing reads the command line of backup and restore: the file, and the data
// directory.
func (a *app) packing(verb string, o cli.Options) (file, dir string, err error) {
	if len(o.Words) != 1 {
		return "", "", cli.Usagef(verb, "write one FILE, or - for a pipe")
	}
	c, err := a.LoadConfig(o)
	if err != nil {
		return "", "", err
	}
	if o.DataDir != "" {
		c.DataDir = o.DataDir
	}
	if c.DataDir == "" {
		return "", "", cli.WithHint(errors.New("there is no data directory"), "write --data-dir DIR, or set ARTICLEBOT_DATA_DIR as for serve")
	}
	return o.Words[0], c.DataDir, nil
}

func (a *app) backup(ctx context.Context, o cli.Options) error {
	file, dir, err := a.packing("backup", o)
	if err != nil {
		return err
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return cli.WithHint(fmt.Errorf("there is nothing to back up in %s", dir), "is data_dir the bot's?")
	}
	if file == standard {
		_, err := backup.Write(ctx, a.Stdout, dir)
		return err
	}
	if inside(file, dir) {
		return cli.Usagef("backup", "%s is in the data directory itself: write another place", file)
	}
	var sum backup.Summary
	err = durable.Write(file, func(w io.Writer) (err error) {
		sum, err = backup.Write(ctx, w, dir)
		return err
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.Stdout, "%s holds %s of %s\n", cli.Printable(file), packed(sum), cli.Printable(dir))
	return err
}

func (a *app) restore(ctx context.Context, o cli.Options) error {
	file, dir, err := a.packing("restore", o)
	if err != nil {
		return err
	}
	in := a.Stdin
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
		return cli.WithHint(err, "name another folder with --data-dir, or move that one away")
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.Stdout, "%s holds %s of %s\n", cli.Printable(dir), packed(sum), cli.Printable(file))
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
