package api

import (
	"bytes"
	"errors"
	"strconv"
	"time"
)

// Snowflake is one of Discord's ids, 64 bits written as a decimal string. A
// number is understood too: not every server in Discord's dialect quotes them.
type Snowflake string

// epochMillis is the first millisecond of 2015, where snowflakes begin,
// https://discord.com/developers/docs/reference#snowflakes.
const epochMillis = 1420070400000

// errID does not say what was there instead: it may be somebody's words.
var errID = errors.New("read id: neither text nor number")

// UnmarshalJSON reads a string, a number or null.
func (s *Snowflake) UnmarshalJSON(b []byte) error {
	b = bytes.TrimSpace(b)
	if bytes.Equal(b, []byte("null")) {
		*s = ""
		return nil
	}
	if len(b) > 1 && b[0] == '"' {
		v, err := strconv.Unquote(string(b))
		if err != nil {
			return errID
		}
		*s = Snowflake(v)
		return nil
	}
	if _, err := strconv.ParseUint(string(b), 10, 64); err != nil {
		return errID
	}
	*s = Snowflake(b)
	return nil
}

// Uint64 returns the number, 0 for what is none.
func (s Snowflake) Uint64() uint64 {
	n, err := strconv.ParseUint(string(s), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// Time returns when the id was made, the zero time for what is no id.
func (s Snowflake) Time() time.Time {
	n := s.Uint64()
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(int64(n>>22) + epochMillis)
}
