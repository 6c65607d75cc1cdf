package render

import "articlebot/retrieval/text"

// words are the few that Discord's way of showing things needs besides the
// conversation's own.
type words struct {
	index  string // before the generation in the footer
	choose string // the placeholder of a list
}

var (
	english    = words{index: "index", choose: "Choose an article"}
	vietnamese = words{index: "chỉ mục", choose: "Chọn một bài"}
)

func wordsOf(lang text.Language) words {
	if lang == text.Vietnamese {
		return vietnamese
	}
	return english
}
