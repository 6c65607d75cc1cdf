package intent

import (
	"strconv"
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
	Topic        Kind = "topic"    // Text: what to list the articles on
	Language     Kind = "language" // Text: "en", "vi", "auto", or "" to ask
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
	// Language is that of the recognised words; "" where none were recognised.
	Language text.Language
}

// MaxPick is the highest number that is read as a choice from a list.
const MaxPick = 999

// Parse reads a command, or free text if command is "". Free text is
// only taken for something else than a question when all of it is a known
// phrase, so that "more rice was sent where" stays a question.
func Parse(command, said string) Intent {
	said = text.Clean(said)
	if command == "" && strings.HasPrefix(said, "/") && len(said) > 1 {
		command, said = splitCommand(said)
	}
	if command == "" {
		return parseFree(said)
	}
	c, lang, ok := lookUpCommand(command)
	if !ok {
		return Intent{Kind: Unknown, Text: command}
	}
	in := c.parse(said)
	if in.Language == "" && in.Kind != Question {
		in.Language = lang
	}
	return in
}

// splitCommand parts "/ask@somebot what is new" into "ask" and the rest.
func splitCommand(said string) (command, rest string) {
	word, rest, _ := strings.Cut(said[1:], " ")
	word, _, _ = strings.Cut(word, "@")
	return strings.ToLower(word), rest
}

func parseFree(said string) Intent {
	if said == "" {
		return Intent{Kind: Empty}
	}
	words := Words(said)
	if len(words) == 0 {
		return Intent{Kind: feeling(said)}
	}
	if len(words) > maxPhraseWords {
		return Intent{Kind: Question, Text: withoutCourtesies(said)}
	}
	if in, ok := matchPhrase(words); ok {
		return in
	}
	if in, ok := matchTopic(said, words); ok {
		return in
	}
	if in, ok := matchNumber(words); ok {
		if in.Kind == Pick {
			in.Text = said
		}
		return in
	}
	return Intent{Kind: Question, Text: withoutCourtesies(said)}
}

// QuestionOf is the question of a message, as it was searched for unless it
// leaned on another.
func QuestionOf(said string) string {
	said = text.Clean(said)
	if in := parseFree(said); in.Kind == Question {
		return in.Text
	}
	return said
}

// feeling reads a message without letters or digits.
func feeling(said string) Kind {
	switch {
	case strings.ContainsAny(said, "👋🤝🙋🖐"):
		return Greeting
	case strings.ContainsAny(said, "🙏👍❤💖😊👏🥰😍💯🎉"):
		return Thanks
	case strings.ContainsAny(said, "👎😡🤬😠🖕"):
		return Grumble
	case strings.Trim(said, "?？!¿ ") == "" && strings.ContainsAny(said, "?？¿"):
		return Help
	}
	return Wordless
}

// Words splits a message into its words as phrases are compared: in NFC
// and lower case, accents kept, apostrophes and everything else that is not a
// letter or digit gone.
func Words(said string) []string {
	said = strings.NewReplacer("'", "", "’", "", "ʼ", "", "\uFE0F", "").Replace(said)
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

// matchNumber reads "3", "no. 3", "article 3", "bài số 3", "the second one".
func matchNumber(words []string) (Intent, bool) {
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = text.Fold(w)
	}
	n, before, after := findNumber(folded)
	if n == 0 || !numberTails[strings.Join(after, " ")] {
		return Intent{}, false
	}
	lead, ok := numberLeads[strings.Join(before, " ")]
	if !ok {
		return Intent{}, false
	}
	return Intent{Kind: lead.kind, Number: n, Language: lead.lang}, true
}

// findNumber returns the only number among the words, from 1 to MaxPick, and
// the words around it; 0 if there is none.
func findNumber(words []string) (n int, before, after []string) {
	for i, w := range words {
		v := numberWord(w, i > 0)
		if v >= 1 && v <= MaxPick && !strings.HasPrefix(w, "0") {
			return v, words[:i], words[i+1:]
		}
	}
	return 0, nil, nil
}

func numberWord(w string, led bool) int {
	if v, ok := ordinals[w]; ok {
		return v
	}
	if v, ok := vietnameseOrdinals[w]; ok && led {
		return v
	}
	v, _ := strconv.Atoi(w)
	return v
}
