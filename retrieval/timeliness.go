package retrieval

import "articlebot/retrieval/dates"

// News tells how an answer has to do with time.
type News struct {
	// Latest: the newest articles were asked for; the hits are in that order.
	Latest bool
	// Period are the days that were asked about.
	Period dates.Period
	// Outside: nothing of those days was found, the hits are of others.
	Outside bool
	// Undated: no article has a date, so nothing is known of their order.
	Undated bool
}
