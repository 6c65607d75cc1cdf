package page

import (
	"time"

	"articlebot/retrieval/text"
)

// Words are the few words that the pages add to what the conversation says.
type Words struct {
	Language text.Language
	// Other is the other language, by its own name.
	Other         text.Language
	OtherName     string
	AskThePaper   string // heading and launcher where the paper has no name
	Ask           string // before the paper's name
	Skip          string
	Talk          string // names the conversation for those who hear it
	YouAsked      string
	YourQuestion  string
	Example       string // stands in the empty question box
	Send          string
	NewTalk       string
	Privacy       string
	More, Back    string // passages
	Next, Before  string // pages of an article, of a list
	Whole         string
	Good, Bad     string
	OnTheSite     string
	AlsoIn        string
	AskOfThis     string
	Caption       string
	InBrief       string
	BriefOnly     string
	Samples       string // the articles are the built-in ones
	SamplesHow    string
	Over          string // the conversation is gone
	NotFound      string
	NoSuchArticle string
	Wait          string // too many requests
	Busy          string
	Broken        string // something failed; the reference follows
	Unreadable    string // a request that is none of ours
	Close         string
}

// WordsFor returns the words of a language, English for any but ours.
func WordsFor(l text.Language) *Words {
	if l == text.Vietnamese {
		return &vietnamese
	}
	return &english
}

// Date writes a day: "3 January 2026", "3/1/2026".
func (w *Words) Date(t time.Time) string {
	if w.Language == text.Vietnamese {
		return t.Format("2/1/2006")
	}
	return t.Format("2 January 2006")
}

// Heading is what the chat is called for a paper, "" for one without a name.
func (w *Words) Heading(paper string) string {
	if paper == "" {
		return w.AskThePaper
	}
	return w.Ask + " " + paper
}

var english = Words{
	Language: text.English, Other: text.Vietnamese, OtherName: "Tiếng Việt",
	AskThePaper: "Ask the newspaper", Ask: "Ask",
	Skip: "Skip to the question box", Talk: "Conversation", YouAsked: "You asked:",
	YourQuestion: "Your question", Example: "Ask about the articles", Send: "Ask",
	NewTalk: "Start again", Privacy: "Privacy",
	More: "More", Back: "Back", Next: "Next page", Before: "Previous page", Whole: "Whole article",
	Good: "This answer helped", Bad: "This answer did not help",
	OnTheSite: "On the newspaper’s site", AlsoIn: "Also in:", AskOfThis: "Ask about this article",
	Caption: "Photo caption", InBrief: "In brief", BriefOnly: "Only these lines of the article are known.",
	Samples:       "These are the built-in sample articles.",
	SamplesHow:    "articlebot init sets up your own; or set ARTICLEBOT_ARTICLES to their folder or feed, and start again.",
	Over:          "That conversation is over: it is kept for a few minutes only. Ask again to begin a new one.",
	NotFound:      "There is nothing at this address.",
	NoSuchArticle: "This article is not among those that are known here. It may have been withdrawn.",
	Wait:          "One moment: please ask again in a little while.",
	Busy:          "Many people are asking right now. Please try again in a moment.",
	Broken:        "Something went wrong on our side. Reference:",
	Unreadable:    "This request cannot be read.",
	Close:         "Close",
}

var vietnamese = Words{
	Language: text.Vietnamese, Other: text.English, OtherName: "English",
	AskThePaper: "Hỏi tòa soạn", Ask: "Hỏi",
	Skip: "Đến ô đặt câu hỏi", Talk: "Cuộc trò chuyện", YouAsked: "Bạn hỏi:",
	YourQuestion: "Câu hỏi của bạn", Example: "Hỏi về các bài báo", Send: "Hỏi",
	NewTalk: "Bắt đầu lại", Privacy: "Quyền riêng tư",
	More: "Xem thêm", Back: "Trở lại", Next: "Trang sau", Before: "Trang trước", Whole: "Cả bài",
	Good: "Câu trả lời này có ích", Bad: "Câu trả lời này chưa giúp được",
	OnTheSite: "Trên trang của báo", AlsoIn: "Cũng có trong:", AskOfThis: "Hỏi về bài báo này",
	Caption: "Chú thích ảnh", InBrief: "Tin vắn", BriefOnly: "Chỉ biết mấy dòng này của bài báo.",
	Samples:       "Đây là các bài báo mẫu có sẵn.",
	SamplesHow:    "articlebot init thiết lập bài báo của bạn; hoặc đặt ARTICLEBOT_ARTICLES là thư mục hay địa chỉ feed, rồi chạy lại.",
	Over:          "Cuộc trò chuyện ấy đã kết thúc: nó chỉ được giữ trong ít phút. Bạn hãy hỏi lại để bắt đầu cuộc mới.",
	NotFound:      "Không có gì ở địa chỉ này.",
	NoSuchArticle: "Bài báo này không có trong các bài được biết ở đây. Có thể bài đã được gỡ.",
	Wait:          "Chờ một chút: bạn hãy hỏi lại sau ít phút.",
	Busy:          "Đang có nhiều người hỏi. Bạn thử lại sau giây lát.",
	Broken:        "Phía chúng tôi gặp trục trặc. Mã:",
	Unreadable:    "Không đọc được yêu cầu này.",
	Close:         "Đóng",
}
