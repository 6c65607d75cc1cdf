// Package session is what is remembered of a person in a chat, for ten minutes: what
// was asked and how it was read, what was shown last. A session is in the memory of
// a single process, or a document that replicas share, so that each can go on with
// what another began.
package session

import (
	"encoding/json"
	"time"

	"articlebot/bot"
	"articlebot/bot/followup"
	"articlebot/bot/reply"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Bounds of what is remembered of conversations.
const (
	// TTL is how long a session is remembered after its last message.
	TTL         = 10 * time.Minute
	maxSessions = 5_000
	// maxRemembered is how many of a person's last questions are remembered
	// with how they were read.
	maxRemembered = 5
)

// Shown is what a person saw last, and so what "more" continues.
type Shown int

// What may have been shown.
const (
	Nothing Shown = iota
	AnAnswer
	AnArticle
	AList
	ATopic // the articles on one
)

// Session is what is remembered of one person in one chat. A replica of another
// version of the program reads what it knows of it.
type Session struct {
	Last Shown `json:"last,omitempty"`
	// Questions are the last ones, newest last.
	Questions []Interpretation `json:"questions,omitempty"`
	// Index is the passage shown of the newest question.
	Index int `json:"index,omitempty"`
	// Article is the one shown last, and Page the page of it.
	Article retrieval.ArticleID `json:"article,omitempty"`
	Page    int                 `json:"page,omitempty"`
	// Titles is the list shown last, and First the number of its first entry.
	Titles []retrieval.ArticleID `json:"titles,omitempty"`
	First  int                   `json:"first,omitempty"`
	// Offered tells that the titles were shown after anything else: what is asked next
	// may be about one of them.
	Offered bool `json:"offered,omitempty"`
	// ListPage and Filter are the page of the list of articles shown last.
	ListPage int    `json:"list_page,omitempty"`
	Filter   string `json:"filter,omitempty"`
	// Spoken is the language spoken last.
	Spoken text.Language `json:"spoken,omitempty"`
}

// Interpretation is a question as typed and as it was searched.
type Interpretation struct {
	Message  string              `json:"message,omitempty"` // the platform's id, "" for a sample
	Typed    string              `json:"typed,omitempty"`
	Searched string              `json:"searched,omitempty"`
	Language text.Language       `json:"language,omitempty"` // of Searched
	Spoken   text.Language       `json:"spoken,omitempty"`   // by whoever asked: of Typed
	Scope    retrieval.ArticleID `json:"scope,omitempty"`    // the article it was searched in, "" for all
	Shown    retrieval.ArticleID `json:"shown,omitempty"`    // the one shown before it
	// Listed are those whose titles were shown before it.
	Listed  []retrieval.ArticleID `json:"listed,omitempty"`
	Origin  reply.PassageRef      `json:"origin,omitzero"`
	Names   []string              `json:"names,omitempty"`   // that it asked for, as followup.NamesOf tells them
	Topic   bool                  `json:"topic,omitempty"`   // the articles on it were listed
	Leaning bool                  `json:"leaning,omitempty"` // it means nothing by itself
	Hedged  bool                  `json:"hedged,omitempty"`  // its answer is never shown as confident
}

// Asked is the question as it was searched.
func (i Interpretation) Asked() followup.Asked {
	return followup.Asked{Text: i.Searched, Language: i.Language, Focus: followup.Focus{Scope: i.Scope, Shown: i.Shown, Listed: i.Listed}, Names: i.Names, Hedged: i.Hedged}
}

// Key names a person in a chat.
type Key struct {
	Who  bot.UserKey
	Chat bot.ChatKey
}

// Before returns the question that came before the given message: the newest,
// or for a message that was edited the one before its first form. Questions
// that mean nothing by themselves are passed over.
func (s Session) Before(message string) (Interpretation, bool) {
	for i := len(s.Questions) - 1; i >= 0; i-- {
		if q := s.Questions[i]; !q.Leaning && (message == "" || q.Message != message) {
			return q, true
		}
	}
	return Interpretation{}, false
}

// ShownTo returns the article that was shown last when a message was sent: for
// one that was edited not what its first form showed.
func (s Session) ShownTo(edited string) retrieval.ArticleID {
	for _, q := range s.Questions {
		if edited != "" && q.Message == edited {
			return q.Shown
		}
	}
	return s.Article
}

// ListedTo returns the articles whose titles were shown last when a message was sent,
// as ShownTo.
func (s Session) ListedTo(edited string) []retrieval.ArticleID {
	for _, q := range s.Questions {
		if edited != "" && q.Message == edited {
			return q.Listed
		}
	}
	if s.Offered {
		return s.Titles
	}
	return nil
}

// Current returns the newest question.
func (s Session) Current() (Interpretation, bool) {
	if len(s.Questions) == 0 {
		return Interpretation{}, false
	}
	return s.Questions[len(s.Questions)-1], true
}

// Find returns how a question was read when it was asked. Some platforms show
// the question as searched, so that is what comes back.
func (s Session) Find(typed string) (Interpretation, bool) {
	for i := len(s.Questions) - 1; i >= 0; i-- {
		if s.Questions[i].Typed == typed || s.Questions[i].Searched == typed {
			return s.Questions[i], true
		}
	}
	return Interpretation{}, false
}

// Note adds a question, in the place of an earlier form of the same message.
func (s *Session) Note(r Interpretation) {
	kept := make([]Interpretation, 0, maxRemembered)
	for _, old := range s.Questions {
		if r.Message == "" || old.Message != r.Message {
			kept = append(kept, old)
		}
	}
	if len(kept) == maxRemembered {
		kept = kept[1:]
	}
	kept = append(kept, r)
	s.Questions = kept
}

// encode never fails: all of it are words and numbers.
func encode(s Session) []byte {
	data, err := json.Marshal(s)
	if err != nil {
		return []byte("{}")
	}
	return data
}

// decode reads what encode made; ok is false for anything else.
func decode(data []byte) (s Session, ok bool) {
	if len(data) == 0 || json.Unmarshal(data, &s) != nil {
		return Session{}, false
	}
	return s, true
}
