// Package render turns a bot.Reply into a Discord message and reads back, from
// a message, what its buttons need. It is pure: no clock, no network.
//
// It promises for any reply, whatever articles and people wrote: within
// Discord's limits, nothing formatted, linked or mentioned that we did not
// mean, no mark left open, no character split, and at least one visible
// character.
package render
