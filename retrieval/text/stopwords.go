package text

import "strings"

// Two kinds of words carry no topic. Function words are left out of the index
// and of every question. Asking words are left out of questions only: in an
// article "many" or "first" may be what is looked for.

var englishFunction = words(`a an and are as at be been being but by for from had has have having he her hers
	him his i if in into is it its itself me my nor not of on or our ours she so such than that the their theirs
	them themselves then there these they this those to too us was we were with you your yours am s t`)

var englishAsking = words(`what who whom whose which when where why how much many do does did doing done can could
	will would shall should may might must please tell me show give find any some about also ever exactly kind
	sort type called name names named did's whats what's who's where's when's how's let know want i'm is are was
	were be been it that there all`)

// socialWords and socialPairs greet, thank and take leave. They are never
// searched for in a question: one of nothing else asks for nothing.
var (
	socialWords = words(`hello hi hey thanks thank thx bye goodbye ok okay sorry pls plz lol haha hehe wow`)
	socialPairs = pairs("xin chao", "cam on", "tam biet", "chao ban", "good morning", "good evening", "good night", "good afternoon")
)

var vietnameseFunction = words(`và của là các những được trong cho với có này đó khi đã sẽ đang để từ theo về
	tại ở như cũng nên thì mà bị bởi vì do nếu hay hoặc nhưng vào ra lên trên dưới sau trước cùng một
	rằng còn nữa rất đến tới không người cái`)

var vietnameseAsking = words(`gì ai nào đâu sao bao nhiêu mấy thế khi ở hỏi cho biết xin hãy vui lòng à ạ nhỉ dạ thưa
	vậy bằng cách tên`)

// vietnamesePlain are the asking words and the few function words that can be
// told without their accents in a question that is Vietnamese as a whole; most
// others are homographs of words that matter (bị and bí, đang and đảng).
var vietnamesePlain = words(`la gi ai nao dau sao bao nhieu may cua nhung duoc trong voi khi nay nhu the o da se`)

func words(s string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// functionWord tells whether a token of a text in lang carries no topic.
func functionWord(accented, folded string, lang Language) bool {
	if lang == Vietnamese {
		return vietnameseFunction[accented]
	}
	return englishFunction[folded]
}

// askingWord tells whether a token of a question only asks.
func askingWord(accented, folded string, lang Language, accentsTyped bool) bool {
	if lang != Vietnamese {
		return englishAsking[folded]
	}
	if vietnameseAsking[accented] {
		return true
	}
	return !accentsTyped && vietnamesePlain[folded]
}
