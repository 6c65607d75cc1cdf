package config

import (
	"fmt"
	"time"
)

// Zone is the paper's time zone: the one that TimeZone names, by its name in the
// IANA time zone database or by its offset from UTC ("+07:00"), or the machine's
// where it is empty.
func (c *Config) Zone() (*time.Location, error) {
	if c.TimeZone == "" {
		return time.Local, nil
	}
	if t, err := time.Parse("-07:00", c.TimeZone); err == nil {
		_, offset := t.Zone()
		return time.FixedZone("UTC"+c.TimeZone, offset), nil
	}
	zone, err := time.LoadLocation(c.TimeZone)
	if err != nil {
		return nil, fmt.Errorf("load time zone: %w", err)
	}
	return zone, nil
}
