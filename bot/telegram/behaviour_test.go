package telegram_test

import (
	"testing"
	"time"

	"articlebot/bot/telegram/tgfake"
)

func TestAQuestionIsAnsweredInReplyToIt(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		_, id := s.srv.Says(tgfake.Say{From: an, Text: "how many files were resolved"})
		s.settle(time.Second)
		m := s.last(an.ID)
		if m.ReplyTo != id {
			t.Errorf("reply to message %d, want %d", m.ReplyTo, id)
		}
		want := "Close to the people\nFirst sentence. The answer to how many files were resolved is here. Last sentence.\nSầm Phúc · passage 8 of 18"
		if m.Text != want {
			t.Errorf("got %q\nwant %q", m.Text, want)
		}
		if n := s.srv.Unacknowledged(); n != 0 {
			t.Errorf("%d updates not acknowledged", n)
		}
	})
}
