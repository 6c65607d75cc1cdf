package bot

import "articlebot/retrieval/text"

// vietnameseTexts is what the bot says in Vietnamese.
var vietnameseTexts = texts{
	Language: text.Vietnamese,
	Point:    ",",
	Comma:    ".",
	Date:     "{d}/{m}/{y}",
	Months: [12]phrase{"tháng 1", "tháng 2", "tháng 3", "tháng 4", "tháng 5", "tháng 6", "tháng 7", "tháng 8", "tháng 9",
		"tháng 10", "tháng 11", "tháng 12"},
	List: "{a} và {b}",

	Hedge:         "Tôi không chắc các bài báo trả lời được câu hỏi này. Đoạn gần nhất:",
	NoAnswer:      "Các bài báo không nói đến điều này. Tôi đã tìm trong {searched}.",
	Perhaps:       "Có thể một trong các bài này giúp được bạn:",
	Corrected:     "Tôi hiểu {words}.",
	CorrectedWord: "“{typed}” là “{read}”",
	Together:      "Tôi hiểu câu này cùng với câu hỏi trước của bạn.",
	NewestFirst:   "Mới nhất trước.",
	NoDays:        "Tôi không tìm thấy gì trong thời gian đó.",
	OtherDays:     "Tôi không tìm thấy gì trong thời gian đó; đây là của những ngày khác.",
	Undated:       "Các bài báo không ghi ngày nên tôi không biết bài nào mới nhất.",
	Within:        "Chỉ tìm trong bài “{title}”.",
	Old:           "Các bài báo được đọc lần cuối cách đây {age}; có thể còn thiếu những bài mới hơn.",
	Moved:         "Đoạn này thuộc một câu trả lời trước đây. Bạn hãy hỏi lại để có câu trả lời hiện tại.",
	PlaceOf:       "đoạn {n}/{total}",
	PageOf:        "trang {n}/{total}",
	Step:          "{n} / {total}",
	InBrief:       "Tin vắn",
	Photo:         "Chú thích ảnh",
	AlsoIn:        "cũng có trong: {titles}",
	PhotoMark:     "📷 ",
	BriefOnly:     "Tôi chỉ biết mấy dòng này của bài báo.",
	NoMore:        "Đó là đoạn phù hợp cuối cùng. Bạn thử hỏi cách khác hoặc đọc cả bài nhé.",
	NoMorePage:    "Đã hết bài.",
	NothingYet:    "Chưa có gì để xem tiếp. Bạn hãy đặt câu hỏi hoặc chọn một bài báo.",

	Whole: "Cả bài", Back: "◀", Forward: "▶", Up: "👍", Down: "👎", OnTheWeb: "Xem trên web",
	ShowTitles: "Xem tiêu đề", RollBack: "Quay lại bản trước", Automatic: "Tự động",

	Welcome:   "Chào mừng bạn! Hãy hỏi tôi về các bài báo của {paper}. Tôi trả lời bằng chính lời của báo, và nói rõ khi các bài báo không nói đến.",
	Hello:     "Xin chào! Tôi trả lời câu hỏi về các bài báo của {paper}, bằng chính lời của báo.",
	Thanks:    "Rất vui được giúp bạn. Bạn cứ hỏi thêm về các bài báo nhé.",
	Goodbye:   "Tạm biệt! Tôi và các bài báo vẫn ở đây.",
	Sorry:     "Vậy là câu trả lời chưa giúp được bạn. Tôi chỉ biết những gì các bài báo viết; bạn thử hỏi bằng từ khác nhé.",
	Wordless:  "Tôi đọc chữ tốt hơn. Hãy hỏi tôi về các bài báo của {paper}.",
	AskMe:     "Bạn muốn biết điều gì?",
	TryOne:    "Bạn thử một trong các câu này:",
	TryTitles: "Các bài mới nhất:",
	About: "Tôi là chương trình tìm trong các bài báo của {paper} và đưa ra đoạn trả lời câu hỏi, đúng nguyên văn. " +
		"Tôi không tự viết gì thêm. Khi các bài báo không nói đến, tôi nói rõ như vậy.\n" +
		"Hiện đang tìm trong: {counts}.",
	Help: "Bạn cứ hỏi theo cách của mình, bằng tiếng Việt hoặc tiếng Anh, có dấu hay không dấu.\n\n" +
		"xem thêm · đoạn tiếp theo\n" +
		"cả bài · bài báo vừa xem\n" +
		"/articles · danh sách, mới nhất trước; gõ số để mở\n" +
		"/article 3 · hoặc một tiêu đề\n" +
		"/language · Tiếng Việt hoặc English\n" +
		"/privacy · tôi lưu những gì\n" +
		"/forget · xóa những gì đã lưu\n" +
		"/about · tôi là ai",
	AdminHelp: "/reload · đọc lại các bài báo (dry: chỉ so sánh, force: vẫn dùng dù có lỗi)\n" +
		"/status · chỉ mục, nguồn, lỗi\n" +
		"/gaps · các câu hỏi chưa có câu trả lời\n" +
		"/rollback · trở về chỉ mục trước",
	ThePaper: "tòa soạn",

	ArticlesHead:  "{counts}, trang {page}/{total}. Gõ số để mở một bài.",
	ArticlesFound: "{n} có “{words}” trong tiêu đề:",
	ArticlesOn:    "{n} về “{topic}”, mới nhất trước nếu biết ngày đăng:",
	NoArticles:    "Không có tiêu đề nào chứa “{words}”. Bạn hãy hỏi thành câu để tìm trong nội dung.",
	NoSuchNumber:  "Trong danh sách không có bài số {n}.",
	NoSuchTitle:   "Tôi không biết bài nào có tên “{title}”.",
	WhichArticle:  "Bạn muốn đọc bài nào? Đây là danh sách.",

	LanguageAsk:  "Bạn muốn tôi nói tiếng gì? Câu hỏi luôn được trả lời bằng ngôn ngữ của câu hỏi.",
	LanguageSet:  "Từ giờ tôi nói tiếng Việt, trừ khi bạn hỏi bằng tiếng khác.",
	LanguageAuto: "Từ giờ tôi theo ngôn ngữ của ứng dụng và của câu hỏi.",
	Privacy: "Tôi lưu những gì và trong bao lâu:\n" +
		"• Câu hỏi không có câu trả lời hoặc bị 👎: nội dung và số lần hỏi, không lưu ai đã hỏi, trong {days}. Xin đừng ghi thông tin cá nhân vào câu hỏi.\n" +
		"• Ngôn ngữ bạn chọn bằng /language, cho đến khi bạn dùng /forget.\n" +
		"• Những câu hỏi gần nhất của bạn, để lệnh “xem thêm” dùng được: trong bộ nhớ, {minutes}.\n" +
		"• Việc bạn đã bấm 👍, 👎 hoặc hỏi một câu như trên: dưới dạng mã không đọc được, trong bộ nhớ, đến khi tôi khởi động lại.\n" +
		"• Bạn vừa hỏi bao nhiêu lần, để mọi người cùng dùng được: trong bộ nhớ.\n" +
		"Các câu hỏi khác không được lưu và không có gì được chuyển cho ai. Nội dung trò chuyện do dịch vụ nhắn tin của bạn lưu giữ.",
	PrivacyContact: "Liên hệ về việc này: {contact}",
	Forgotten:      "Đã xóa: {what}. Các câu hỏi chưa có câu trả lời được lưu không kèm tên bạn nên tôi không biết câu nào là của bạn.",
	NothingKept:    "Không có gì về bạn được lưu. Các câu hỏi chưa có câu trả lời được lưu không kèm tên bạn nên tôi không biết câu nào là của bạn.",
	KeptLanguage:   "ngôn ngữ bạn đã chọn",
	KeptContext:    "những câu hỏi gần nhất của bạn",
	KeptVotes:      "các lượt 👍 👎 của bạn",

	SlowDown:       "Chờ một chút: bạn hãy hỏi lại sau {wait}.",
	TooLong:        "Bạn hãy hỏi trong tối đa {max} ký tự (câu của bạn có {n}).",
	Busy:           "Đang có nhiều người hỏi. Bạn thử lại sau {wait}.",
	Broken:         "Phía chúng tôi gặp trục trặc (mã {ref}).",
	UnknownCommand: "Tôi không biết lệnh đó. /help cho biết tôi làm được gì.",
	StaleButton:    "Nút này không còn dùng được. Bạn hãy hỏi lại câu hỏi.",
	Gone:           "Bài đó không còn trong các bài báo.",
	AskAgain:       "Tôi không còn thấy câu hỏi của câu trả lời này. Bạn hãy hỏi lại nhé.",
	VoteUp:         "Cảm ơn bạn!",
	VoteDown:       "Cảm ơn bạn. Ban biên tập sẽ biết câu trả lời này chưa giúp được.",
	VoteTwice:      "Đã ghi nhận rồi. Cảm ơn bạn!",

	Articles:    plural{"{n} bài báo", "{n} bài báo"},
	Briefs:      plural{"{n} tin vắn", "{n} tin vắn"},
	Passages:    plural{"{n} đoạn", "{n} đoạn"},
	Seconds:     plural{"{n} giây", "{n} giây"},
	Minutes:     plural{"{n} phút", "{n} phút"},
	Hours:       plural{"{n} giờ", "{n} giờ"},
	Days:        plural{"{n} ngày", "{n} ngày"},
	Questions:   plural{"{n} câu hỏi", "{n} câu hỏi"},
	JustNow:     "vừa xong",
	Ago:         "{age} trước",
	SubSecond:   "{s} giây",
	MilliSecond: "{ms} ms",

	Admin: adminTexts{
		Reloaded:     "Đã nạp lại trong {took} · bản {generation} · {from} → {to}, {passages}",
		DryRun:       "Chạy thử trong {took}, chưa chuyển sang bản mới · {from} → {to}, {passages}",
		Unchanged:    "Không có gì thay đổi · bản {generation} · {to}, {passages}",
		Changes:      "mới {new} · thay đổi {changed} · bỏ đi {removed}",
		Skipped:      "bỏ qua {n} ({names})",
		AndMore:      "và {n} mục nữa",
		GapsAnswered: "{n} trong {total} câu hỏi chưa trả lời được trong 7 ngày qua nay đã có câu trả lời.",
		Kept:         "Chỉ mục cũ (bản {generation}, cách đây {age}) vẫn tiếp tục trả lời.",
		Refused:      "Bản mới bị từ chối: {reason}",
		WouldRefuse:  "Chạy thử: bản mới sẽ bị từ chối: {reason}",
		Failed:       "Nạp lại không thành công (mã {ref}): {reason}",
		ForceHint:    "/reload force sẽ vẫn dùng bản mới.",
		Running:      "Đang nạp lại rồi: {stage}, bắt đầu {age}.",
		Progress:     "{stage} …",
		ProgressOf:   "{stage} {done}/{total} …",
		Reading:      "đang đọc", Indexing: "đang lập chỉ mục", Checking: "đang kiểm tra", Swap: "đang chuyển",
		CannotReload:    "Không thể nạp lại các bài báo khi chương trình này đang chạy.",
		RolledBack:      "Đã quay lại: bản {generation} trả lời thay cho bản {before} · {to}, {passages}",
		NotLive:         "Bản {generation} không còn trả lời nữa; chưa làm gì cả. Xem /status.",
		NoPrevious:      "Không có bản nào trước đó để quay lại.",
		NoReport:        "Báo cáo của lần nạp đó không còn được lưu. Xem /status.",
		NewTitles:       "Mới:",
		ChangedTitles:   "Thay đổi:",
		RemovedTitles:   "Bỏ đi:",
		SkippedFiles:    "Bỏ qua:",
		NoTitles:        "Không có bài nào mới, thay đổi hay bị bỏ.",
		StatusHead:      "Bản {generation}, lập {age}",
		StatusCounts:    "{counts}, {passages}",
		StatusRead:      "Đọc đủ các nguồn lần cuối {age}",
		StatusNotKept:   "Chỉ giữ trong bộ nhớ: sẽ mất khi chương trình dừng.",
		OpenedBuilt:     "Khi khởi động, các bài báo được đọc lại từ đầu",
		OpenedReindexed: "Khi khởi động, các bài báo còn đủ và chỉ mục của chúng đã được lập lại",
		OpenedUpdated:   "Khi khởi động, chỉ mục được lập lại cho phiên bản mới của chương trình, từ các bài báo còn đủ",
		OpenedFellBack:  "Khi khởi động, chỉ có một bản trước đó còn nguyên vẹn",
		StatusNewest:    "Bài mới nhất: {date}",
		StatusSource:    "• {source} ({kind}): {counts}",
		StatusSkipped:   "bỏ qua {n}",
		StatusError:     "lỗi: {reason}",
		StatusMissed:    "Câu thử “{question}” không tìm thấy “{title}” nên không có tác dụng kiểm tra",
		StatusPrevious:  "Có thể quay lại: {list}",
		StatusGaps:      "Chưa có câu trả lời: {n}. Xem /gaps",
		StatusVotes:     "Đánh giá: {up} 👍, {down} 👎",
		StatusRefused:   "Lần nạp lại gần nhất ({age}) bị từ chối: {reason}",
		GapsHead:        "{n} chưa có câu trả lời trong {days}, hỏi nhiều nhất trước:",
		GapLine:         "{count}× {question} · {age}",
		GapDown:         "👎 {n}",
		NoGaps:          "Trong {days} qua, câu hỏi nào cũng có câu trả lời.",
		StaleAlert:      "Chỉ mục đã cũ: các nguồn của bản {generation} được đọc lần cuối cách đây {age}. Xem /status; /reload đọc lại các bài báo.",
		SourceOfPages:   "nhiều loại",
	},

	Commands: map[string]commandText{
		"ask":      {"Hỏi về các bài báo", "câu-hỏi"},
		"more":     {"Xem đoạn tiếp theo", ""},
		"article":  {"Đọc cả một bài báo", "bài"},
		"articles": {"Danh sách bài báo, mới nhất trước", "từ"},
		"help":     {"Cách dùng bot này", ""},
		"start":    {"Bắt đầu ở đây", ""},
		"language": {"Chọn ngôn ngữ tôi nói", "ngôn-ngữ"},
		"about":    {"Bot này là gì", ""},
		"privacy":  {"Lưu những gì và trong bao lâu", ""},
		"forget":   {"Xóa những gì đã lưu về bạn", ""},
		"reload":   {"Đọc lại các bài báo", "cách"},
		"status":   {"Tình trạng chỉ mục và các nguồn", ""},
		"gaps":     {"Câu hỏi chưa có câu trả lời", ""},
		"rollback": {"Trở về chỉ mục trước", ""},
	},
}
