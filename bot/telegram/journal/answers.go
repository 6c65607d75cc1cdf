package journal

import (
	"sync"
	"time"

	"articlebot/bot/internal/lru"
)

// maxAnswers bounds the questions whose answers can still be edited.
const maxAnswers = 5000

// noClock is the time in a map that only its size bounds.
var noClock time.Time

// AnswerIndex knows which messages answer which question, so that an edited
// question edits its answer. It is safe for concurrent use.
type AnswerIndex struct {
	mu      sync.Mutex
	answers *lru.Map[Slot, *answered]
	journal *Journal
}

// answered is what is remembered of one question.
type answered struct {
	ids []int64
	// said is a hash of the question's text, 0 if not known: many edits do not
	// touch the text.
	said uint64
}

// NewAnswerIndex returns an index that writes down what it learns.
func NewAnswerIndex(j *Journal) *AnswerIndex {
	return &AnswerIndex{answers: lru.New[Slot, *answered](maxAnswers, 0), journal: j}
}

// Answer returns the messages that answer the question, nil if none is known.
func (m *AnswerIndex) Answer(s Slot) []int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	if a, ok := m.answers.Get(s, noClock); ok {
		return a.ids
	}
	return nil
}

// Answered keeps the messages that answer the question, and writes them down.
func (m *AnswerIndex) Answered(s Slot, ids []int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.entry(s).ids = ids
	m.journal.Write(Record{Chat: s.Chat, Question: s.Message, Answer: ids})
}

// Restore keeps what an earlier process wrote down.
func (m *AnswerIndex) Restore(s Slot, ids []int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.entry(s).ids = ids
}

// RecordText keeps the hash of a question's text. It tells whether the question was
// known before, and whether its text is another now.
func (m *AnswerIndex) RecordText(s Slot, hash uint64) (known, changed bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, known = m.answers.Get(s, noClock)
	a := m.entry(s)
	changed = a.said != hash
	a.said = hash
	return known, changed
}

// Recall keeps what another process knows of a question.
func (m *AnswerIndex) Recall(s Slot, ids []int64, said uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a := m.entry(s)
	a.ids, a.said = ids, said
}

// Said returns the hash of a question's text, 0 if it is not known.
func (m *AnswerIndex) Said(s Slot) uint64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	if a, ok := m.answers.Get(s, noClock); ok {
		return a.said
	}
	return 0
}

func (m *AnswerIndex) entry(s Slot) *answered {
	a, ok := m.answers.Get(s, noClock)
	if !ok {
		a = &answered{}
		m.answers.Put(s, a, noClock)
	}
	return a
}
