package dialogue

import (
	"reflect"
	"testing"

	"articlebot/bot/reply"
	"articlebot/retrieval"
)

// TestASessionIsWrittenDownWhole fails where a field is added that other replicas
// would not learn of.
func TestASessionIsWrittenDownWhole(t *testing.T) {
	q := interpretation{
		message: "m", typed: "t", searched: "s", language: "en", spoken: "vi", scope: "a", shown: "b",
		origin: reply.PassageRef{Key: "k", Ordinal: 3, Lang: "en", Sample: "n"}, names: []string{"x"}, leaning: true, hedged: true,
	}
	s := session{
		last: aList, questions: []interpretation{q, {typed: "other"}}, index: 1, article: "a", page: -1, titles: []retrieval.ArticleID{"a", "b"}, first: 11,
		listPage: 2, filter: "f", spoken: "vi",
	}
	for _, v := range []any{s, q, q.origin} {
		for i, f := 0, reflect.ValueOf(v); i < f.NumField(); i++ {
			if f.Field(i).IsZero() {
				t.Errorf("this test leaves out %s of %T", f.Type().Field(i).Name, v)
			}
		}
	}
	got, ok := decodeSession(encodeSession(s))
	if !ok || !reflect.DeepEqual(got, s) {
		t.Errorf("written down %+v\nread %+v", s, got)
	}
	for _, broken := range []string{"", "{", "[]", "null x"} {
		if got, ok := decodeSession([]byte(broken)); ok {
			t.Errorf("%q is %+v", broken, got)
		}
	}
}
