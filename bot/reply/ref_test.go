package reply_test

import (
	"strings"
	"testing"

	"articlebot/bot"
	"articlebot/bot/reply"
	"articlebot/retrieval"
)

func TestReferencesAreReadBackAndFitOnAButton(t *testing.T) {
	key := retrieval.ArticleID("a").Key()
	passage := reply.PassageRef{Key: key, Ordinal: 1_000_000}
	for _, origin := range []reply.PassageRef{
		{}, {Key: key, Ordinal: 1_000_000, Lang: "en", Sample: reply.CountSample}, {Key: key, Ordinal: 7, Lang: "vi", Sample: reply.NameSample},
		{Key: key, Lang: "und", Sample: reply.ConfiguredSample},
	} {
		ref := reply.AnswerRef{Index: 49, At: passage, Origin: origin}
		if got, ok := reply.ParseAnswerRef(ref.String()); !ok || got != ref {
			t.Errorf("%q is read back as %+v, %v", ref, got, ok)
		}
		if a := (bot.Action{Verb: bot.ShowPassage, Arg: ref.String()}); len(a.Encode()) > bot.MaxActionBytes {
			t.Errorf("%q has %d bytes", a.Encode(), len(a.Encode()))
		}
	}
	for _, page := range []reply.PageRef{{Key: key}, {Key: key, Page: 12, Turn: true}} {
		if got, ok := reply.ParsePageRef(page.String()); !ok || got != page {
			t.Errorf("%q is read back as %+v, %v", page, got, ok)
		}
	}
	list := reply.ListAction(3, strings.Repeat("điện.biên ", 20))
	if page, words, ok := reply.ParseListRef(list.Arg); !ok || page != 3 || !strings.HasPrefix(words, "điện.biên ") || len(list.Encode()) > bot.MaxActionBytes {
		t.Errorf("%q is read back as %d, %q, %v", list.Encode(), page, words, ok)
	}
}

// FuzzRefs forges what buttons carry.
func FuzzRefs(f *testing.F) {
	for _, arg := range []string{"0", "1.ABCDEFGHIJKLM.2", "1.ABCDEFGHIJKLM.2.ABCDEFGHIJKLM.7vin", "ABCDEFGHIJKLM.0.t", "ABCDEFGHIJKLM.-1", "....", "9999999999999999999"} {
		f.Add(arg)
	}
	f.Fuzz(func(t *testing.T, arg string) {
		if ref, ok := reply.ParseAnswerRef(arg); ok {
			if again, ok := reply.ParseAnswerRef(ref.String()); !ok || again != ref || ref.Index < 0 || ref.At.Ordinal < 0 {
				t.Errorf("%q is read as %+v, and that as %+v, %v", arg, ref, again, ok)
			}
		}
		if ref, ok := reply.ParsePageRef(arg); ok {
			if again, ok := reply.ParsePageRef(reply.PageRef{Key: ref.Key, Page: ref.Page, Turn: ref.Turn}.String()); !ok || again != ref {
				t.Errorf("%q is read as %+v, and that as %+v, %v", arg, ref, again, ok)
			}
		}
	})
}
