package config

import "testing"

// FuzzFile reads any text as a file: it never panics, and what it accepts is
// printed as a file that says the same.
func FuzzFile(f *testing.F) {
	f.Add([]byte(Example))
	f.Add([]byte("articles: [{path: a, kind: *x}]"))
	f.Add([]byte("telegram: &a\n  api_url: http://a\ndiscord: *a\n"))
	f.Add([]byte("limits: {<<: 1}\ndata_dir: !!int 5"))
	f.Add([]byte("articles: [\"\\u0085\", '\"', \"# a\"]\nlog: {level: \"debug\"}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		read := func(data []byte) (Config, Problems) {
			c := Default()
			c.origins = map[string]string{}
			problems := c.readFile("f", data)
			return c, append(problems, c.Validate()...)
		}
		first, problems := read(data)
		if len(problems) > 0 || first.Telegram.Token.IsSet() || first.Discord.Token.IsSet() || first.Telegram.WebhookSecret.IsSet() {
			return // secrets are not printed
		}
		second, problems := read([]byte(first.write(nil, func(setting) string { return "" })))
		if len(problems) > 0 {
			t.Fatalf("printed configuration does not load: %v\n%s", problems, first.YAML())
		}
		if a, b := first.YAML(), second.YAML(); a == b {
			return
		}
		for i, s := range first.settings() {
			if a, b := literal(s.value), literal(second.settings()[i].value); a != b {
				t.Errorf("%s is %s, printed and read again %s", s.key, a, b)
			}
		}
	})
}
