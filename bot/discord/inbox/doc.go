// Package inbox says which events are worked on and how many at once: an
// interaction while it can still be answered, a message where the bot may write
// and the server has not asked too much. It remembers channels as events show
// them. What an event means is not its matter.
package inbox
