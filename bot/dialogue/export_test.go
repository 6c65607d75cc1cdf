package dialogue

import (
	"context"
)

// Look does once what Watch does every minute.
func (b *Bot) Look(ctx context.Context) { b.look(ctx) }
