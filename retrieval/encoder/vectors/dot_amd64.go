package vectors

import "golang.org/x/sys/cpu"

// kernels are those that the processor has, by name, the best one last.
func kernels() (names []string, list []kernel) {
	names, list = []string{"plain-Go"}, []kernel{dotsPlain}
	if !cpu.X86.HasAVX2 {
		return names, list
	}
	names, list = append(names, "AVX2"), append(list, func(sums []int32, query []int16, rows []int8) {
		_, _ = query[len(query)/stride*stride-1], rows[len(sums)*len(query)-1]
		dotsAVX2(&sums[0], &query[0], &rows[0], len(query)/stride, len(sums))
	})
	if !cpu.X86.HasAVX512F || !cpu.X86.HasAVX512VL || !cpu.X86.HasAVX512VNNI {
		return names, list
	}
	return append(names, "AVX-512-VNNI"), append(list, func(sums []int32, query []int16, rows []int8) {
		_, _ = query[len(query)/stride*stride-1], rows[len(sums)*len(query)-1]
		dotsVNNI(&sums[0], &query[0], &rows[0], len(query)/stride, len(sums))
	})
}

// dotsAVX2 multiplies a question of so many times stride numbers with rows.
//
//go:noescape
func dotsAVX2(sums *int32, query *int16, rows *int8, strides, count int)

// dotsVNNI is dotsAVX2 with a step that multiplies and adds pairs.
//
//go:noescape
func dotsVNNI(sums *int32, query *int16, rows *int8, strides, count int)
