package config_test

import (
	"testing"
	"time"

	"articlebot/config"
)

func TestQuietHoursAreTwoTimes(t *testing.T) {
	for written, want := range map[string][2]time.Duration{
		"22:00-07:00": {22 * time.Hour, 7 * time.Hour}, "12:15 - 13:30": {12*time.Hour + 15*time.Minute, 13*time.Hour + 30*time.Minute},
		"off": {}, "": {}, "22": {-1}, "22:00": {-1}, "22:00-25:00": {-1}, "ten to six": {-1}, "22:00-07:00-08:00": {-1},
	} {
		c := config.Default()
		c.Follow.QuietHours = written
		from, to, err := c.Follow.Quiet()
		if (err != nil) != (want[0] < 0) || err == nil && (from != want[0] || to != want[1]) {
			t.Errorf("%q: %v to %v, %v", written, from, to, err)
		}
		if wrong := c.Validate(); (want[0] < 0) != (len(wrong) == 1 && wrong[0].Key == "follow.quiet_hours") {
			t.Errorf("%q: %v", written, wrong)
		}
	}
}
