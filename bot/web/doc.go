// Package web is the adapter for browsers and programs: a chat page, a reader's
// page for every article, the chat inside another site's page, and a JSON API,
// all over the same conversation as every other platform.
//
// A person is a session: a random id in the form and the address, no cookie.
// What was said is kept in memory while the session lasts (SessionTTL), then
// nowhere. Nobody here is ever an admin. The pages work without script, load
// nothing from anywhere else, and are served under a Content-Security-Policy
// without exceptions.
//
// How pages look is in page; which HTTP server serves them is the caller's
// matter, as are TLS and the time that a request may take to arrive.
package web
