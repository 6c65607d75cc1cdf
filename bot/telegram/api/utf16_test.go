package api

import "testing"

func FuzzUTF16Slice(f *testing.F) {
	f.Add("😀 tiếng Việt @newsbot", 14, 8)
	f.Add("abc", -1, 99)
	f.Fuzz(func(t *testing.T, s string, offset, length int) {
		start, end, ok := UTF16Slice(s, offset, length)
		if !ok {
			return
		}
		if start < 0 || end < start || end > len(s) {
			t.Fatalf("[%d:%d] of %d bytes", start, end, len(s))
		}
		if UTF16Len(s[:start]) != offset || UTF16Len(s[start:end]) != length {
			t.Errorf("[%d:%d] of %q is not UTF-16 [%d,+%d)", start, end, s, offset, length)
		}
	})
}
