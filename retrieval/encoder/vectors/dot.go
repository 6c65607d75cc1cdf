package vectors

// kernel sets sums to the products of a question with as many rows, which lie
// behind each other. The question's length is a row's, and a multiple of
// stride; there is at least one row.
type kernel func(sums []int32, query []int16, rows []int8)

// bestKernel is the best one that the processor has.
func bestKernel() kernel {
	_, list := kernels()
	return list[len(list)-1]
}

// dotsPlain is the kernel in plain Go.
func dotsPlain(sums []int32, query []int16, rows []int8) {
	for i := range sums {
		row := rows[i*len(query):][:len(query)]
		var a, b, c, d int32
		for j := 0; j+3 < len(row) && j+3 < len(query); j += 4 {
			a += int32(row[j]) * int32(query[j])
			b += int32(row[j+1]) * int32(query[j+1])
			c += int32(row[j+2]) * int32(query[j+2])
			d += int32(row[j+3]) * int32(query[j+3])
		}
		sums[i] = a + b + c + d
	}
}
