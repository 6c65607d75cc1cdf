package bleveindex

import (
	"cmp"
	"errors"
	"slices"

	"articlebot/retrieval"
)

const (
	// smallShare tells when a part is made anew together with what is new: it is
	// not larger than this many times that. So the number of parts grows with
	// the logarithm of the documents only, and each document is written again a
	// few times in its life.
	smallShare = 2
	// maxParts is how many parts an index has at most: every one costs each
	// search its look-ups.
	maxParts = 8
)

// takeover is what a new index takes from the one before it.
type takeover struct {
	members []member
	// taken tells of each new number whether a member has it.
	taken []bool
}

// takeOver decides which parts of base stay. A part that holds more that is
// gone than what is left, or little in comparison with what must be added, is
// not worth keeping. Parts in memory are of no use on a disk, and those on a
// disk may go with their folder.
func takeOver(base *retrieval.Base, inMemory bool) takeover {
	t := takeover{}
	if base == nil {
		return t
	}
	x, ok := base.Index.(*Index)
	if !ok || slices.ContainsFunc(x.members, func(m member) bool { return (m.folder == "") != inMemory }) {
		return t
	}
	members := make([]member, len(x.members))
	order := make([]int, len(members))
	left := make([]int, len(members))
	fresh := base.Docs
	for i, m := range x.members {
		members[i] = m.moved(base.Moved)
		left[i] = int(members[i].live().docs)
		fresh -= left[i]
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Or(left[i]-left[j], i-j) })
	for n, i := range order {
		crowded := len(order)-n >= maxParts
		if crowded || left[i] <= smallShare*fresh || 2*left[i] <= len(members[i].docs) {
			fresh += left[i]
			continue
		}
		t.members = append(t.members, members[i])
	}
	if len(t.members) == 0 {
		return t
	}
	t.taken = make([]bool, base.Docs)
	for _, m := range t.members {
		m.users.Add(1)
		for _, d := range m.docs {
			if d.number != gone {
				t.taken[d.number] = true
			}
		}
	}
	return t
}

// moved is a member with the numbers of another index.
func (m *member) moved(to []int) member {
	docs := slices.Clone(m.docs)
	for i, d := range docs {
		switch {
		case d.number == gone:
		case int(d.number) < len(to) && to[d.number] >= 0:
			docs[i].number = uint32(to[d.number])
		default:
			docs[i].number = gone
		}
	}
	return member{m.part, docs}
}

// wants tells whether a document must be added.
func (t *takeover) wants(number int) bool {
	return number >= len(t.taken) || !t.taken[number]
}

// release gives up the parts.
func (t *takeover) release() (err error) {
	for _, m := range t.members {
		err = errors.Join(err, m.release())
	}
	t.members = nil
	return err
}
