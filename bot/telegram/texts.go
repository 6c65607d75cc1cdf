package telegram

import (
	"strings"

	"articlebot/bot"
	"articlebot/retrieval/text"
)

// texts are the few sentences that belong to Telegram alone. Everything that
// is said in the conversation comes from package bot.
type texts struct {
	description string // shown before the first message, at most 512 characters
	short       string // shown in the profile, at most 120
	askInChat   string // the button above inline results
	openArticle string // the button under an inline result
	busy        string
	broken      string // with the reference
	interrupted string
}

var english = texts{
	description: "Ask what the paper has written. I answer with the paper’s own words, show which article they are from, and say so when the articles do not say.\n\nJust type your question.",
	short:       "Answers questions with the paper’s own words, and says where they are from.",
	askInChat:   "Ask me in a chat of our own",
	openArticle: "Whole article",
	busy:        "Many people are asking right now. Try again in a minute.",
	broken:      "Something went wrong on our side (ref %s).",
	interrupted: "I was interrupted before this could be answered. Please ask again.",
}

var vietnamese = texts{
	description: "Hỏi những gì báo đã viết. Tôi trả lời bằng chính lời của bài báo, cho biết trích từ bài nào, và nói rõ khi các bài báo không nhắc đến.\n\nBạn chỉ cần gõ câu hỏi.",
	short:       "Trả lời câu hỏi bằng chính lời của bài báo và cho biết trích từ bài nào.",
	askInChat:   "Hỏi trong cuộc trò chuyện riêng",
	openArticle: "Xem cả bài",
	busy:        "Đang có nhiều người hỏi. Bạn thử lại sau một phút nhé.",
	broken:      "Phía chúng tôi gặp sự cố (mã %s).",
	interrupted: "Tôi bị gián đoạn trước khi kịp trả lời câu này. Bạn vui lòng hỏi lại nhé.",
}

// textsFor returns the texts for a message: in the language it is written in,
// else in the one that the platform knows of the person.
func textsFor(m bot.Message) texts {
	switch text.Detect(m.Text) {
	case text.Vietnamese:
		return vietnamese
	case text.English:
		return english
	}
	return textsIn(m.Locale)
}

func textsIn(locale string) texts {
	if strings.HasPrefix(strings.ToLower(locale), "vi") {
		return vietnamese
	}
	return english
}
