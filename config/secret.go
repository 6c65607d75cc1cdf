package config

// stars stand where a secret would.
const stars = "*****"

// Secret is a value that never shows itself: printed, logged or encoded it is
// stars. Only Reveal gives it away. The zero Secret is unset.
//
// The text is behind a pointer because package fmt reaches into unexported
// fields of structs without asking their String method.
type Secret struct{ value *string }

// NewSecret returns the secret s; the unset one for "".
func NewSecret(s string) Secret {
	if s == "" {
		return Secret{}
	}
	return Secret{&s}
}

// Reveal returns the secret itself, "" if unset. Hand it to nothing that
// prints.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// IsSet tells whether there is a secret.
func (s Secret) IsSet() bool { return s.value != nil }

// Equal compares the secrets themselves.
func (s Secret) Equal(o Secret) bool { return s.Reveal() == o.Reveal() }

// String returns stars, or "" if there is no secret.
func (s Secret) String() string {
	if s.value == nil {
		return ""
	}
	return stars
}

// GoString keeps %#v from looking inside.
func (s Secret) GoString() string { return "config.Secret(" + s.String() + ")" }

// MarshalText makes every encoder write stars.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
