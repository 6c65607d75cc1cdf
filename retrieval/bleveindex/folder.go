package bleveindex

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
)

// formerFolder held bleve's files before indexes were made of parts.
const formerFolder = "bleve"

// partName names the folder of a part below its generation's.
func partName(i int) string { return "part-" + strconv.Itoa(i) }

// tableName names the table of a part's documents.
func tableName(i int) string { return partName(i) + ".docs" }

// entryBytes is the size of one document in a table: its number and its length,
// little-endian.
const entryBytes = 8

func writeTable(dir string, part int, docs []doc) error {
	data := make([]byte, 0, len(docs)*entryBytes)
	for _, d := range docs {
		data = binary.LittleEndian.AppendUint32(data, d.number)
		data = binary.LittleEndian.AppendUint32(data, d.length)
	}
	return os.WriteFile(filepath.Join(dir, tableName(part)), data, 0o600)
}

func readTable(dir string, part int) ([]doc, error) {
	data, err := os.ReadFile(filepath.Join(dir, tableName(part)))
	if err != nil {
		return nil, err
	}
	docs := make([]doc, len(data)/entryBytes)
	for i := range docs {
		entry := data[i*entryBytes:]
		docs[i] = doc{binary.LittleEndian.Uint32(entry), binary.LittleEndian.Uint32(entry[4:])}
	}
	return docs, nil
}

// openMember opens a part with its table.
func openMember(dir string, i int) (member, error) {
	docs, err := readTable(dir, i)
	if err != nil {
		return member{}, fmt.Errorf("read table: %w", err)
	}
	p, err := openPart(filepath.Join(dir, partName(i)))
	if err != nil {
		return member{}, fmt.Errorf("open part: %w", err)
	}
	m := member{p, docs}
	if n, err := p.reader.DocCount(); err != nil || n != uint64(len(docs)) {
		return m, errors.Join(fmt.Errorf("part %d holds %d documents, its table %d", i, n, len(docs)), err, p.release())
	}
	return m, nil
}

// linkFolder makes a folder of the same files, which are never written again:
// by links where the disk knows them, else by copies.
func linkFolder(from, to string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	if err := os.Mkdir(to, 0o700); err != nil {
		return err
	}
	for _, e := range entries {
		source, target := filepath.Join(from, e.Name()), filepath.Join(to, e.Name())
		if os.Link(source, target) == nil {
			continue
		}
		if err := copyFile(source, target); err != nil {
			return err
		}
	}
	return nil
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
