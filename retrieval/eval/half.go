package eval

// Half returns the questions of one half, 0 or 1, by a hash of their ids: what
// was fitted on one half is measured on the other.
func Half(questions []Question, which int) []Question {
	var out []Question
	for _, q := range questions {
		if pick("half"+q.ID, 2) == which {
			out = append(out, q)
		}
	}
	return out
}
