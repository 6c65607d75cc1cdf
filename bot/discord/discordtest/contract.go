package discordtest

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// specification is Discord's own OpenAPI description of its HTTP API v10,
// among the reference data beside the repository.
const specification = "data/discord-openapi.json"

// route is a request with a body, and where the specification describes it.
type route struct {
	method, path string // path with "*" for ids
	schema       string
}

var routes = []route{
	{http.MethodPost, "/interactions/*/*/callback", "/paths/~1interactions~1{interaction_id}~1{interaction_token}~1callback/post"},
	{http.MethodPatch, "/webhooks/*/*/messages/@original", "/paths/~1webhooks~1{webhook_id}~1{webhook_token}~1messages~1@original/patch"},
	{http.MethodPost, "/webhooks/*/*", "/paths/~1webhooks~1{webhook_id}~1{webhook_token}/post"},
	{http.MethodPost, "/channels/*/messages", "/paths/~1channels~1{channel_id}~1messages/post"},
	{http.MethodPatch, "/channels/*/messages/*", "/paths/~1channels~1{channel_id}~1messages~1{message_id}/patch"},
	{http.MethodPut, "/applications/*/commands", "/paths/~1applications~1{application_id}~1commands/put"},
	{http.MethodPut, "/applications/*/guilds/*/commands", "/paths/~1applications~1{application_id}~1guilds~1{guild_id}~1commands/put"},
	{http.MethodPost, "/users/@me/channels", "/paths/~1users~1@me~1channels/post"},
}

// bodiless are requests that have none.
var bodiless = []route{
	{method: http.MethodPost, path: "/channels/*/typing"},
	{method: http.MethodPut, path: "/channels/*/messages/*/reactions/*/@me"},
}

// permissions finds the one field whose type the specification states otherwise.
var permissions = regexp.MustCompile(`("default_member_permissions":)"(\d+)"`)

var compiled = sync.OnceValues(compile)

// compile reads the schemas; nil where the specification is absent.
func compile() (map[string]*jsonschema.Schema, error) {
	f, err := os.Open(specificationPath())
	if err != nil {
		return nil, nil
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("mem:///openapi.json", doc); err != nil {
		return nil, err
	}
	out := map[string]*jsonschema.Schema{}
	escape := strings.NewReplacer("{", "%7B", "}", "%7D")
	for _, r := range routes {
		at := "mem:///openapi.json#" + escape.Replace(r.schema+"/requestBody/content/application~1json/schema")
		if out[r.schema], err = c.Compile(at); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// specificationPath is beside the repository, or where ARTICLEBOT_SHARED says.
func specificationPath() string {
	if dir := os.Getenv("ARTICLEBOT_SHARED"); dir != "" {
		return filepath.Join(dir, specification)
	}
	dir, err := os.Getwd()
	for err == nil && dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, "..", "shared", specification)
		}
		dir = filepath.Dir(dir)
	}
	return specification
}

// Specified tells whether the specification is there to check against.
func Specified() bool {
	s, err := compiled()
	return err == nil && s != nil
}

// Contract says how a request breaks Discord's own description, "" if it does
// not or the description is absent.
func Contract(t testing.TB, c Call) string {
	t.Helper()
	schemas, err := compiled()
	if err != nil {
		t.Fatal("read the specification:", err)
	}
	if schemas == nil || c.Method == http.MethodGet || c.Method == http.MethodDelete {
		return ""
	}
	for _, r := range bodiless {
		if r.matches(c) {
			return ""
		}
	}
	for _, r := range routes {
		if !r.matches(c) {
			continue
		}
		// The specification wants a number where Discord's documentation, and
		// Discord, have a string.
		body := bytes.NewReader(permissions.ReplaceAll(c.Raw, []byte(`$1$2`)))
		in, err := jsonschema.UnmarshalJSON(body)
		if err != nil {
			return err.Error()
		}
		if err := schemas[r.schema].Validate(in); err != nil {
			return err.Error()
		}
		return ""
	}
	return "no such request"
}

func (r route) matches(c Call) bool {
	want, got := strings.Split(r.path, "/"), strings.Split(c.Path, "/")
	if r.method != c.Method || len(want) != len(got) {
		return false
	}
	for i := range want {
		if want[i] != "*" && want[i] != got[i] {
			return false
		}
	}
	return true
}
