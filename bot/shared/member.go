package shared

// Member is one replica as what it runs sees it: what it shares, and as whom. A
// nil Member shares nothing.
type Member struct {
	Store Store
	ID    string
	// Count is how many replicas serve the same platform, this one too; nil means
	// one. It asks nobody.
	Count func() int
}

// Others is how many replicas there are beside this one.
func (m *Member) Others() int {
	if m == nil || m.Count == nil {
		return 0
	}
	return max(0, m.Count()-1)
}
