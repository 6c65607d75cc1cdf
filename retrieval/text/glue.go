package text

// englishGlue are frequent English words that are not Vietnamese syllables or
// hardly ever stand alone as such.
var englishGlue = words(`the of and is are was were what who whom when where which how many much did does do for with
	from by at be been has have had this that these those it its their his her about as or if not you your my we
	why can could will would should there people`)

// vietnameseGlue are frequent Vietnamese words, with accents.
var vietnameseGlue = words(`và của là các những được cho với có này đó khi đã sẽ đang từ về tại ở như cũng gì nào đâu ai
	bao nhiêu mấy không người trong một thế vì sao để đến theo bị do ra vào thì mà hay hoặc nhất`)

// plainGlue are Vietnamese words that no English sentence has, without accents.
var plainGlue = words(`cua nhung duoc khong nhieu nguoi trong voi nay khi nhu cung dang nao dau gi hoi
	tai sao muc tieu hoc`)

// plainPairs are pairs of Vietnamese words that tell even where each alone
// could be English or a name.
var plainPairs = pairs("la gi", "la ai", "o dau", "bao nhieu", "bao lau", "khi nao", "the nao", "tai sao", "vi sao", "ra sao",
	"cho toi", "nhu the", "may gio", "nam nao", "bao gio", "cam on", "xin chao", "bai bao", "co bao", "da co", "bao xa", "la j", "cai j",
	"ai la", "ai da", "ai co", "ai dang", "ai duoc", "ai bi", "ai noi", "ai lam", "boi ai", "cua ai", "voi ai", "cho ai")

func pairs(list ...string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, p := range list {
		m[p] = true
	}
	return m
}

// chatGlue are short forms that only Vietnamese chats have.
var chatGlue = words("ko hok đc ntn bnh bn lm trc nhg")
