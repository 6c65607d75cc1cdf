package languages

import "fmt"

// Calendar is what days, months and years are called.
type Calendar struct {
	// Months are the names from January on and Weekdays from Monday on, each in
	// all its spellings.
	Months   []Phrases `yaml:"months"`
	Weekdays []Phrases `yaml:"weekdays"`
	// ShortMonths are the abbreviations of papers and people.
	ShortMonths []Phrases `yaml:"short_months"`
	// Ambiguous are names of months that are other words too.
	Ambiguous Words `yaml:"ambiguous_months"`
	// Month is the word that the name or number of a month stands behind, in
	// languages where months have no names of their own.
	Month Words `yaml:"month"`
	// Year is the word before the number of a year.
	Year Words `yaml:"year"`

	// BeforeDay stands before a day's number, Ordinals behind it, and Of between
	// day and month.
	BeforeDay Words `yaml:"before_day"`
	Ordinals  Words `yaml:"ordinals"`
	Of        Words `yaml:"of"`
	// BeforeMonth tells that an ambiguous name is a month; BeforeYear that a number
	// is a year; BetweenYear stands between month and year.
	BeforeMonth Words `yaml:"before_month"`
	BeforeYear  Words `yaml:"before_year"`
	BetweenYear Words `yaml:"between_year"`

	// Prepositions before an expression go with it.
	Prepositions Words `yaml:"prepositions"`
	// Last, On, Ago and Past build what is said from today: "last Friday", "on
	// Friday", "three days ago", "ba ngày qua".
	Last Words   `yaml:"last"`
	On   Words   `yaml:"on"`
	Ago  Words   `yaml:"ago"`
	Past Phrases `yaml:"past"`
	// Days, Weeks, MonthUnits and Years are counted; DaysToo are words for days that
	// are counted back but do not tell an exact day.
	Days       Words `yaml:"days"`
	DaysToo    Words `yaml:"days_too"`
	Weeks      Words `yaml:"weeks"`
	MonthUnits Words `yaml:"month_units"`
	Years      Words `yaml:"years"`
	// Counts are the number words from zero on.
	Counts Words `yaml:"counts"`
	// Relative are expressions that need no number.
	Relative Relative `yaml:"relative"`
}

// Relative are days that are said from today.
type Relative struct {
	Today              Phrases `yaml:"today"`
	Yesterday          Phrases `yaml:"yesterday"`
	DayBeforeYesterday Phrases `yaml:"day_before_yesterday"`
	ThisWeek           Phrases `yaml:"this_week"`
	LastWeek           Phrases `yaml:"last_week"`
	PastWeek           Phrases `yaml:"past_week"` // the seven days up to now
	ThisMonth          Phrases `yaml:"this_month"`
	LastMonth          Phrases `yaml:"last_month"`
	PastMonth          Phrases `yaml:"past_month"`
	ThisYear           Phrases `yaml:"this_year"`
	LastYear           Phrases `yaml:"last_year"`
}

// check tells a month or day that is missing.
func (c *Calendar) check() error {
	for _, names := range []struct {
		of    string
		list  []Phrases
		count int
	}{{"months", c.Months, 12}, {"short_months", c.ShortMonths, 12}, {"weekdays", c.Weekdays, 7}} {
		if n := len(names.list); n != 0 && n != names.count {
			return fmt.Errorf("read calendar: %d %s, not %d", n, names.of, names.count)
		}
	}
	return nil
}

// Printed are the words in and around the dates that papers print.
type Printed struct {
	// Labels stand beside a date without saying anything else: that it was
	// published, changed or read, and the small words between its parts.
	Labels Words `yaml:"labels"`
	// Changed stand before the date of a later version, where the first one stands
	// before them.
	Changed Phrases `yaml:"changed"`
	// Links are the small words between day, month and year.
	Links Words `yaml:"links"`
	// DayOrdinals stand behind a day before its month, besides the calendar's.
	DayOrdinals Words `yaml:"day_ordinals"`
	// Weekday are the words of days of the week that have several, Numbered
	// those that a number follows in words.
	Weekday  Words `yaml:"weekday"`
	Numbered Words `yaml:"numbered_weekday"`
	// Hour stands between hour and minutes, HourShort between hour and two digits
	// of them, Minute behind them.
	Hour      Words `yaml:"hour"`
	HourShort Words `yaml:"hour_short"`
	Minute    Words `yaml:"minute"`
	// Morning and Afternoon are the halves of the day, Clock only tells a time.
	Morning   Words `yaml:"morning"`
	Afternoon Words `yaml:"afternoon"`
	Clock     Words `yaml:"clock"`
}
