package vectors

import "golang.org/x/sys/cpu"

// dots is dotsPlain by the best means that the processor has. AVX-512 was not
// faster: the sweep waits for memory.
func dots(sums []int32, query []int16, rows []int8) {
	if len(sums) == 0 || len(query) == 0 || !cpu.X86.HasAVX2 {
		dotsPlain(sums, query, rows)
		return
	}
	_, _ = query[len(query)/stride*stride-1], rows[len(sums)*len(query)-1]
	dotsAVX2(&sums[0], &query[0], &rows[0], len(query)/stride, len(sums))
}

// dotsAVX2 multiplies a question of so many times stride numbers with rows.
//
//go:noescape
func dotsAVX2(sums *int32, query *int16, rows *int8, strides, count int)
