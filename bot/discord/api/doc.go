// Package api is the part of Discord's HTTP API v10 that the bot uses: the
// shapes that go over the wire, and a Client for the requests.
//
// It promises that every message it sends or edits pings nobody, that every
// request honours its context, that retries are bounded and never post a
// message twice, and that no error it returns contains a token.
//
// The requests go through a discordgo session that is never opened. The
// envelopes around its embeds and components are our own, because the
// library's print null for every list left out, lack the nonce that makes a
// repeated post harmless, and leave the mentions to the caller; what comes in
// is decoded by our own small types, because the library's fail as a whole on
// one unknown component.
package api
