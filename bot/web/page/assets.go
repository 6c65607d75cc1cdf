package page

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

//go:embed assets
var assetFiles embed.FS

// StaticPath begins the addresses of all assets. What follows is a mark of what
// they hold, so each may be kept for ever.
const StaticPath = "/static/"

// Asset is a file of the site.
type Asset struct {
	Type string // for Content-Type
	Data []byte
}

// assets are the files of a site, by name.
type assets struct {
	files   map[string]Asset
	version string
	palette palette
}

// versionBytes is how much of the hash of all assets stands in their addresses.
const versionBytes = 6

func newAssets(color string) (*assets, error) {
	p, err := newPalette(color)
	if err != nil {
		return nil, err
	}
	a := &assets{files: map[string]Asset{}, palette: p}
	for name, kind := range map[string]string{
		"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml",
	} {
		data, err := assetFiles.ReadFile("assets/" + name)
		if err != nil {
			return nil, fmt.Errorf("read asset: %w", err)
		}
		a.files[name] = Asset{kind, data}
	}
	a.files["paper.css"] = Asset{"text/css; charset=utf-8", []byte(p.css())}
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(a.files)) {
		h.Write(a.files[name].Data)
	}
	a.version = hex.EncodeToString(h.Sum(nil)[:versionBytes])
	return a, nil
}

// path is the address of an asset below the site's base.
func (a *assets) path(name string) string { return StaticPath + a.version + "/" + name }

// Asset returns the file of that version and name.
func (p *Pages) Asset(version, name string) (Asset, bool) {
	f, ok := p.assets.files[name]
	return f, ok && version == p.assets.version
}

// Launcher is the script that brings the chat into another site's page.
func (p *Pages) Launcher() ([]byte, error) {
	code, err := assetFiles.ReadFile("assets/embed.js")
	if err != nil {
		return nil, fmt.Errorf("read launcher: %w", err)
	}
	labels := map[string]map[string]string{}
	for _, l := range p.site.Languages.All() {
		for _, tag := range l.Tags() {
			labels[tag] = map[string]string{"lang": string(l.Tag), "open": l.Texts.Web.Heading(p.site.Paper), "close": string(l.Texts.Web.Close)}
		}
	}
	config, err := json.Marshal(map[string]any{
		"base": p.site.Base, "color": p.assets.palette.light.String(), "ink": p.assets.palette.onLight.String(), "labels": labels, "lang": p.site.Languages.Default(),
	})
	if err != nil {
		return nil, fmt.Errorf("write launcher: %w", err)
	}
	return fmt.Appendf(nil, "(function (config) {\n%s})(%s);\n", code, config), nil
}
