package restore

// shortForms are common short forms of Vietnamese chats and of its newspapers,
// with what each may stand for. They were written down from general knowledge
// of the language.
var shortForms = map[string][]string{
	"k": {"không"}, "ko": {"không"}, "kh": {"không"}, "kg": {"không"}, "khg": {"không"}, "hok": {"không"}, "hk": {"không"}, "hem": {"không"}, "kô": {"không"},
	"dc": {"được"}, "đc": {"được"}, "dk": {"được", "điều kiện"}, "đk": {"được", "điều kiện"}, "dx": {"được"}, "đx": {"được"},
	"bn": {"bao nhiêu", "bệnh nhân"}, "bnh": {"bao nhiêu"}, "bnhiu": {"bao nhiêu"}, "nhiu": {"nhiêu"}, "nhìu": {"nhiều"},
	"ntn": {"như thế nào"}, "tn": {"thế nào"}, "tnao": {"thế nào"}, "nv": {"như vậy", "nhân vật", "nhân viên"}, "nvay": {"như vậy"},
	"j": {"gì"}, "gj": {"gì"}, "z": {"vậy"}, "dz": {"vậy"}, "dzậy": {"vậy"}, "zậy": {"vậy"}, "vayy": {"vậy"},
	"r": {"rồi"}, "ròi": {"rồi"}, "lm": {"làm"}, "lun": {"luôn"}, "cx": {"cũng"}, "cg": {"cũng"}, "cug": {"cũng"},
	"vs": {"với"}, "vc": {"việc", "vợ chồng"}, "trc": {"trước"}, "trg": {"trong", "trường"}, "ng": {"người"}, "ngta": {"người ta"}, "nc": {"nước", "nói chuyện"},
	"nhg": {"nhưng", "những"}, "nhug": {"nhưng"}, "mn": {"mọi người"}, "mk": {"mình"}, "mih": {"mình"}, "mjh": {"mình"}, "bt": {"biết", "bình thường"}, "bik": {"biết"}, "bít": {"biết"},
	"đg": {"đang", "đường"}, "đag": {"đang"}, "dag": {"đang"}, "nx": {"nữa"}, "chx": {"chưa"}, "chg": {"chưa", "chương"}, "đt": {"điện thoại", "đội tuyển"}, "sđt": {"số điện thoại"}, "sdt": {"số điện thoại"},
	"bjo": {"bây giờ"}, "bh": {"bây giờ", "bao giờ"}, "bg": {"bây giờ"}, "hnay": {"hôm nay"}, "hqua": {"hôm qua"}, "tg": {"thời gian", "tác giả", "thế giới"}, "th": {"tháng", "trường hợp"},
	"qtrong": {"quan trọng"}, "vd": {"ví dụ"}, "vđ": {"vấn đề"}, "nn": {"như nào", "nông nghiệp", "nhà nước"}, "ns": {"nói", "năm sinh", "ngân sách"}, "đn": {"đà nẵng"},
	"vn": {"việt nam"}, "hn": {"hà nội"}, "sg": {"sài gòn"}, "hcm": {"hồ chí minh"}, "tphcm": {"thành phố hồ chí minh"}, "tp": {"thành phố"}, "tx": {"thị xã"}, "tt": {"thị trấn", "trung tâm", "thông tin"},
	"q": {"quận"}, "ubnd": {"ủy ban nhân dân"}, "hđnd": {"hội đồng nhân dân"}, "hdnd": {"hội đồng nhân dân"}, "ct": {"chủ tịch", "chương trình", "công ty"},
	"hs": {"học sinh", "hồ sơ"}, "sv": {"sinh viên"}, "gv": {"giáo viên"}, "bv": {"bệnh viện"}, "bs": {"bác sĩ"}, "cty": {"công ty"}, "ks": {"khách sạn", "kỹ sư"},
	"kt": {"kinh tế", "kiểm tra"}, "gd": {"giáo dục", "gia đình"}, "gđ": {"gia đình", "giám đốc"}, "xh": {"xã hội"}, "vh": {"văn hóa"}, "dl": {"du lịch"}, "nd": {"nội dung", "nông dân", "nhân dân"}, "ql": {"quốc lộ", "quản lý"},
	"tr": {"triệu", "trang"}, "tl": {"trả lời"}, "sl": {"số lượng"}, "gthich": {"giải thích"}, "gth": {"giải thích"}, "iu": {"yêu"}, "thik": {"thích"}, "thix": {"thích"}, "wa": {"qua", "quá"}, "wá": {"quá"}, "qá": {"quá"},
}
