package parse

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/text"
)

// Lines that belong to a page and not to its article. Structure decides first
// (a list of articles, a counter of characters, what stands between the
// comment form and the end); these words only for a whole line.
var (
	commentHeads = phrases(`comment|comments|leave a comment|post a comment|write a comment|add a comment|your comment|reader comments|
		no comments|join the discussion|bình luận|ý kiến|ý kiến bạn đọc|ý kiến của bạn|gửi bình luận|viết bình luận|bình luận bài viết|bạn đọc bình luận|phản hồi`)
	listHeads = phrases(`recent news|related news|latest news|other news|more news|news in brief|recent articles|related articles|latest articles|
		more articles|related|related stories|more stories|read more|read also|see also|see more|most read|most viewed|trending|you may also like|recommended|
		tin mới|tin mới nhất|tin liên quan|tin khác|các tin khác|tin cùng chuyên mục|cùng chuyên mục|bài liên quan|bài viết liên quan|bài viết khác|
		bài mới|đọc thêm|xem thêm|xem nhiều|đọc nhiều|tin đọc nhiều|tin nổi bật|có thể bạn quan tâm|tin tức liên quan|mới cập nhật|tin cũ hơn|tin mới hơn`)
	controls = phrases(`share|share this|share this article|print|print this page|email|e-mail|send|submit|cancel|reply|like|save|copy link|copy|facebook|twitter|
		x|zalo|youtube|telegram|home|home page|login|log in|sign in|sign up|register|subscribe|search|menu|skip to content|back to top|top|advertisement|ads|
		follow us|all rights reserved|photo|photos|image|video|caption|chia sẻ|chia sẻ bài viết|in|in bài|in bài viết|in trang|gửi|gửi đi|gửi email|hủy|trả lời|thích|lưu|lưu bài|sao chép liên kết|
		trang chủ|đăng nhập|đăng ký|đăng xuất|tìm kiếm|về đầu trang|lên đầu trang|quảng cáo|theo dõi|theo dõi chúng tôi|nghe bài viết|nghe đọc bài|cỡ chữ|e-magazine|ảnh|hình ảnh`)
)

// phrases makes a set of the folded phrases of a list separated by bars.
func phrases(list string) map[string]bool {
	set := make(map[string]bool)
	for p := range strings.SplitSeq(list, "|") {
		set[text.Fold(strings.TrimSpace(p))] = true
	}
	return set
}

// phrase is the form in which a line is looked up: folded, without the
// numbers, marks and brackets around it ("Comments (12):" → "comments").
func phrase(s string) string {
	return text.Fold(strings.Trim(s, " :：()[]0123456789.…+>»›-–|/"))
}

// maxPhrase is the length in bytes of the longest line that is looked up.
const maxPhrase = 96

func inSet(set map[string]bool, s string) bool { return len(s) <= maxPhrase && set[phrase(s)] }

func isCommentHead(s string) bool { return inSet(commentHeads, s) }
func isListHeading(s string) bool { return inSet(listHeads, s) }
func isControl(s string) bool     { return inSet(controls, s) }

var (
	// counter is the count of characters of a comment form: "500/500".
	counter = regexp.MustCompile(`(?:^|\s|\()(\d{2,6})\s*/\s*(\d{2,6})(?:\s|\)|$|[.,!])`)
	// characters is the word that a comment form counts.
	characters = regexp.MustCompile(`(?i)\b(?:characters?|chars)\b|ký tự|kí tự`)
	// bareAddress is a line that is nothing but the address of a page.
	bareAddress = regexp.MustCompile(`(?i)^(?:https?://|www\.)\S+$`)
	// labelled are lines that list tags or point elsewhere.
	labelled = regexp.MustCompile(`(?i)^(?:tags?|keywords?|topics?|từ khóa|từ khoá|chủ đề|read more|read also|see also|related|more|đọc thêm|xem thêm|mời đọc thêm|tin liên quan)\s*[:：]|^>>|^›››?\s`)
)

// maxFormLine is the length of a line of a comment form in characters.
const maxFormLine = 90

func short(s string) bool { return utf8.RuneCountInString(s) <= maxFormLine }

// isForm tells a line of a comment form by its structure: a counter of
// characters, or a shouted request about them.
func isForm(s string) bool {
	if !short(s) {
		return false
	}
	if m := countIn(s); m != nil && (m[1] == m[2] || characters.MatchString(s)) {
		return true
	}
	return strings.HasSuffix(s, "!!!") || strings.HasSuffix(s, "!") && characters.MatchString(s)
}

func countIn(s string) []string {
	if !strings.Contains(s, "/") {
		return nil
	}
	return counter.FindStringSubmatch(s)
}

// isFurniture tells a line that is no part of an article wherever it stands.
func isFurniture(s string) bool {
	if len(s) <= maxPhrase {
		if p := phrase(s); commentHeads[p] || listHeads[p] || controls[p] {
			return true
		}
	}
	return isForm(s) || bareAddress.MatchString(s) || strings.ContainsAny(s, ":：>›") && labelled.MatchString(s) && utf8.RuneCountInString(s) <= 3*maxFormLine
}

// dropFurniture blanks the lines that are no part of an article. After the
// head of a comment form, every short line belongs to the form as long as
// nothing but furniture, lists and the end of the page follows. Where the form
// itself follows its head below the article, so do the readers' comments, and
// all is dropped up to the next list.
func dropFurniture(lines []line) []line {
	out := make([]line, len(lines))
	copy(out, lines)
	followed := textFollows(lines)
	form, comments, read := false, false, 0
	for i, l := range out {
		switch {
		case l.aside:
			form, comments = false, false
		case l.text == "":
		case comments:
			out[i] = line{indent: l.indent}
		case isFurniture(l.text):
			form = form || isCommentHead(l.text) || isForm(l.text)
			comments = read >= minArticle && isCommentHead(l.text) && formFollows(lines[i+1:])
			out[i] = line{indent: l.indent}
		case form && short(l.text) && !followed[i]:
			out[i] = line{indent: l.indent}
		case form && !short(l.text):
			form = false
		}
		if prose.Running(out[i].text) {
			read += utf8.RuneCountInString(out[i].text)
		}
	}
	return out
}

// maxToForm is how many lines there may be between the head of a comment form
// and its counter of characters.
const maxToForm = 8

func formFollows(lines []line) bool {
	seen := 0
	for _, l := range lines {
		if l.aside || seen == maxToForm {
			return false
		}
		if l.text != "" {
			seen++
		}
		if isForm(l.text) {
			return true
		}
	}
	return false
}

// textFollows tells for every line whether running text comes after it and
// before the next list or the end.
func textFollows(lines []line) []bool {
	follows := make([]bool, len(lines))
	for i := len(lines) - 2; i >= 0; i-- {
		next := lines[i+1]
		follows[i] = !next.aside && (follows[i+1] || prose.Running(next.text) && !isFurniture(next.text))
	}
	return follows
}
