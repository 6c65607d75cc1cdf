// Package api makes calls to Telegram's Bot API and reads what comes back:
// updates, refusals and what each means for the caller, texts whose marks are
// counted in UTF-16 units.
//
// It promises that no error prints the token or what people say, and that a
// call which may have been done is told from one that was not. It repeats
// nothing by itself but in Retry. The client library is used for the wire
// format of requests alone.
package api
