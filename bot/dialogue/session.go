package dialogue

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
	sessionTTL  = 10 * time.Minute
	maxSessions = 5_000
	// maxRemembered is how many of a person's last questions are remembered
	// with how they were read.
	maxRemembered = 5
)

// shown is what a person saw last, and so what "more" continues.
type shown int

const (
	nothing shown = iota
	anAnswer
	anArticle
	aList
)

// session is what is remembered of one person in one chat.
type session struct {
	last shown
	// questions are the last ones, newest last.
	questions []interpretation
	// index is the passage shown of the newest question.
	index int
	// article is the one shown last, and page the page of it.
	article retrieval.ArticleID
	page    int
	// titles is the list shown last, and first the number of its first entry.
	titles []retrieval.ArticleID
	first  int
	// listPage and filter are the page of the list of articles shown last.
	listPage int
	filter   string
	// spoken is the language spoken last.
	spoken text.Language
}

// interpretation is a question as typed and as it was searched.
type interpretation struct {
	message  string // the platform's id, "" for a sample
	typed    string
	searched string
	language text.Language       // of searched
	spoken   text.Language       // by whoever asked: of typed
	scope    retrieval.ArticleID // the article it was searched in, "" for all
	shown    retrieval.ArticleID // the one shown before it
	origin   reply.PassageRef
	names    []string // that it asked for, as followup.NamesOf tells them
	leaning  bool     // it means nothing by itself
	hedged   bool     // its answer is never shown as confident
}

// asked is the question as it was searched.
func (i interpretation) asked() followup.Asked {
	return followup.Asked{Text: i.searched, Language: i.language, Focus: followup.Focus{Scope: i.scope, Shown: i.shown}, Names: i.names, Hedged: i.hedged}
}

// sessionKey names a person in a chat.
type sessionKey struct {
	who  bot.UserKey
	chat bot.ChatKey
}

// before returns the question that came before the given message: the newest,
// or for a message that was edited the one before its first form. Questions
// that mean nothing by themselves are passed over.
func (s session) before(message string) (interpretation, bool) {
	for i := len(s.questions) - 1; i >= 0; i-- {
		if q := s.questions[i]; !q.leaning && (message == "" || q.message != message) {
			return q, true
		}
	}
	return interpretation{}, false
}

// shownTo returns the article that was shown last when a message was sent: for
// one that was edited not what its first form showed.
func (s session) shownTo(edited string) retrieval.ArticleID {
	for _, q := range s.questions {
		if edited != "" && q.message == edited {
			return q.shown
		}
	}
	return s.article
}

// current returns the newest question.
func (s session) current() (interpretation, bool) {
	if len(s.questions) == 0 {
		return interpretation{}, false
	}
	return s.questions[len(s.questions)-1], true
}

// find returns how a question was read when it was asked. Some platforms show
// the question as searched, so that is what comes back.
func (s session) find(typed string) (interpretation, bool) {
	for i := len(s.questions) - 1; i >= 0; i-- {
		if s.questions[i].typed == typed || s.questions[i].searched == typed {
			return s.questions[i], true
		}
	}
	return interpretation{}, false
}

// note adds a question, in the place of an earlier form of the same message.
func (s *session) note(r interpretation) {
	kept := make([]interpretation, 0, maxRemembered)
	for _, old := range s.questions {
		if r.message == "" || old.message != r.message {
			kept = append(kept, old)
		}
	}
	if len(kept) == maxRemembered {
		kept = kept[1:]
	}
	kept = append(kept, r)
	s.questions = kept
}

// keptSession is a session as it is written down. A replica of another version
// of the program reads what it knows of it.
type keptSession struct {
	Last      shown                 `json:"last,omitempty"`
	Questions []keptQuestion        `json:"questions,omitempty"`
	Index     int                   `json:"index,omitempty"`
	Article   retrieval.ArticleID   `json:"article,omitempty"`
	Page      int                   `json:"page,omitempty"`
	Titles    []retrieval.ArticleID `json:"titles,omitempty"`
	First     int                   `json:"first,omitempty"`
	ListPage  int                   `json:"list_page,omitempty"`
	Filter    string                `json:"filter,omitempty"`
	Spoken    text.Language         `json:"spoken,omitempty"`
}

// keptQuestion is an interpretation as it is written down.
type keptQuestion struct {
	Message  string              `json:"message,omitempty"`
	Typed    string              `json:"typed,omitempty"`
	Searched string              `json:"searched,omitempty"`
	Language text.Language       `json:"language,omitempty"`
	Spoken   text.Language       `json:"spoken,omitempty"`
	Scope    retrieval.ArticleID `json:"scope,omitempty"`
	Shown    retrieval.ArticleID `json:"shown,omitempty"`
	Origin   reply.PassageRef    `json:"origin,omitzero"`
	Names    []string            `json:"names,omitempty"`
	Leaning  bool                `json:"leaning,omitempty"`
	Hedged   bool                `json:"hedged,omitempty"`
}

// encodeSession never fails: all of it are words and numbers.
func encodeSession(s session) []byte {
	k := keptSession{
		Last: s.last, Index: s.index, Article: s.article, Page: s.page, Titles: s.titles, First: s.first, ListPage: s.listPage, Filter: s.filter, Spoken: s.spoken,
	}
	for _, q := range s.questions {
		k.Questions = append(k.Questions, keptQuestion{
			q.message, q.typed, q.searched, q.language, q.spoken, q.scope, q.shown, q.origin, q.names, q.leaning, q.hedged,
		})
	}
	data, err := json.Marshal(k)
	if err != nil {
		return []byte("{}")
	}
	return data
}

// decodeSession reads what encodeSession made; ok is false for anything else.
func decodeSession(data []byte) (s session, ok bool) {
	var k keptSession
	if len(data) == 0 || json.Unmarshal(data, &k) != nil {
		return s, false
	}
	s = session{
		last: k.Last, index: k.Index, article: k.Article, page: k.Page, titles: k.Titles, first: k.First, listPage: k.ListPage, filter: k.Filter, spoken: k.Spoken,
	}
	for _, q := range k.Questions {
		s.questions = append(s.questions, interpretation{
			q.Message, q.Typed, q.Searched, q.Language, q.Spoken, q.Scope, q.Shown, q.Origin, q.Names, q.Leaning, q.Hedged,
		})
	}
	return s, true
}
