//go:build !amd64

package vectors

// dots is dotsPlain: there is no kernel for this processor yet.
func dots(sums []int32, query []int16, rows []int8) { dotsPlain(sums, query, rows) }
