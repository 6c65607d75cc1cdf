// Package reply makes replies of what the library found: a passage of an answer
// with its buttons, a page of an article, a numbered list of titles, a notice.
//
// Everything here is a function of texts and findings: it asks nobody and
// remembers nothing. What a button needs to work again stands in its argument,
// which the types named Ref write and read back.
package reply
