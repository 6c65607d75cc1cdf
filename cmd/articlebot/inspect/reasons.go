package inspect

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// reasonGroup is what was left out for one reason.
type reasonGroup struct {
	reason string
	items  []omission
}

// maxWordings is how many wordings of a reason, which differ in a name or a
// number, stand each for itself.
const maxWordings = 8

// byReason groups by the reason, the largest group first. Reasons of many
// wordings are put together, with what differs left open; whole never does that.
// files are the names that a reason may end in.
func byReason(list []omission, files map[string]bool, whole bool) []reasonGroup {
	shapes := map[string]*wordings{}
	for _, o := range list {
		w := read(o.each, files)
		if shapes[w.shape()] == nil {
			shapes[w.shape()] = &wordings{seen: map[string]bool{}, common: w}
		}
		shapes[w.shape()].add(o.each, w)
	}
	var groups []reasonGroup
	at := map[string]int{}
	for _, o := range list {
		reason := o.each
		if w := shapes[read(o.each, files).shape()]; !whole && len(w.seen) > maxWordings {
			reason = w.common.String()
		}
		g, ok := at[reason]
		if !ok {
			g = len(groups)
			at[reason] = g
			groups = append(groups, reasonGroup{reason: reason})
		}
		groups[g].items = append(groups[g].items, o)
	}
	slices.SortStableFunc(groups, func(a, b reasonGroup) int { return cmp.Compare(total(b.items), total(a.items)) })
	return groups
}

// reasons writes what was left out, or has a remark, by reason.
func (l List) reasons(b *strings.Builder, heading string, list []omission, files map[string]bool) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "%s: %s\n", heading, number(total(list)))
	groups := byReason(list, files, l.All)
	for i, g := range groups {
		if i == mostReasons && !l.All {
			fmt.Fprintf(b, "  … and for %s: --all\n", Plural(len(groups)-i, "more reason"))
			break
		}
		l.wrapped(b, fmt.Sprintf("  %s × ", number(total(g.items))), g.reason)
		l.names(b, g.items)
	}
	b.WriteByte('\n')
}

// names writes which files, and where in them: all, or the first place in each of
// those files that have most.
func (l List) names(b *strings.Builder, items []omission) {
	const margin = "      "
	if l.All {
		for _, o := range items {
			l.wrapped(b, margin, o.name())
		}
		return
	}
	inFile := map[string]int{}
	var firsts []omission
	for _, o := range items {
		if inFile[o.file] += o.count; inFile[o.file] == o.count {
			firsts = append(firsts, o)
		}
	}
	slices.SortStableFunc(firsts, func(a, b omission) int { return cmp.Compare(inFile[b.file], inFile[a.file]) })
	for i, o := range firsts {
		if i == mostNamed {
			fmt.Fprintf(b, margin+"… and in %s: --all\n", Plural(len(firsts)-i, "more file"))
			return
		}
		name := o.name()
		if n := inFile[o.file] - o.count; n > 0 {
			name += fmt.Sprintf(" and %s more in it", number(n))
		}
		l.wrapped(b, margin, name)
	}
}
