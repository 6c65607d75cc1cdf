package bot

import (
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// ReplyKind tells adapters how a reply looks and where it goes.
type ReplyKind string

// The kinds of replies.
const (
	// Silent is the zero kind: show nothing.
	Silent ReplyKind = ""
	// ShowAnswer shows Cards as a confident answer.
	ShowAnswer ReplyKind = "answer"
	// ShowUnsure shows Cards under the hedge in Text.
	ShowUnsure ReplyKind = "unsure"
	// ShowNone says in Text that the articles do not say, with Titles that may
	// help. It never has Cards.
	ShowNone ReplyKind = "none"
	// ShowArticle shows one page of a whole article in Cards.
	ShowArticle ReplyKind = "article"
	// ShowText shows Text, and Titles if there are any: help, lists, status.
	ShowText ReplyKind = "text"
	// ShowNotice is for the asker's eyes alone where the platform can do that
	// (ephemeral, an alert): slow down, busy, too long, something went wrong.
	ShowNotice ReplyKind = "notice"
	// ShowReaction puts the emoji in Text to the message, where the platform can
	// do that, and shows nothing else.
	ShowReaction ReplyKind = "reaction"
)

// Reply is what to show to a person, in no platform's format. Every string in
// it is plain text: adapters escape all of them.
type Reply struct {
	Kind ReplyKind
	// Language of the texts around the articles' words.
	Language text.Language
	// Text stands above the cards; newlines separate lines.
	Text string
	// Cards are passages to show, usually one.
	Cards []Card
	// Titles are numbered articles to choose from.
	Titles []Title
	// Buttons are rows of buttons, at most 5 a row and 4 rows.
	Buttons [][]Button
	// Private asks for a reply that only the asker sees, where possible.
	Private bool
	// Question is the question as searched, for the places that show it.
	Question string
}

// Card is a passage with where it is from.
type Card struct {
	Article retrieval.ArticleID
	Title   string
	URL     string // "" if the article has none
	// Label is the line of section and byline: "Sầm Phúc",
	// "In brief · ECONOMY", "Photo caption".
	Label     string
	Published time.Time // zero if unknown
	// Place says which passage of the article this is: "passage 8 of 18".
	Place string
	// Passage is the ordinal of the passage in its article; 0 for a page of a
	// whole article.
	Passage int
	// Text is the passage, or a page of a whole article with paragraphs
	// separated by blank lines.
	Text string
	// Sentence is the answering part of Text to set in bold; empty for none.
	Sentence retrieval.Span
	// Highlights are the matched words of Text.
	Highlights []retrieval.Span
	// AlsoIn names reprints, "" for none: "also in: …".
	AlsoIn     string
	Generation retrieval.Generation
}

// Title is one entry of a numbered list of articles.
type Title struct {
	Number  int // from 1
	Text    string
	Section string
	Action  Action // shows the article
}

// Button is something to press.
type Button struct {
	Label string
	// Action is what pressing does; the zero Action with a URL opens that.
	Action Action
	URL    string
	// Off marks a button that only shows where one is, such as "1 / 3".
	Off bool
}

// PressReply is what a pressed button does.
type PressReply struct {
	// Edit replaces the message that the button is under. Silent leaves it.
	Edit Reply
	// Send is a new message. Silent sends none.
	Send Reply
	// Toast is a short confirmation shown over the screen, "" for none.
	Toast string
}
