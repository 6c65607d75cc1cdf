package config_test

import (
	"testing"
	"time"

	"articlebot/config"
)

func TestTheZoneIsNamedOrAnOffset(t *testing.T) {
	noon := time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)
	for name, want := range map[string]string{
		"Asia/Ho_Chi_Minh": "19:00", "+07:00": "19:00", "-05:00": "07:00", "UTC": "12:00", "": noon.Local().Format("15:04"),
		"Saigon": "none", "+7": "none", "+07:00:00": "none",
	} {
		c := config.Default()
		c.TimeZone = name
		got := "none"
		if zone, err := c.Zone(); err == nil {
			got = noon.In(zone).Format("15:04")
		}
		if got != want {
			t.Errorf("%q: noon in UTC is %s, want %s", name, got, want)
		}
		if wrong := c.Validate(); (want == "none") != (len(wrong) == 1 && wrong[0].Key == "time_zone") {
			t.Errorf("%q: %v", name, wrong)
		}
	}
}
