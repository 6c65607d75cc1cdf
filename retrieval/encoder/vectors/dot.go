package vectors

// dotsPlain sets sums to the products of a question with rows of as many
// numbers, which lie behind each other.
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
