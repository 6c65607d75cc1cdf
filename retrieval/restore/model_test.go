package restore

import "testing"

func TestTheSyllablesAreWhole(t *testing.T) {
	m := syllables()
	if len(m.words) < 4_000 || len(m.after) < 100_000 {
		t.Fatalf("%d syllables, %d pairs", len(m.words), len(m.after))
	}
	dien, bien := m.number("điện"), m.number("biên")
	if got, other := m.next(dien, bien, m.alone(bien)), m.next(bien, dien, m.alone(dien)); got < 10*other {
		t.Errorf("biên after điện is as likely (%v) as the other way (%v)", got, other)
	}
}

func TestPairsThatVietnameseHas(t *testing.T) {
	if said, lift := Pair("động", "cơ"); !said || lift < 1 {
		t.Errorf("động cơ: %v, %v", said, lift)
	}
	if said, lift := Pair("đình", "cơ"); said || lift > 0 {
		t.Errorf("đình cơ: %v, %v", said, lift)
	}
	if said, lift := Pair("Tesla", "cơ"); said || lift != 0 {
		t.Errorf("a word that is no syllable: %v, %v", said, lift)
	}
}

// FuzzUnpack holds that damaged data is refused, not read past its end.
func FuzzUnpack(f *testing.F) {
	f.Add(syllableData[:2000])
	f.Add(Magic + "\x02\x03a\nb\x10\x10\x01\x01\x20\x00")
	f.Fuzz(func(t *testing.T, data string) {
		m, ok := unpack(data)
		if !ok {
			return
		}
		for i := range m.words {
			m.next(uint16(i), uint16(len(m.words)-1), 0.1)
		}
	})
}

func BenchmarkUnpack(b *testing.B) {
	for b.Loop() {
		unpack(syllableData)
	}
}
