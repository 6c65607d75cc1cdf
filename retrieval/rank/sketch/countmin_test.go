package sketch

import "testing"

func TestPairsAreCountedNearlyRight(t *testing.T) {
	m := NewCountMin(1 << 11)
	for a := range uint32(100) {
		for b := range uint32(100) {
			if (a+b)%7 == 0 {
				for range a%5 + 1 {
					m.Add(a, b)
				}
			}
		}
	}
	wrong := 0
	for a := range uint32(100) {
		for b := range uint32(100) {
			want := uint32(0)
			if (a+b)%7 == 0 {
				want = a%5 + 1
			}
			got := m.Count(a, b)
			if got < want {
				t.Fatalf("%d, %d is counted %d times of %d", a, b, got, want)
			}
			if got != want {
				wrong++
			}
		}
	}
	if wrong > 400 {
		t.Errorf("%d of 10,000 counts are too high", wrong)
	}
}
