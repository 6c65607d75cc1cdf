package main

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"articlebot/cmd/articlebot/serving"
)

// TestTheStatusIsForThisMachineAlone reads it on the loopback address, holds it
// to its schema and looks for it where readers are.
func TestTheStatusIsForThisMachineAlone(t *testing.T) {
	p := start(t, map[string]string{
		"ARTICLEBOT_HTTP_ADDR": "127.0.0.1:0", "ARTICLEBOT_HTTP_DEBUG_ADDR": "127.0.0.1:0", "ARTICLEBOT_WEB_ENABLED": "true",
	})
	base := "http://" + p.addr(t)
	var debug []string
	eventually(t, "the loopback address is open", func() bool {
		debug = regexp.MustCompile(`msg=profiles addr=(\S+)`).FindStringSubmatch(p.log.String())
		return debug != nil
	})
	code, body := get(t, "http://"+debug[1]+"/status")
	if code != http.StatusOK {
		t.Fatalf("/status: %d %s", code, body)
	}
	schema, err := jsonschema.NewCompiler().Compile("testdata/status.schema.json")
	must(t, err)
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
	must(t, err)
	if err := schema.Validate(value); err != nil {
		t.Errorf("%v\n%s", err, body)
	}
	var status serving.Status
	must(t, json.Unmarshal([]byte(body), &status))
	if !status.Ready || len(status.Platforms) != 1 || status.Platforms[0].Name != "web" || status.Counts.Articles != 5 || status.Kept || len(status.Sources) != 1 {
		t.Errorf("status %+v", status)
	}
	if code, body := get(t, base+"/status"); code != http.StatusNotFound {
		t.Errorf("readers read the status: %d %s", code, body)
	}
	must(t, p.end())
}
