// Package discordtest is an in-process Discord for tests: the gateway and the
// part of the HTTP API that a bot of this kind uses, on loopback. It keeps to
// the platform's rules (three seconds to the first response, one response
// only, fifteen minutes for a token, lengths in code points, permissions to
// page, resumes that replay), records everything, and can be told to fail.
//
// It is no part of the product and is imported by tests only.
package discordtest
