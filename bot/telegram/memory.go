package telegram

import "sync"

// maxAnswers bounds the questions whose answers can still be edited.
const maxAnswers = 5000

// memory knows which messages answer which question, so that an edited
// question edits its answer. It is safe for concurrent use.
type memory struct {
	mu      sync.Mutex
	answers map[slot]*answered
	order   []slot // oldest first
	journal *journal
}

// answered is what is remembered of one question.
type answered struct {
	ids []int64
	// said is a hash of the question's text, 0 if not known: many edits do not
	// touch the text.
	said uint64
}

func newMemory(j *journal) *memory {
	return &memory{answers: map[slot]*answered{}, journal: j}
}

// answer returns the messages that answer the question, nil if none is known.
func (m *memory) answer(s slot) []int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	if a := m.answers[s]; a != nil {
		return a.ids
	}
	return nil
}

// answered keeps the messages that answer the question, and writes them down.
func (m *memory) answered(s slot, ids []int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.entry(s).ids = ids
	m.journal.write(record{Chat: s.chat, Question: s.message, Answer: ids})
}

// restore keeps what an earlier process wrote down.
func (m *memory) restore(s slot, ids []int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.entry(s).ids = ids
}

// hears keeps the hash of a question's text. It tells whether the question was
// known before, and whether its text is another now.
func (m *memory) hears(s slot, hash uint64) (known, changed bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, known = m.answers[s]
	a := m.entry(s)
	changed = a.said != hash
	a.said = hash
	return known, changed
}

func (m *memory) entry(s slot) *answered {
	a := m.answers[s]
	if a == nil {
		if len(m.order) >= maxAnswers {
			delete(m.answers, m.order[0])
			m.order = m.order[1:]
		}
		a = &answered{}
		m.answers[s] = a
		m.order = append(m.order, s)
	}
	return a
}
