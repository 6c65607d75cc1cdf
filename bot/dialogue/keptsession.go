package dialogue

import (
	"encoding/json"

	"articlebot/bot/reply"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

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
