package likeness_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"articlebot/bot/intent"
	"articlebot/bot/likeness"
	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// byWords is a meaning that is nothing but words: as many numbers as there are of
// them, and a text points to those that it has.
func byWords() likeness.Embed {
	at := make(map[string]int)
	for _, l := range locale.Builtin().All() {
		for _, list := range l.Phrases.Examples {
			for _, said := range list {
				for _, w := range intent.Words(said) {
					if _, known := at[w]; !known {
						at[w] = len(at)
					}
				}
			}
		}
	}
	return func(_ context.Context, said string, _ text.Language) ([]float32, error) {
		v := make([]float32, len(at)+1)
		v[len(at)] = .1 // a text without any known word has a direction too
		words := intent.Words(said)
		for _, w := range words {
			if i, known := at[w]; known {
				v[i] = float32(1 / math.Sqrt(float64(len(words))))
			}
		}
		return v, nil
	}
}

func TestAMessageIsTheWishThatItIsMostLike(t *testing.T) {
	r := likeness.New(locale.Builtin(), byWords())
	defer r.Close()
	for said, want := range map[string]intent.Kind{
		"so which journalist did this piece again": intent.Author,
		"could you give me a summary of it":        intent.Gist,
		"ai lập trình ra bạn thế":                  intent.Maker,
	} {
		m, ok := r.Read(t.Context(), said, text.English)
		if !ok || m.Kind != want || m.Lead <= 0 {
			t.Errorf("%q is read as %+v, %v; want %s before any question", said, m, ok, want)
		}
	}
	if m, _ := r.Read(t.Context(), "how many people died", text.English); m.Lead >= 0 {
		t.Errorf("a question to the articles leads as %+v", m)
	}
}

func TestNothingIsReadWhereNoMeaningIsToBeHad(t *testing.T) {
	broken := errors.New("no encoder")
	works := byWords()
	for name, embed := range map[string]likeness.Embed{
		"it fails":      func(context.Context, string, text.Language) ([]float32, error) { return nil, broken },
		"there is none": func(context.Context, string, text.Language) ([]float32, error) { return nil, nil },
		"it fails for the message": func(ctx context.Context, s string, l text.Language) ([]float32, error) {
			if s == "who wrote this article?" {
				return nil, broken
			}
			return works(ctx, s, l)
		},
	} {
		r := likeness.New(locale.Builtin(), embed)
		if m, ok := r.Read(t.Context(), "who wrote this article?", text.English); ok {
			t.Errorf("%s: %+v", name, m)
		}
		r.Close()
	}
}

func TestClosingEndsWhatIsUnderWay(t *testing.T) {
	stuck := likeness.New(locale.Builtin(), func(ctx context.Context, _ string, _ text.Language) ([]float32, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if m, ok := stuck.Read(ctx, "who wrote this article?", text.English); ok {
		t.Errorf("read before the examples: %+v", m)
	}
	stuck.Close()
}
