// Package page turns replies and articles into HTML. It knows no request and no
// clock; of the articles it looks up those that a reply names.
//
// Everything that a person or an article wrote comes into a page as a value, which
// is text wherever it stands. Pages need no script and carry neither script
// nor style of their own: both are assets, which the strictest
// Content-Security-Policy lets through.
package page
