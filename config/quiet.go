package config

import (
	"fmt"
	"strings"
	"time"
)

// QuietOff as Follow.QuietHours has none.
const QuietOff = "off"

// Quiet are the quiet hours as times since midnight on the paper's clock, both 0
// for none. They may go past midnight.
func (f Follow) Quiet() (from, to time.Duration, err error) {
	if f.QuietHours == "" || f.QuietHours == QuietOff {
		return 0, 0, nil
	}
	begin, end, _ := strings.Cut(f.QuietHours, "-")
	if from, err = sinceMidnight(begin); err == nil {
		to, err = sinceMidnight(end)
	}
	if err != nil {
		return 0, 0, fmt.Errorf("read quiet hours: %w", err)
	}
	return from, to, nil
}

func sinceMidnight(s string) (time.Duration, error) {
	t, err := time.Parse("15:04", strings.TrimSpace(s))
	if err != nil {
		return 0, err
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, nil
}
