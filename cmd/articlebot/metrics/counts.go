package metrics

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Counts are counters of one family by their labels' values. Make one with
// NewCounts. It is safe for concurrent use.
type Counts struct {
	labels []string
	mu     sync.Mutex
	counts map[string]int64 // by the values, joined
}

// NewCounts returns counters with these labels.
func NewCounts(labels ...string) *Counts {
	return &Counts{labels: labels, counts: map[string]int64{}}
}

// separator parts values in a key: no value of ours has it.
const separator = "\x00"

// Add counts one more of what the labels' values say, in the labels' order. They
// must be few: each set of values is kept for ever.
func (c *Counts) Add(values ...string) { c.add(1, values) }

// Expect makes a counter that shows 0 until something happens: an alert on a
// counter that is not there stays silent.
func (c *Counts) Expect(values ...string) { c.add(0, values) }

func (c *Counts) add(n int64, values []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.counts[strings.Join(values, separator)] += n
}

// Write adds the family to a page.
func (c *Counts) Write(p *Page, name, help string) {
	p.Family(name, Counter, help)
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, key := range slices.Sorted(maps.Keys(c.counts)) {
		var labels []string
		for i, value := range strings.Split(key, separator) {
			labels = append(labels, c.labels[i], value)
		}
		p.Value(name, float64(c.counts[key]), labels...)
	}
}

// bounds are the upper ends of a histogram's buckets, in seconds: a search takes
// milliseconds, a platform tenths of a second.
var bounds = [...]float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

// Histogram counts durations. The zero Histogram is empty. It is safe for
// concurrent use.
type Histogram struct {
	mu     sync.Mutex
	counts [len(bounds) + 1]int64 // the last is of all that are longer
	sum    float64
}

// Observe counts one.
func (h *Histogram) Observe(d time.Duration) {
	seconds := d.Seconds()
	i, _ := slices.BinarySearch(bounds[:], seconds)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.counts[i]++
	h.sum += seconds
}

// Write adds the histogram to a page.
func (h *Histogram) Write(p *Page, name, help string) {
	p.Family(name, histogram, help)
	h.write(p, name)
}

// write adds the values of a histogram with these labels.
func (h *Histogram) write(p *Page, name string, labels ...string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := int64(0)
	for i, count := range h.counts {
		n += count
		le := "+Inf"
		if i < len(bounds) {
			le = strconv.FormatFloat(bounds[i], 'g', -1, 64)
		}
		p.Value(name+"_bucket", float64(n), append(slices.Clip(labels), "le", le)...)
	}
	p.Value(name+"_sum", h.sum, labels...)
	p.Value(name+"_count", float64(n), labels...)
}

// Histograms are histograms of one family by the value of a label. Make them with
// NewHistograms. They are safe for concurrent use.
type Histograms struct {
	label  string
	values []string
	list   map[string]*Histogram
}

// NewHistograms returns an empty histogram for each value of a label.
func NewHistograms(label string, values ...string) *Histograms {
	h := &Histograms{label: label, values: values, list: make(map[string]*Histogram, len(values))}
	for _, v := range values {
		h.list[v] = new(Histogram)
	}
	return h
}

// Observe counts one; of a value that there is no histogram for, none.
func (h *Histograms) Observe(value string, d time.Duration) {
	if one, ok := h.list[value]; ok {
		one.Observe(d)
	}
}

// Write adds the family to a page.
func (h *Histograms) Write(p *Page, name, help string) {
	p.Family(name, histogram, help)
	for _, v := range h.values {
		h.list[v].write(p, name, h.label, v)
	}
}
