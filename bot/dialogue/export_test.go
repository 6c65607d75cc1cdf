package dialogue

import "context"

// Leans tells black-box tests whether a question is read with the one before.
func Leans(question string) bool {
	_, how := leans(question)
	return how != upright
}

// Look does once what Watch does every minute.
func (b *Bot) Look(ctx context.Context) { b.look(ctx) }
