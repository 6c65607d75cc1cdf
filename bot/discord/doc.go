// Package discord brings the conversation to Discord: slash commands with
// autocomplete, a message context menu, mentions, direct messages and replies;
// answers as embeds with buttons that survive a restart.
//
// It promises exactly one answer to what it takes on, at once where it can and
// announced where it cannot; that a public answer is paged by its asker only,
// while everybody else gets a copy for their own eyes; that nothing it sends
// pings anybody; and that nothing a person wrote, and no token, stands in a
// log at the default level.
//
// Below it, package gateway keeps the connection, api speaks HTTP, inbox says
// which events are worked on, commands makes what is registered, and render
// turns replies into messages. What is said, to whom and how often is decided by
// the conversation alone.
package discord
