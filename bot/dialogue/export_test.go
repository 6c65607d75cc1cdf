package dialogue

import (
	"context"

	"articlebot/bot/shared"
)

// Look does once what Watch does every minute.
func (b *Bot) Look(ctx context.Context) { b.look(ctx) }

// WaitForSamples draws sample questions if there are none of the current
// generation, and waits until they are drawn.
func (b *Bot) WaitForSamples() {
	b.samples.freshen()
	b.samples.drawing.Wait()
}

// Store is what the bot keeps things in.
func (b *Bot) Store() shared.Store { return b.store }
