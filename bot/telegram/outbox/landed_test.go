package outbox_test

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"

	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/journal"
	"articlebot/bot/telegram/outbox"
	"articlebot/bot/telegram/render"
	"articlebot/bot/telegram/telegramtest"
)

// TestWhatLandedIsToldBeforeAnythingWaits: nothing that holds the outbox may keep
// a delivery from being written down, so Landed is free to ask it anything.
func TestWhatLandedIsToldBeforeAnythingWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := telegramtest.New(telegramtest.Options{})
		client, end := telegramtest.Serve(srv)
		o := outbox.New(api.NewClient(telegramtest.Token, "http://telegram.example", client), outbox.Limits{}, journal.NewAnswerIndex(nil), slog.New(slog.DiscardHandler))
		ctx, stop := context.WithCancel(t.Context())
		ran := make(chan struct{})
		go func() { defer close(ran); o.Run(ctx) }()
		defer func() { stop(); <-ran; srv.Close(); end() }()

		var told []string
		ended := make(chan struct{})
		put := func(name string, fault *telegramtest.Fault) {
			if fault != nil {
				srv.Fail(*fault)
			}
			err := o.Put(&outbox.Job{
				To: outbox.Target{Chat: 7}, Parts: []render.Part{{HTML: "1", Plain: "1"}, {HTML: "2", Plain: "2"}},
				Landed: func() {
					told = append(told, name+" landed", map[bool]string{true: "while it is queued"}[o.Stats().Queued == 1])
				},
				Done: func(outbox.Outcome) { told = append(told, name+" done"); ended <- struct{}{} },
			})
			if err != nil {
				t.Fatal(err)
			}
			<-ended
		}
		put("whole", nil)
		put("refused", &telegramtest.Fault{Method: "sendMessage", Code: 403, Text: "Forbidden: bot was blocked by the user"})
		want := []string{"whole landed", "while it is queued", "whole done", "refused done"}
		if !slices.Equal(told, want) {
			t.Errorf("told %q, want %q", told, want)
		}
	})
}
