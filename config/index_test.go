package config_test

import (
	"strings"
	"testing"

	"articlebot/config"
)

func TestTheSearchClusterIsChecked(t *testing.T) {
	for name, c := range map[string]struct {
		set  []string
		want string // "" for nothing wrong
	}{
		"an address":                {[]string{"URL", "https://a:9200, https://b:9200", "DATA", "d"}, ""},
		"with a user":               {[]string{"URL", "https://a:9200", "USER", "bot", "PASSWORD", "hunter2", "DATA", "d"}, ""},
		"with a key":                {[]string{"URL", "https://a:9200", "API_KEY", "aHVudGVyMg==", "DATA", "d"}, ""},
		"a key and a user":          {[]string{"URL", "https://a:9200", "API_KEY", "aHVudGVyMg==", "USER", "bot", "PASSWORD", "hunter2", "DATA", "d"}, "set one of them"},
		"a key for all":             {[]string{"URL", "http://a:9200", "API_KEY", "aHVudGVyMg==", "DATA", "d"}, "for all to read"},
		"on this machine":           {[]string{"URL", "http://127.0.0.1:9200", "USER", "bot", "PASSWORD", "hunter2", "DATA", "d"}, ""},
		"without a data directory":  {[]string{"URL", "https://a:9200"}, "data_dir"},
		"a password in the address": {[]string{"URL", "https://bot:hunter2@a:9200", "DATA", "d"}, "index.user and index.password"},
		"a password for all":        {[]string{"URL", "http://a:9200", "USER", "bot", "PASSWORD", "hunter2", "DATA", "d"}, "for all to read"},
		"no address":                {[]string{"URL", "a:9200", "DATA", "d"}, "https://host:9200"},
		"a password alone":          {[]string{"URL", "https://a:9200", "PASSWORD", "hunter2", "DATA", "d"}, "set both or none"},
		"a user without a cluster":  {[]string{"USER", "bot", "DATA", "d"}, "means nothing without index.url"},
		"a name that is none":       {[]string{"URL", "https://a:9200", "NAME", "Bot/1", "DATA", "d"}, "small letters"},
	} {
		t.Run(name, func(t *testing.T) {
			var pairs []string
			for i := 0; i < len(c.set); i += 2 {
				key := "ARTICLEBOT_INDEX_" + c.set[i]
				if c.set[i] == "DATA" {
					key = "ARTICLEBOT_DATA_DIR"
				}
				pairs = append(pairs, key, c.set[i+1])
			}
			_, err := config.Load("", env(pairs...))
			switch {
			case c.want == "" && err != nil:
				t.Errorf("refused: %v", err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("got %v, want %q", err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), "hunter2") {
				t.Errorf("the password is shown: %v", err)
			}
		})
	}
}
