package config

import "testing"

func TestAddressesAreShownWithoutTheirSecrets(t *testing.T) {
	tests := map[string]struct{ address, want string }{
		"a password":             {"https://user:pass@api.example/x", "https://***@api.example/x"},
		"a token":                {"https://api.example/?token=abcd1234", "https://api.example/?token=***"},
		"nothing secret in it":   {"https://api.example/v10", "https://api.example/v10"},
		"a text, not an address": {"query: ", "query: "},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := format(&tt.address); got != tt.want {
				t.Errorf("format: %q, want %q", got, tt.want)
			}
			if got, want := literal(&tt.address), flow(tt.want); got != want {
				t.Errorf("literal: %s, want %s", got, want)
			}
		})
	}
}
