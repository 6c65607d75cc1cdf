package metrics

import (
	"bytes"
	"os"
	"runtime"
	"runtime/metrics"
	"strconv"
	"time"
)

// samples are what the runtime tells of memory, by the names that Prometheus'
// own client gives them.
var samples = []struct {
	of, name, help string
	kind           Kind
}{
	{"/memory/classes/heap/objects:bytes", "go_memstats_heap_alloc_bytes", "Bytes of objects on the heap.", Gauge},
	{"/memory/classes/total:bytes", "go_memstats_sys_bytes", "Bytes taken from the system.", Gauge},
	{"/gc/cycles/total:gc-cycles", "articlebot_gc_cycles_total", "Collections of garbage.", Counter},
}

// WriteProcess adds what the process takes of the machine. Memory and open files
// as the system sees them are there where it tells (Linux).
func WriteProcess(p *Page, started time.Time) {
	p.Single("process_start_time_seconds", Gauge, "When the process began.", float64(started.Unix()))
	p.Single("go_goroutines", Gauge, "Goroutines that exist.", float64(runtime.NumGoroutine()))
	list := make([]metrics.Sample, len(samples))
	for i, s := range samples {
		list[i].Name = s.of
	}
	metrics.Read(list)
	for i, s := range samples {
		if list[i].Value.Kind() == metrics.KindUint64 {
			p.Single(s.name, s.kind, s.help, float64(list[i].Value.Uint64()))
		}
	}
	if resident, ok := residentBytes(); ok {
		p.Single("process_resident_memory_bytes", Gauge, "Memory of the process.", float64(resident))
	}
	if open, err := os.ReadDir("/proc/self/fd"); err == nil {
		p.Single("process_open_fds", Gauge, "Open files and connections.", float64(len(open)))
	}
}

// residentBytes reads the second number of statm, in pages
// (https://man7.org/linux/man-pages/man5/proc_pid_statm.5.html).
func residentBytes() (int, bool) {
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, false
	}
	fields := bytes.Fields(data)
	if len(fields) < 2 {
		return 0, false
	}
	pages, err := strconv.Atoi(string(fields[1]))
	return pages * os.Getpagesize(), err == nil
}
