package rank

import "strings"

// wordStore keeps the bytes of many words together: a hundred thousand small
// strings would each be an object for the collector of garbage to visit.
type wordStore struct{ room *strings.Builder }

// storeBytes is how much is set aside at a time.
const storeBytes = 1 << 16

// keep returns a copy of s.
func (w *wordStore) keep(s string) string {
	if w.room == nil || w.room.Cap()-w.room.Len() < len(s) {
		w.room = new(strings.Builder)
		w.room.Grow(max(storeBytes, len(s)))
	}
	start := w.room.Len()
	w.room.WriteString(s) // within its capacity: what was kept does not move
	return w.room.String()[start:]
}

// keepPart returns a copy of s, or the same part of whole if it begins with s.
func (w *wordStore) keepPart(s, whole string) string {
	if strings.HasPrefix(whole, s) {
		return whole[:len(s)]
	}
	return w.keep(s)
}
