package retrieval

import "articlebot/retrieval/text"

// Question is what a person wants to know.
type Question struct {
	Text string
	// Limit is how many passages to return at most; 0 means DefaultLimit.
	Limit int
	// Article restricts the answer to one article; "" searches all.
	Article ArticleID
	// Shown is the article that the person who asks saw last, "" for none. A
	// question that does not name its subject is then read as one about that.
	Shown ArticleID
	// Listed are the articles whose titles they saw last, where that was a list: the
	// question is read as one about one of these in the place of Shown.
	Listed []ArticleID
	// Points tells that a word of the question stands for something said before: "he",
	// "its". It is then all the likelier to be about what was shown.
	Points bool
	// Language overrides the detection; "" detects.
	Language text.Language
	// Filler are words of Text, lower case without accents, that may only fill it
	// ("btw"): those that no article has are read as if they were not there.
	Filler []string
}

// Bounds of a question. Longer texts are cut at these, never refused, so that
// any input costs a bounded time.
const (
	DefaultLimit = 3
	MaxLimit     = 50
	// MaxListed is how many of a question's Listed articles are looked at.
	MaxListed = 10
	// MaxQuestionBytes is how much of a question's text is analysed.
	MaxQuestionBytes = 4096
	// MaxQuestionTerms is how many distinct terms of it are searched.
	MaxQuestionTerms = 64
)
