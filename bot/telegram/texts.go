package telegram

import (
	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// texts are the few sentences that belong to Telegram alone. Everything that
// is said in the conversation comes from there, and from package locale.
type texts struct {
	description string // shown before the first message, at most 512 characters
	short       string // shown in the profile, at most 120
	askInChat   string // the button above inline results
	openArticle string // the button under an inline result
	interrupted string
	// greeting is the first message in a group, howToAsk how the bot is spoken to
	// there. {bot} stands for its name.
	greeting, howToAsk string
}

var english = texts{
	description: "Ask what the paper has written. I answer with the paper’s own words, show which article they are from, and say so when the articles do not say.\n\nJust type your question.",
	short:       "Answers questions with the paper’s own words, and says where they are from.",
	askInChat:   "Ask me in a chat of our own",
	openArticle: "Whole article",
	greeting:    "Hello! I answer questions with the paper’s own words.",
	howToAsk:    "In this group, write /ask and your question, mention @{bot}, or reply to one of my answers.",
	interrupted: "I was interrupted before this could be answered. Please ask again.",
}

var vietnamese = texts{
	description: "Hỏi những gì báo đã viết. Tôi trả lời bằng chính lời của bài báo, cho biết trích từ bài nào, và nói rõ khi các bài báo không nhắc đến.\n\nBạn chỉ cần gõ câu hỏi.",
	short:       "Trả lời câu hỏi bằng chính lời của bài báo và cho biết trích từ bài nào.",
	askInChat:   "Hỏi trong cuộc trò chuyện riêng",
	openArticle: "Xem cả bài",
	greeting:    "Xin chào! Tôi trả lời câu hỏi bằng chính lời của bài báo.",
	howToAsk:    "Trong nhóm này, hãy gõ /ask kèm câu hỏi, nhắc đến @{bot}, hoặc trả lời tin nhắn của tôi.",
	interrupted: "Tôi bị gián đoạn trước khi kịp trả lời câu này. Bạn vui lòng hỏi lại nhé.",
}

// textsIn returns the sentences of a language.
func textsIn(lang text.Language) texts {
	if lang == text.Vietnamese {
		return vietnamese
	}
	return english
}

// languageOf is the language in which to speak to whoever wrote a message: the
// one it is written in, else the one that the platform knows of the person.
func languageOf(m bot.Message) text.Language {
	if lang := text.Detect(m.Text); lang == text.Vietnamese || lang == text.English {
		return lang
	}
	return locale.FromTag(m.Locale)
}
