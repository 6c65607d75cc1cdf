package session

import (
	"reflect"
	"testing"

	"articlebot/bot/reply"
	"articlebot/retrieval"
)

// TestASessionIsWrittenDownWhole fails where a field is added that other replicas
// would not learn of.
func TestASessionIsWrittenDownWhole(t *testing.T) {
	q := Interpretation{
		Message: "m", Typed: "t", Searched: "s", Language: "en", Spoken: "vi", Scope: "a", Shown: "b", Listed: []retrieval.ArticleID{"l"},
		Origin: reply.PassageRef{Key: "k", Ordinal: 3, Lang: "en", Sample: "n"}, Names: []string{"x"}, Topic: true, Leaning: true, Hedged: true,
	}
	s := Session{
		Last: AList, Questions: []Interpretation{q, {Typed: "other"}}, Index: 1, Article: "a", Page: -1, Titles: []retrieval.ArticleID{"a", "b"}, First: 11,
		Offered: true, ListPage: 2, Filter: "f", Spoken: "vi",
	}
	for _, v := range []any{s, q, q.Origin} {
		for i, f := 0, reflect.ValueOf(v); i < f.NumField(); i++ {
			if f.Field(i).IsZero() {
				t.Errorf("this test leaves out %s of %T", f.Type().Field(i).Name, v)
			}
		}
	}
	got, ok := decode(encode(s))
	if !ok || !reflect.DeepEqual(got, s) {
		t.Errorf("written down %+v\nread %+v", s, got)
	}
	for _, broken := range []string{"", "{", "[]", "null x"} {
		if got, ok := decode([]byte(broken)); ok {
			t.Errorf("%q is %+v", broken, got)
		}
	}
}
