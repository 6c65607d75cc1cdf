package discord

import (
	"strings"
	"time"

	"articlebot/bot/internal/reference"
	"articlebot/bot/locale"
	"articlebot/bot/state"
	"articlebot/retrieval/text"
)

// texts are the sentences about Discord itself. Everything about articles is
// said by the conversation.
type texts struct {
	done                             string
	onlyServers, notAllowed, tooMany string
	notManaged                       string
	where                            string // {channels} stands for their mentions
	everywhere, channels, forums     string
	forumsOff                        string
	open, private                    string
	language, anyLanguage            string
	greeting, howToAsk, withheld     string // {bot} stands for the bot's name
	askMore, yourQuestion            string // under an answer, and in the form that it opens
	languages                        map[text.Language]string
}

var englishTexts = texts{
	done:         "Done.",
	onlyServers:  "These settings belong to a server. Please use the command there.",
	notAllowed:   "Only people who may manage the server can see and change these settings.",
	notManaged:   "Only people who may manage this channel or its messages can have news told in it.",
	tooMany:      "That is too many channels. Please remove one first.",
	where:        "-# Only you can see this. In the open I answer in {channels}.",
	everywhere:   "Channels: all",
	channels:     "Channels: {channels}, and their threads",
	forums:       "New posts answered in: {channels}",
	forumsOff:    "The forums wait until the message content setting of the bot is switched on.",
	open:         "Answers: everybody sees them, unless the asker wants otherwise",
	private:      "Answers: only the asker sees them, unless the asker wants otherwise",
	language:     "Language: {language}, for people whose own I do not speak",
	anyLanguage:  "Language: each person’s own",
	greeting:     "Hello! I answer questions with the paper’s own words.",
	howToAsk:     "In this server, use /ask, mention @{bot}, or reply to one of my answers.",
	withheld:     "Discord does not show me what you wrote. To go on, press “Ask more” under the answer, use /ask, or mention me by name.",
	askMore:      "Ask more",
	yourQuestion: "Your question",
	languages:    map[text.Language]string{text.English: "English", text.Vietnamese: "Vietnamese"},
}

var vietnameseTexts = texts{
	done:         "Xong.",
	onlyServers:  "Đây là thiết lập của máy chủ. Xin dùng lệnh này trong máy chủ.",
	notAllowed:   "Chỉ người có quyền quản lý máy chủ mới xem và đổi được các thiết lập này.",
	notManaged:   "Chỉ người có quyền quản lý kênh này hoặc tin nhắn trong kênh mới cho báo tin ở đây được.",
	tooMany:      "Quá nhiều kênh. Xin bỏ bớt một kênh trước.",
	where:        "-# Chỉ bạn thấy tin này. Tôi trả lời công khai ở {channels}.",
	everywhere:   "Kênh: tất cả",
	channels:     "Kênh: {channels}, cùng các chủ đề trong đó",
	forums:       "Tự trả lời bài mới ở: {channels}",
	forumsOff:    "Các diễn đàn sẽ chờ đến khi bot được bật quyền đọc nội dung tin nhắn.",
	open:         "Câu trả lời: mọi người đều thấy, trừ khi người hỏi chọn khác",
	private:      "Câu trả lời: chỉ người hỏi thấy, trừ khi người hỏi chọn khác",
	language:     "Ngôn ngữ: {language}, cho người dùng thứ tiếng tôi không nói",
	anyLanguage:  "Ngôn ngữ: theo từng người",
	greeting:     "Xin chào! Tôi trả lời câu hỏi bằng chính lời của bài báo.",
	howToAsk:     "Trong máy chủ này, hãy dùng /ask, nhắc đến @{bot}, hoặc trả lời tin nhắn của tôi.",
	withheld:     "Discord không cho tôi thấy nội dung bạn vừa viết. Để hỏi tiếp, bấm “Hỏi thêm” dưới câu trả lời, dùng /ask, hoặc nhắc đến tên tôi.",
	askMore:      "Hỏi thêm",
	yourQuestion: "Câu hỏi của bạn",
	languages:    map[text.Language]string{text.English: "tiếng Anh", text.Vietnamese: "tiếng Việt"},
}

// textsOf returns the sentences in the language of a tag, English if it is
// neither.
func textsOf(tag string) *texts {
	if lang, _, _ := strings.Cut(strings.ToLower(tag), "-"); lang == string(text.Vietnamese) {
		return &vietnameseTexts
	}
	return &englishTexts
}

// maxMentions bounds the channels that one sentence names.
const maxMentions = 10

// channelList names channels so that a press leads there. It pings nobody.
func channelList(ids []string) string {
	more := ""
	if len(ids) > maxMentions {
		ids, more = ids[:maxMentions], " …"
	}
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = "<#" + id + ">"
	}
	return strings.Join(list, " ") + more
}

// elsewhere tells where the bot answers in the open.
func (t *texts) elsewhere(channels []string) string {
	return strings.ReplaceAll(t.where, "{channels}", channelList(channels))
}

// describe lists a server's settings.
func (t *texts) describe(s state.Settings, content bool) string {
	lines := []string{t.everywhere, t.open, t.anyLanguage}
	if len(s.Channels) > 0 {
		lines[0] = strings.ReplaceAll(t.channels, "{channels}", channelList(s.Channels))
	}
	if s.Private {
		lines[1] = t.private
	}
	if s.Language != "" {
		lines[2] = strings.ReplaceAll(t.language, "{language}", t.languages[s.Language])
	}
	if len(s.Forums) > 0 {
		lines = append(lines, strings.ReplaceAll(t.forums, "{channels}", channelList(s.Forums)))
		if !content {
			lines = append(lines, t.forumsOff)
		}
	}
	return strings.Join(lines, "\n")
}

// tryAgainAfter is when people are asked to try again where too much is asked at
// once.
const tryAgainAfter = 5 * time.Second

// ourFault says, in the language of a tag, that something went wrong on our side.
// The log gets the same reference, with what it concerns.
func (a *Adapter) ourFault(tag string, about ...any) string {
	ref := reference.New()
	a.log.Error("discord got no answer from us", append([]any{"ref", ref}, about...)...)
	return locale.Of(locale.FromTag(tag)).OurFault(ref)
}

// tooBusy says that too many are asking.
func tooBusy(tag string) string { return locale.Of(locale.FromTag(tag)).TooBusy(tryAgainAfter) }

// slowDown asks a person who asks too quickly for patience.
func slowDown(tag string) string {
	t := locale.Of(locale.FromTag(tag))
	return t.SlowDown.With("wait", t.Wait(tryAgainAfter))
}
