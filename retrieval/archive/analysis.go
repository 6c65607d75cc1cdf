package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"sync"

	"articlebot/retrieval"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/rank/analysis"
)

// analysisSuffix ends the name of the file with a generation's analysis.
const analysisSuffix = ".analysis"

// program names this program by its bytes: another one, which may analyse words
// in another way, has another name. "" where the system does not show them.
var program = sync.OnceValue(func() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close() //nolint:errcheck // it is only read
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
})

// analysisMagic begins a file of this program's analysis.
func analysisMagic() string { return "articlebot analysis by " + program() + "\n" }

// saveAnalysis keeps what a restart would have to compute again.
func (d *Dir) saveAnalysis(r *engine.Record) error {
	name, err := d.file(r.Generation, analysisSuffix)
	if err == nil && program() != "" {
		err = seal(name, analysisMagic(), func(w io.Writer) error { return r.Forward.Encode(w, func() { pause(r) }) })
	}
	if err != nil {
		return fmt.Errorf("keep analysis: %w", err)
	}
	return nil
}

// loadAnalysis returns nil where there is none that this program made: it can
// be made again.
func (d *Dir) loadAnalysis(ctx context.Context, g retrieval.Generation) *analysis.ForwardIndex {
	name, err := d.file(g, analysisSuffix)
	if err != nil || program() == "" {
		return nil
	}
	var c *analysis.ForwardIndex
	err = unseal(ctx, name, analysisMagic(), func(in io.Reader) (err error) {
		c, err = analysis.Decode(in)
		return err
	})
	if err != nil {
		return nil
	}
	return c
}
