package telegram_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"articlebot/bot/telegram/telegramtest"
)

// sends sends a message of a kind in a private chat, without a text.
func (s *stand) sends(more map[string]any) int64 {
	f, id := s.srv.Message(telegramtest.Say{From: an, More: more})
	if more["text"] == nil {
		delete(f, "text")
	}
	s.srv.Inject("message", f)
	return id
}

func TestNothingThatIsSentInPrivateIsMetWithSilence(t *testing.T) {
	one := map[string]any{"id": "1"}
	for name, more := range map[string]map[string]any{
		"a location": {"location": one}, "a venue": {"venue": one, "location": one}, "a contact": {"contact": one}, "dice": {"dice": one},
		"a story": {"story": one}, "paid media": {"paid_media": one}, "a game": {"game": one}, "a sticker": {"sticker": one},
		"an animation": {"animation": one, "document": one}, "a voice message": {"voice": one}, "a round video": {"video_note": one},
		"a live photo": {"live_photo": one}, "a giveaway": {"giveaway": one}, "a forwarded picture": {"photo": []any{one}, "forward_origin": map[string]any{"type": "channel"}},
		"a sticker sent by way of a bot": {"sticker": one, "via_bot": map[string]any{"id": 77, "is_bot": true}},
	} {
		t.Run(name, func(t *testing.T) {
			eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
				id := s.sends(more)
				s.settle(2 * time.Second)
				if m := s.conv.messages(); len(m) != 1 || !m[0].Media || m[0].Text != "" {
					t.Errorf("the conversation heard %+v", m)
				}
				if m := s.last(an.ID); m.ReplyTo != id {
					t.Errorf("reply %+v", m)
				}
			})
		})
	}
}

func TestWhatHasWordsIsRead(t *testing.T) {
	for name, tt := range map[string]struct {
		more map[string]any
		want string
	}{
		"a poll":                     {map[string]any{"poll": map[string]any{"id": "1", "question": "how many files?"}}, "how many files?"},
		"a checklist":                {map[string]any{"checklist": map[string]any{"title": "how many files?", "tasks": []any{}}}, "how many files?"},
		"a post of a channel":        {map[string]any{"text": "how many files?", "forward_origin": map[string]any{"type": "channel"}}, "how many files?"},
		"a picture of a channel":     {map[string]any{"photo": []any{map[string]any{}}, "caption": "how many\nfiles?", "forward_origin": map[string]any{"type": "channel"}}, "how many files?"},
		"a long post, for its start": {map[string]any{"text": "how many files? " + strings.Repeat("x", 400), "forward_origin": map[string]any{"type": "user"}}, "how many files? " + strings.Repeat("x", 283) + "…"},
	} {
		t.Run(name, func(t *testing.T) {
			eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
				s.sends(tt.more)
				s.settle(2 * time.Second)
				if got := s.heard(); len(got) != 1 || got[0] != tt.want {
					t.Errorf("the conversation was asked %q, want %q", got, tt.want)
				}
			})
		})
	}
}

func TestServiceMessagesAreNoMessages(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		for _, kind := range []string{"pinned_message", "message_auto_delete_timer_changed", "chat_background_set", "gift", "checklist_tasks_done", "users_shared"} {
			s.sends(map[string]any{kind: map[string]any{}})
		}
		s.settle(2 * time.Second)
		if n := len(s.conv.messages()) + s.srv.Unacknowledged(); n != 0 {
			t.Errorf("%d were heard or wait", n)
		}
	})
}

func TestAnAlbumIsOneMessage(t *testing.T) {
	for name, tt := range map[string]struct {
		captions [5]string
		want     string
	}{
		"with one caption":     {[5]string{"how many files?"}, "how many files?"},
		"captioned at the end": {[5]string{4: "how many files?"}, "how many files?"},
		"with two captions":    {[5]string{1: "how many files?", 3: "in Nà Hỳ"}, "how many files?\nin Nà Hỳ"},
		"without any":          {[5]string{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
				for i, caption := range tt.captions {
					more := map[string]any{"photo": []any{map[string]any{"file_id": fmt.Sprint(i)}}, "media_group_id": "77"}
					if caption != "" {
						more["caption"] = caption
					}
					s.sends(more)
				}
				s.settle(5 * time.Second)
				if got := s.heard(); len(got) != 1 || got[0] != tt.want {
					t.Errorf("the conversation was asked %q, want %q", got, tt.want)
				}
				if n := len(s.texts(an.ID)); n != 1 {
					t.Errorf("%d replies to an album", n)
				}
				if n := s.srv.Unacknowledged(); n != 0 {
					t.Errorf("%d updates not acknowledged", n)
				}
				s.sends(map[string]any{"photo": []any{map[string]any{}}, "media_group_id": "77"}) // a straggler
				s.settle(5 * time.Second)
				if n := len(s.texts(an.ID)); n != 1 || s.srv.Unacknowledged() != 0 {
					t.Errorf("%d replies after a straggler", n)
				}
			})
		})
	}
}
