package intent

import (
	"strings"
	"unicode"

	"articlebot/retrieval/text"
)

// Kind is what a message is meant as.
type Kind string

// The kinds of intents. What stands in an Intent's Text and Number is said
// beside each.
const (
	Question     Kind = "question" // Text: the question
	Greeting     Kind = "greeting" // hello
	Thanks       Kind = "thanks"   // thank you, great
	Farewell     Kind = "farewell" // bye
	Grumble      Kind = "grumble"  // an insult, a complaint
	Wordless     Kind = "wordless" // emoji or punctuation only
	Empty        Kind = "empty"    // nothing at all
	Help         Kind = "help"     // what can you do
	More         Kind = "more"     // the next passage, page or titles
	WholeArticle Kind = "whole"    // the article just shown
	Article      Kind = "article"  // Number of a list, or Text: a title or key
	Pick         Kind = "pick"     // Number, typed bare; Text: as typed
	Articles     Kind = "articles" // Number: page from 1, or Text: words of titles
	Topic        Kind = "topic"    // Text: what to list the articles on, "" for what is spoken of
	Source       Kind = "source"   // where the article just shown stands
	Author       Kind = "author"   // who wrote it
	Date         Kind = "date"     // when it was published
	Gist         Kind = "gist"     // what it is about
	Back         Kind = "back"     // what was shown before
	Count        Kind = "count"    // how many articles there are
	Stop         Kind = "stop"     // say no more
	Person       Kind = "person"   // are you one
	Maker        Kind = "maker"    // who made you
	Link         Kind = "link"     // nothing but addresses
	Language     Kind = "language" // Text: "en", "vi", "auto", or "" to ask
	Follow       Kind = "follow"   // Text: the topic, or "" for the last question
	Following    Kind = "follows"  // what do I follow
	About        Kind = "about"    // who are you
	Privacy      Kind = "privacy"  // what do you keep
	Forget       Kind = "forget"   // delete what you keep of me
	Start        Kind = "start"    // Text: the deep link's payload
	Reload       Kind = "reload"   // Text: "", "dry" or "force"
	Status       Kind = "status"   // admins
	Gaps         Kind = "gaps"     // admins
	Rollback     Kind = "rollback" // admins
	Unknown      Kind = "unknown"  // Text: the command as typed
)

// Intent is what a message means. It depends on the message alone, never on
// what was said before.
type Intent struct {
	Kind   Kind
	Text   string
	Number int
	// Named is what the article is about that something is wished of, "" for the one
	// shown. Text is then the whole message.
	Named string
	// Nth is the number of the title that the message speaks of in the list shown last,
	// -1 for the last one, 0 for none.
	Nth int
	// Around is a question with words around it that may belong to it, "" where there
	// are none: Text is without them.
	Around string
	// Links are the addresses that the message has, parted by spaces.
	Links string
	// Language is that of the recognised words; "" where none were recognised.
	Language text.Language
}

// apostrophes are what stands inside of words and is no letter.
var apostrophes = strings.NewReplacer("'", "", "’", "", "ʼ", "", "\uFE0F", "")

// Words splits a message into its words as phrases are compared: in NFC
// and lower case, accents kept, apostrophes and everything else that is not a
// letter or digit gone.
func Words(said string) []string {
	said = apostrophes.Replace(said)
	fields := strings.FieldsFunc(said, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	})
	words := fields[:0]
	for _, f := range fields {
		if strings.ContainsFunc(f, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			words = append(words, text.Accented(f))
		}
	}
	return words
}
