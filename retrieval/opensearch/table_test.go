package opensearch

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestATableFindsTheNumbersOfAllPassagesAndOfNoOther(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var places []place
	for born := int64(3); born < 40; born += 4 {
		for n := range uint32(50) {
			if r.IntN(4) > 0 {
				places = append(places, place{born, n * uint32(1+r.IntN(2))})
			}
		}
	}
	seen := map[place]bool{}
	for i, p := range places {
		if seen[p] {
			places[i] = place{} // a number without a passage
		}
		seen[p] = true
	}
	r.Shuffle(len(places)/2, func(i, j int) { places[i], places[j] = places[j], places[i] })
	table, err := decodeTable(newTable(places).encode())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(newTable(places), table, cmp.AllowUnexported(run{}, place{}), cmp.AllowUnexported(*table), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("written and read again (-want +got):\n%s", diff)
	}
	found := 0
	for born := range int64(45) {
		for n := range uint32(120) {
			number, ok := table.number(place{born, n})
			if !ok {
				continue
			}
			found++
			if p, ok := table.at(number); !ok || p != (place{born, n}) {
				t.Errorf("number %d is at %v, %v; want %d.%d", number, p, ok, born, n)
			}
			if places[number] != (place{born, n}) {
				t.Errorf("%d.%d is number %d, which is %v", born, n, number, places[number])
			}
		}
	}
	if found != table.docs {
		t.Errorf("%d passages are found of %d", found, table.docs)
	}
}

func TestADamagedTableIsNone(t *testing.T) {
	whole := newTable([]place{{7, 0}, {7, 1}, {5, 9}}).encode()
	for cut := 2; cut < len(whole); cut++ {
		if table, err := decodeTable(whole[:cut]); err == nil && table.docs == 3 {
			t.Errorf("%d bytes of %d make a whole table", cut, len(whole))
		}
	}
	if _, err := decodeTable([]byte{1, 2, 0, 0, 9}); err == nil {
		t.Error("a run beyond the room is taken")
	}
}
