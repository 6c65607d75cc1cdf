package vectors

// kernels are those for this processor, by name, the best one last. All 64-bit
// Arm processors have NEON.
func kernels() (names []string, list []kernel) {
	return []string{"plain-Go", "NEON"}, []kernel{dotsPlain, func(sums []int32, query []int16, rows []int8) {
		_, _ = query[len(query)/stride*stride-1], rows[len(sums)*len(query)-1]
		dotsNEON(&sums[0], &query[0], &rows[0], len(query)/stride, len(sums))
	}}
}

// dotsNEON multiplies a question of so many times stride numbers with rows.
//
//go:noescape
func dotsNEON(sums *int32, query *int16, rows *int8, strides, count int)
