package dialogue_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/likeness"
	"articlebot/bot/locale"
	"articlebot/retrieval/stage"
	"articlebot/retrieval/text"
)

// meaning gives each kind of example a direction of its own, and messages that of
// the kind they are meant as.
func meaning(messages map[string]string) likeness.Embed {
	kinds := make(map[string]string)
	for _, l := range locale.Builtin().All() {
		for kind, list := range l.Phrases.Examples {
			for _, said := range list {
				kinds[said] = kind
			}
		}
	}
	maps.Copy(kinds, messages)
	all := slices.Compact(slices.Sorted(maps.Values(kinds)))
	return func(_ context.Context, said string, _ text.Language) ([]float32, error) {
		v := make([]float32, len(all)+1)
		i, known := slices.BinarySearch(all, kinds[said])
		if !known {
			i = len(all)
		}
		v[i] = 1
		return v, nil
	}
}

func TestAWishIsToldByItsMeaning(t *testing.T) {

	k := newTalk(t, func(c *dialogue.Config) {
		c.Embed = meaning(map[string]string{
			"scribbler of the lines": "author", "what dwells behind your voice": "maker", "zebras": "question", "and in scribbling?": "author", "and in scribbling": "author",
		})
	})
	if r := k.say("scribbler of the lines"); r.Kind != bot.ShowNone {
		t.Errorf("with no article to be of: %q", r.Text)
	}
	if r := k.say("what dwells behind your voice"); !strings.Contains(r.Text, "I am a program, articlebot") {
		t.Errorf("what is asked of the bot: %q", r.Text)
	}
	if r := k.say("who visited the coffee growers"); r.Kind != bot.ShowAnswer {
		t.Errorf("a question: %q", r.Text)
	}
	if r := k.say("scribbler of the lines"); !strings.Contains(r.Text, "Quang Long · “Coffee on the hills”") {
		t.Errorf("of the article shown: %q", r.Text)
	}
	if r := k.say("and in scribbling?"); r.Kind == bot.ShowText {
		t.Errorf("what goes on from a question: %q", r.Text)
	}
	if r := k.say("zebras"); r.Kind != bot.ShowNone {
		t.Errorf("a question that nothing answers: %q", r.Text)
	}
}

func TestWithoutMeaningsWordsDecide(t *testing.T) {
	k := newTalk(t, nil)
	if r := k.say("what dwells behind your voice"); r.Kind != bot.ShowNone {
		t.Errorf("says %q", r.Text)
	}
}

func TestWhatIsMeantAsThanksInAGroupGetsANod(t *testing.T) {
	k := newTalk(t, func(c *dialogue.Config) { c.Embed = meaning(map[string]string{"splendiferous": "thanks"}) })
	m := k.message("splendiferous")
	m.Private = false
	if r := k.handle(m); r.Kind != bot.ShowReaction {
		t.Errorf("%s %q", r.Kind, r.Text)
	}
}

func TestTheMeaningOfWhatIsAnsweredHardlyCounts(t *testing.T) {
	const said = "how many files did Nà Hỳ commune resolve ahead of schedule"
	k := newTalk(t, func(c *dialogue.Config) { c.Embed = meaning(map[string]string{said: "maker"}) })
	if r := k.say(said); r.Kind != bot.ShowAnswer {
		t.Errorf("%s %q", r.Kind, r.Text)
	}
}

// TestWhoHasASureAnswerDoesNotWaitForTheStart has the examples not be read for ever:
// a question that the articles answer is answered, one that they do not waits.
func TestWhoHasASureAnswerDoesNotWaitForTheStart(t *testing.T) {
	waits := make(chan struct{}, 1)
	k := newTalk(t, func(c *dialogue.Config) {
		c.Embed = func(ctx context.Context, _ string, _ text.Language) ([]float32, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		c.Stages = func(part stage.Name, took time.Duration) {
			if part == stage.Read && took >= time.Second {
				waits <- struct{}{}
			}
		}
	})
	if r := k.say("who visited the coffee growers"); r.Kind != bot.ShowAnswer {
		t.Errorf("%s %q", r.Kind, r.Text)
	}
	if len(waits) != 0 {
		t.Error("an answer waited for what is no part of it")
	}
	if r := k.say("zebras"); r.Kind != bot.ShowNone {
		t.Errorf("%s %q", r.Kind, r.Text)
	}
	if len(waits) != 1 {
		t.Error("what nothing answers was not held against the wishes")
	}
}

// TestAQuestionOnSomebodySpokenOfIsNoComplaint: "rồi chị ấy trả lời sao" is near to one
// by its meaning.
func TestAQuestionOnSomebodySpokenOfIsNoComplaint(t *testing.T) {
	k := newTalk(t, func(c *dialogue.Config) {
		c.Embed = meaning(map[string]string{"rồi chị ấy trả lời sao": "grumble", "zebras": "grumble"})
	})
	k.say("who visited the coffee growers")
	if r := k.say("rồi chị ấy trả lời sao"); r.Kind == bot.ShowText {
		t.Errorf("%s %q", r.Kind, r.Text)
	}
	if r := k.say("zebras"); r.Kind != bot.ShowText {
		t.Errorf("a complaint: %s %q", r.Kind, r.Text)
	}
}
