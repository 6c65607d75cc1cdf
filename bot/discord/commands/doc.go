// Package commands makes the commands that are registered with Discord, in all
// languages, out of those of the conversation, and tells whether what is
// registered is the same. It makes no calls.
package commands
