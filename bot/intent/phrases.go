package intent

import (
	"articlebot/retrieval/text"
)

// phrasebook is what people say to a bot that is not a question to the
// articles, by intent and language, phrases separated by commas. They are
// compared with whole messages only; accents may be left out, wrong ones do
// not match ("cháo" is porridge, not a greeting).
var phrasebook = []struct {
	kind Kind
	lang text.Language
	list string
}{
	{Greeting, text.English, `hi, hello, hey, helo, hallo, hola, hiya, heya, howdy, yo, hi there, hello there, hey there, good morning,
		good afternoon, good evening, good day, greetings, hello bot, hi bot, hey bot, hello everyone, hi all, how are you,
		hi how are you, hello how are you, whats up, wassup, sup, how do you do, nice to meet you, test, testing, ping,
		anybody there, anyone there, are you there`},
	{Greeting, text.Vietnamese, `chào, xin chào, chào bạn, chào bot, xin chào bạn, xin chào bot, chào em, chào anh, chào chị, chào ad,
		chào buổi sáng, chào buổi chiều, chào buổi tối, chào mọi người, alo, a lô, alô, alo alo, hé lô, hí, hế lô, bạn khỏe không, bạn có khỏe không,
		khỏe không, có ai không, có ai ở đó không, ê bot, bạn ơi, bot ơi, ad ơi`},
	{Thanks, text.English, `thanks, thank you, thank you so much, thank you very much, thanks a lot, many thanks, thx, ty, tks, thank, tnx, cheers,
		thanks bot, thank you bot, great, great thanks, ok thanks, okay thanks, perfect, awesome, nice, cool, good, very good,
		good bot, good job, well done, ok, okay, k, got it, i see, ok thank you, no thanks, no thank you, lovely, excellent,
		wow, amazing, lol, haha, hahaha, hehe, yes, no, yeah, yep, nope, sure, fine, right`},
	{Thanks, text.Vietnamese, `cảm ơn, cám ơn, cảm ơn bạn, cám ơn bạn, xin cảm ơn, xin cám ơn, cảm ơn nhiều, cám ơn nhiều, cảm ơn bạn nhiều,
		cám ơn bạn nhiều, cảm ơn bot, cám ơn bot, cảm ơn rất nhiều, cảm ơn ad, tốt, tốt lắm, hay, hay quá, hay lắm, tuyệt, tuyệt vời,
		được, được rồi, được đấy, vâng, dạ, dạ vâng, vâng ạ, ừ, ừm, oke, oki, okie, ok bạn, ok cảm ơn, ok cám ơn, không cảm ơn,
		tuyệt quá, giỏi quá, giỏi lắm, hihi, hì hì, ha ha, không, có, đúng, đúng rồi, hiểu rồi, ừa, uh, uk, ukm, à ra thế`},
	{Farewell, text.English, `bye, goodbye, good bye, bye bye, see you, see you later, see ya, good night, take care, cu, ciao`},
	{Farewell, text.Vietnamese, `tạm biệt, chào tạm biệt, hẹn gặp lại, chúc ngủ ngon, ngủ ngon, bai bai, pai pai`},
	{Grumble, text.English, `stupid, stupid bot, you are stupid, youre stupid, you stupid, dumb, dumb bot, you are dumb, youre dumb, idiot,
		you idiot, useless, useless bot, you are useless, youre useless, bad bot, shut up, fuck, fuck you, fuck off, shit, bullshit,
		wtf, what the fuck, you suck, this sucks, crap, moron, you are an idiot, i hate you, wrong, thats wrong, this is wrong, wrong answer,
		not what i asked, not helpful, go to hell, damn, damn you`},
	{Grumble, text.Vietnamese, `ngu, đồ ngu, bot ngu, ngu quá, ngu thế, ngu vậy, mày ngu quá, dốt, đồ dốt, dốt quá, im đi, câm đi, câm mồm, vô dụng,
		đồ vô dụng, bot vô dụng, sai, sai rồi, trả lời sai rồi, không đúng, chán quá, chán, dở, dở quá, tệ, tệ quá, vớ vẩn, nhảm, nhảm nhí,
		điên, đồ điên, khùng, đồ khùng, đm, vl, vcl, dmm, đmm, cút, cút đi`},
	{Help, text.English, `help, help me, how does this work, how do i use this, how to use this, how do i use this bot, how to use this bot,
		how do you work, how does it work, what can you do, what can you do for me, what do you do, what can i ask, what can i ask you,
		what should i ask, what do i do, instructions, usage, commands, list commands, show commands, what are the commands, menu, manual,
		i need help, i dont understand, options, start`},
	{Help, text.Vietnamese, `giúp, giúp tôi, giúp mình, giúp với, trợ giúp, hướng dẫn, hướng dẫn sử dụng, cách dùng, cách sử dụng, dùng thế nào,
		dùng như thế nào, sử dụng thế nào, bạn làm được gì, bạn có thể làm gì, bạn giúp được gì, bạn biết làm gì, bot làm được gì,
		tôi có thể hỏi gì, hỏi gì được, hỏi gì bây giờ, có lệnh gì, các lệnh, danh sách lệnh, tôi không hiểu, cứu, cần giúp`},
	{More, text.English, `more, show more, show me more, tell me more, next, next one, next passage, next page, the next one, another, another one,
		another passage, more passages, continue, go on, keep going, and more, anything else, what else, more results, other results,
		more answers, other answers, next result, give me more, some more, one more, see more, more info, more information, more details`},
	{More, text.Vietnamese, `thêm, thêm nữa, xem thêm, cho xem thêm, xem tiếp, đọc tiếp, đọc thêm, tiếp, tiếp tục, tiếp theo, tiếp đi, nữa, nữa đi, còn gì nữa, còn gì nữa không,
		còn nữa không, còn không, còn đoạn nào nữa không, đoạn khác, đoạn tiếp theo, đoạn nữa, trang sau, trang tiếp theo, kết quả khác,
		câu trả lời khác, thông tin thêm, thêm thông tin, chi tiết hơn, kể thêm, nói thêm`},
	{WholeArticle, text.English, `whole article, the whole article, full article, the full article, entire article, the entire article, full text,
		the full text, read the article, read article, read the whole article, read the full article, show the article, show the whole article,
		show the full article, show me the article, show me the whole article, show me the full article, open the article, read more,
		read it all, read all, the article, this article, whole text, full story, the full story, the whole story, read it, open it`},
	{WholeArticle, text.Vietnamese, `toàn bài, cả bài, toàn bộ bài, toàn bộ bài báo, toàn bộ bài viết, cả bài báo, cả bài viết, toàn văn, nguyên bài,
		nguyên văn, đọc cả bài, đọc toàn bài, đọc toàn bộ bài, đọc toàn bộ bài viết, đọc toàn bộ bài báo, xem cả bài, xem toàn bài,
		xem toàn bộ bài, xem toàn bộ bài viết, xem toàn bộ bài báo, xem bài, xem bài viết, xem bài báo, đọc bài, đọc bài viết, đọc bài báo, mở bài,
		mở bài viết, mở bài báo, bài đầy đủ, bài viết đầy đủ, xem đầy đủ, đọc đầy đủ, bài này, bài đó, đọc bài này, xem bài này`},
	{Articles, text.English, `articles, list, list articles, list of articles, the list, list all articles, show articles, show all articles, show the articles,
		all articles, what articles do you have, which articles do you have, what articles are there, which articles are there, titles, headlines,
		news, the news, latest news, latest, newest, whats new, what is new, latest articles, newest articles, recent articles, recent news,
		the latest, the latest news, table of contents, contents, topics, what topics do you have, what do you know, what do you know about,
		any news, show me the news, whats the latest, what is the latest, what is in the news, whats in the news`},
	{Articles, text.Vietnamese, `bài báo, bài viết, các bài báo, các bài viết, danh sách, danh sách bài, danh sách bài báo, danh sách bài viết, có những bài nào,
		có bài nào, có những bài báo nào, có những bài viết nào, bạn có những bài nào, bạn có bài nào, tất cả bài báo, tất cả bài viết, tất cả các bài, tiêu đề, các tiêu đề,
		tin, tin tức, tin mới, tin mới nhất, bài mới, bài mới nhất, có gì mới, có tin gì mới, có tin gì, tin tức mới nhất, mục lục, chủ đề,
		xem danh sách, liệt kê bài báo, liệt kê bài viết, bạn biết gì, bạn biết những gì`},
	{About, text.English, `about, about you, who are you, what are you, are you a bot, are you human, are you a human, are you real, are you a robot, are you an ai,
		are you ai, are you chatgpt, who made you, who built you, whats your name, what is your name, your name, introduce yourself, tell me about yourself,
		what is this, whats this, what is this bot`},
	{About, text.Vietnamese, `bạn là ai, bạn là gì, em là ai, bot là ai, bot là gì, bạn tên gì, bạn tên là gì, tên bạn là gì, giới thiệu, giới thiệu bản thân, bạn là người hay máy,
		bạn là robot à, bạn là bot à, bạn có phải là người không, bạn là ai vậy, ai làm ra bạn, ai tạo ra bạn, đây là gì, bot gì đây`},
	{Privacy, text.English, `privacy, privacy policy, my privacy, what do you know about me, what do you store, what do you keep, what data do you keep,
		what data do you store, do you store my data, do you keep my data, do you save my questions, gdpr, my data`},
	{Privacy, text.Vietnamese, `quyền riêng tư, riêng tư, chính sách riêng tư, chính sách bảo mật, bảo mật, bạn lưu gì, bạn lưu những gì, bạn lưu gì về tôi,
		bạn biết gì về tôi, bạn có lưu dữ liệu không, dữ liệu của tôi`},
	{Forget, text.English, `forget, forget me, forget everything, forget about me, delete my data, erase my data, remove my data, delete me, clear my data,
		delete everything about me, forget my data`},
	{Forget, text.Vietnamese, `quên tôi, quên tôi đi, hãy quên tôi, quên đi, xóa dữ liệu, xóa dữ liệu của tôi, xóa thông tin của tôi, xóa hết dữ liệu của tôi, xóa tôi, xóa hết`},
	{Language, text.English, `language, languages, change language, change the language, switch language, set language, lang, other language,
		what languages do you speak, which languages do you speak`},
	{Language, text.Vietnamese, `ngôn ngữ, đổi ngôn ngữ, chọn ngôn ngữ, thay đổi ngôn ngữ, chuyển ngôn ngữ, tiếng khác`},
}

// languageWishes are phrases that choose a language outright.
var languageWishes = []struct {
	tag  string
	lang text.Language // of the wish itself
	list string
}{
	{"en", text.English, `english, in english, speak english, english please, switch to english, answer in english, do you speak english, eng`},
	{"en", text.Vietnamese, `tiếng anh, nói tiếng anh, nói tiếng anh đi, trả lời tiếng anh, trả lời bằng tiếng anh, chuyển sang tiếng anh`},
	{"vi", text.English, `vietnamese, in vietnamese, speak vietnamese, vietnamese please, switch to vietnamese, answer in vietnamese, do you speak vietnamese`},
	{"vi", text.Vietnamese, `tiếng việt, nói tiếng việt, nói tiếng việt đi, trả lời tiếng việt, trả lời bằng tiếng việt, chuyển sang tiếng việt,
		có tiếng việt không, bạn biết tiếng việt không, bạn nói tiếng việt được không`},
}

// Polite words that may stand around a phrase.
const (
	politeBefore = `please, pls, plz, can you, could you, would you, can i, could i, may i, can i see, i want, i want to, i would like, id like, id like to,
		let me, bot, hey, hi, hello, ok, okay, so, well, now, dear bot, kindly, just, yes, and,
		xin, xin vui lòng, vui lòng, làm ơn, hãy, cho tôi, cho mình, cho em, cho anh, cho chị, cho tôi xem, cho mình xem, tôi muốn, mình muốn, em muốn,
		bạn ơi, bot ơi, ad ơi, ơi, bạn hãy, bạn có thể, bạn, bot, dạ, vâng, ê, này, muốn, nhờ bạn, giúp tôi, ok bot`
	politeAfter = `please, pls, plz, thanks, thank you, bot, now, again, sir, madam, friend, my friend, mate, man, bro, dear, then, to me, for me, there,
		nhé, nha, nhá, ạ, đi, với, giúp, giúp tôi, bạn, bạn nhé, bạn nha, em, em nhé, ad, ơi, được không, được không ạ, được không bạn, đi bạn, đi nào, nào,
		luôn, cái, xem, coi, cho tôi, với ạ, nhé bạn, vậy, thế, à, hả, bot ơi, bạn ơi, cảm ơn, cám ơn`
)

// numberLeads are the words that may stand before a number that picks.
var numberLeads = map[string]struct {
	kind Kind
	lang text.Language
}{
	"": {Pick, ""}, "no": {Pick, text.English}, "number": {Pick, text.English}, "nr": {Pick, text.English},
	"the": {Pick, text.English}, "option": {Pick, text.English}, "so": {Pick, text.Vietnamese},
	"cai so": {Pick, text.Vietnamese}, "cai": {Pick, text.Vietnamese}, "cai thu": {Pick, text.Vietnamese},
	"article": {Article, text.English}, "article no": {Article, text.English}, "article number": {Article, text.English},
	"the article": {Article, text.English}, "story": {Article, text.English}, "title": {Article, text.English},
	"open": {Article, text.English}, "open article": {Article, text.English}, "open number": {Article, text.English},
	"read": {Article, text.English}, "read article": {Article, text.English}, "show article": {Article, text.English},
	"show": {Article, text.English}, "read number": {Article, text.English},
	"bai": {Article, text.Vietnamese}, "bai so": {Article, text.Vietnamese}, "bai thu": {Article, text.Vietnamese},
	"bai bao": {Article, text.Vietnamese}, "bai bao so": {Article, text.Vietnamese}, "bai viet": {Article, text.Vietnamese},
	"bai viet so": {Article, text.Vietnamese}, "doc bai": {Article, text.Vietnamese}, "doc bai so": {Article, text.Vietnamese},
	"xem bai": {Article, text.Vietnamese}, "xem bai so": {Article, text.Vietnamese}, "mo bai": {Article, text.Vietnamese},
	"mo bai so": {Article, text.Vietnamese}, "mo so": {Article, text.Vietnamese}, "xem so": {Article, text.Vietnamese},
	"tieu de so": {Article, text.Vietnamese},
}

// numberTails are the words that may stand after it.
var numberTails = map[string]bool{"": true, "please": true, "one": true, "article": true, "pls": true, "nhe": true, "nha": true, "di": true, "a": true, "tien": true}

// ordinals are counting words that pick from a list. The Vietnamese ones are
// everyday words and names too, so they pick only after a word such as "bài".
var ordinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5,
}

var vietnameseOrdinals = map[string]int{"dau": 1, "nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5}
