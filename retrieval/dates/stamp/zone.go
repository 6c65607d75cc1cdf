package stamp

import (
	"strings"
	"time"
)

// offsets are the abbreviations of zones that agree with one offset, in
// minutes east of UTC. Where several places use one for different times it is
// the one that news uses most, unless the paper's own zone is called by it.
var offsets = map[string]int{
	"z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120, "met": 60, "mest": 120,
	"eet": 120, "eest": 180, "msk": 180, "trt": 180, "sast": 120, "cat": 120, "wat": 60, "eat": 180, "gst": 240, "pkt": 300, "ist": 330, "npt": 345, "mmt": 390,
	"ict": 420, "wib": 420, "wita": 480, "wit": 540, "hkt": 480, "sgt": 480, "myt": 480, "pht": 480, "awst": 480, "jst": 540, "kst": 540,
	"acst": 570, "acdt": 630, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
	"nst": -210, "ndt": -150, "ast": -240, "adt": -180, "brt": -180, "art": -180, "clt": -240, "pet": -300, "cot": -300,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
}

// generic are the abbreviations that leave open whether it is summer, and the
// places whose rules tell.
var generic = map[string]string{
	"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
}

// standard are their offsets in winter, in hours, for a machine without the
// rules.
var standard = map[string]int{"et": -5, "ct": -6, "mt": -7, "pt": -8}

// zoneNamed is the zone that an abbreviation means.
func zoneNamed(name string) (place, bool) {
	if at, ok := offsets[name]; ok {
		return place{name: name, location: time.FixedZone("", at*60)}, true
	}
	if area, ok := generic[name]; ok {
		location, err := time.LoadLocation(area)
		if err != nil {
			location = time.FixedZone("", standard[name]*3600)
		}
		return place{location: location}, true
	}
	return place{}, false
}

// american tells whether a zone is one of the United States, where numbers are
// written month before day.
func american(zone *time.Location) bool {
	area, city, _ := strings.Cut(zone.String(), "/")
	return area == "US" || zone.String() == "Pacific/Honolulu" || area == "America" && americanCities[strings.Split(city, "/")[0]]
}

var americanCities = map[string]bool{
	"New_York": true, "Detroit": true, "Kentucky": true, "Indiana": true, "Chicago": true, "Menominee": true, "North_Dakota": true,
	"Denver": true, "Boise": true, "Phoenix": true, "Los_Angeles": true, "Anchorage": true, "Juneau": true, "Sitka": true, "Nome": true,
	"Adak": true, "Yakutat": true, "Metlakatla": true,
}

// place is the zone that a text names.
type place struct {
	name     string // the abbreviation, folded, "" for an offset
	location *time.Location
}
