package bot

import "articlebot/retrieval/text"

// englishTexts is what the bot says in English.
var englishTexts = texts{
	Language: text.English,
	Point:    ".",
	Comma:    ",",
	Date:     "{d} {month} {y}",
	Months: [12]phrase{"January", "February", "March", "April", "May", "June", "July", "August", "September",
		"October", "November", "December"},
	List: "{a} and {b}",

	Hedge:         "I am not sure the articles answer this. The closest passage:",
	NoAnswer:      "The articles do not say. I searched {searched}.",
	Perhaps:       "Perhaps one of these helps:",
	Corrected:     "I read {words}.",
	CorrectedWord: "“{typed}” as “{read}”",
	Together:      "Read together with your question before.",
	NewestFirst:   "The newest first.",
	NoDays:        "I found nothing of that time.",
	OtherDays:     "I found nothing of that time; this is of other days.",
	Undated:       "The articles carry no dates, so I cannot tell which are the newest.",
	Within:        "Searched only in “{title}”.",
	Old:           "The articles were last read {age} ago; newer ones may be missing.",
	Moved:         "This passage is from an earlier answer. Ask again for the current one.",
	PlaceOf:       "passage {n} of {total}",
	PageOf:        "page {n} of {total}",
	Step:          "{n} / {total}",
	InBrief:       "In brief",
	Photo:         "Photo caption",
	AlsoIn:        "also in: {titles}",
	PhotoMark:     "📷 ",
	BriefOnly:     "Only these lines of the article are known to me.",
	NoMore:        "That was the last passage that fits. Ask in other words, or read the whole article.",
	NoMorePage:    "That was the end of the article.",
	NothingYet:    "There is nothing to continue yet. Ask a question, or choose an article.",

	Whole: "Whole article", Back: "◀", Forward: "▶", Up: "👍", Down: "👎", OnTheWeb: "On the web",
	ShowTitles: "Show titles", RollBack: "Roll back", Automatic: "Automatic",

	Welcome:   "Welcome! Ask me about the articles of {paper}. I answer with the paper’s own words and say so when the articles do not.",
	Hello:     "Hello! I answer questions about the articles of {paper}, with the paper’s own words.",
	Thanks:    "Glad to help. Ask me anything else about the articles.",
	Goodbye:   "Goodbye! The articles and I stay here.",
	Sorry:     "That did not help, then. I only know what the articles say; other words often find more.",
	Wordless:  "I read words best. Ask me about the articles of {paper}.",
	AskMe:     "What would you like to know?",
	TryOne:    "Try one of these:",
	TryTitles: "The newest articles:",
	About: "I am a program that searches the articles of {paper} and shows the passage that answers a question, word for word. " +
		"I write nothing myself. When the articles do not say, I say that.\n" +
		"Now searching: {counts}.",
	Help: "Ask in your own words, in English or Vietnamese.\n\n" +
		"more · the next passage\n" +
		"whole article · the article just shown\n" +
		"/articles · the list, newest first; a number opens one\n" +
		"/article 3 · or a title\n" +
		"/language · English or Tiếng Việt\n" +
		"/privacy · what I keep\n" +
		"/forget · delete it\n" +
		"/about · who I am",
	AdminHelp: "/reload · read the articles again (dry: compare only, force: take it in any case)\n" +
		"/status · index, sources, errors\n" +
		"/gaps · questions without an answer\n" +
		"/rollback · the index before this one",
	ThePaper: "the newspaper",

	ArticlesHead:  "{counts}, page {page} of {total}. A number opens one.",
	ArticlesFound: "{n} with “{words}” in the title:",
	ArticlesOn:    "{n} on “{topic}”, newest first where the date is known:",
	NoArticles:    "No title has “{words}”. Ask it as a question to search the texts.",
	NoSuchNumber:  "There is no article {n} in the list.",
	NoSuchTitle:   "I know no article called “{title}”.",
	WhichArticle:  "Which article? Here is the list.",

	LanguageAsk:  "Which language shall I speak? A question is always answered in its own language.",
	LanguageSet:  "From now on I speak English, unless you ask in another language.",
	LanguageAuto: "From now on I follow the language of your app and your questions.",
	Privacy: "What I keep, and for how long:\n" +
		"• Questions that found no answer or got a thumbs-down: their text and how often, without who asked, for {days}. Please put nothing personal into a question.\n" +
		"• Your language, if you chose one with /language, until /forget.\n" +
		"• Your last questions, so that “more” works: in memory, for {minutes}.\n" +
		"• That you pressed a thumb or asked one of those questions: as a scrambled code in memory, until I restart.\n" +
		"• How often you asked just now, to keep the place usable: in memory.\n" +
		"Other questions are not kept and nothing is passed on. The chat itself is kept by the service you write in.",
	PrivacyContact: "Questions about this: {contact}",
	Forgotten:      "Deleted: {what}. Questions without an answer are kept without your name, so I cannot tell which were yours.",
	NothingKept:    "There was nothing kept about you. Questions without an answer are kept without your name, so I cannot tell which were yours.",
	KeptLanguage:   "your language",
	KeptContext:    "your last questions",
	KeptVotes:      "your thumbs",

	SlowDown:       "One moment: please ask again in {wait}.",
	TooLong:        "Please ask in at most {max} characters (yours has {n}).",
	Busy:           "Many people are asking right now. Try again in {wait}.",
	Broken:         "Something went wrong on our side (ref {ref}).",
	UnknownCommand: "I do not know that command. /help shows what I can do.",
	StaleButton:    "This button no longer works. Please ask the question again.",
	Gone:           "That article is no longer among the articles.",
	AskAgain:       "I can no longer see the question of this answer. Please ask it again.",
	VoteUp:         "Thank you!",
	VoteDown:       "Thank you. The editors will see that this did not help.",
	VoteTwice:      "Already counted. Thank you!",

	Articles:    plural{"{n} article", "{n} articles"},
	Briefs:      plural{"{n} brief", "{n} briefs"},
	Passages:    plural{"{n} passage", "{n} passages"},
	Seconds:     plural{"{n} second", "{n} seconds"},
	Minutes:     plural{"{n} minute", "{n} minutes"},
	Hours:       plural{"{n} hour", "{n} hours"},
	Days:        plural{"{n} day", "{n} days"},
	Questions:   plural{"{n} question", "{n} questions"},
	JustNow:     "just now",
	Ago:         "{age} ago",
	SubSecond:   "{s} s",
	MilliSecond: "{ms} ms",

	Admin: adminTexts{
		Reloaded:     "Reloaded in {took} · generation {generation} · {from} → {to}, {passages}",
		DryRun:       "Dry run in {took}, nothing switched · {from} → {to}, {passages}",
		Unchanged:    "Nothing has changed · generation {generation} · {to}, {passages}",
		Changes:      "new {new} · changed {changed} · removed {removed}",
		Skipped:      "skipped {n} ({names})",
		AndMore:      "and {n} more",
		GapsAnswered: "{n} of {total} unanswered questions of the last 7 days are answered now.",
		Kept:         "The old index (generation {generation}, {age} old) keeps answering.",
		Refused:      "The new one was refused: {reason}",
		WouldRefuse:  "Dry run: the new one would be refused: {reason}",
		Failed:       "The reload failed (ref {ref}): {reason}",
		ForceHint:    "/reload force takes it all the same.",
		Running:      "A reload is already under way: {stage}, started {age}.",
		Progress:     "{stage} …",
		ProgressOf:   "{stage} {done} of {total} …",
		Reading:      "reading", Indexing: "indexing", Checking: "checking", Swap: "switching",
		CannotReload:    "The articles of this program cannot be reloaded while it runs.",
		RolledBack:      "Rolled back: generation {generation} answers again instead of {before} · {to}, {passages}",
		NotLive:         "Generation {generation} does not answer any more; nothing was done. See /status.",
		NoPrevious:      "There is no earlier generation to go back to.",
		NoReport:        "The report of that reload is no longer kept. See /status.",
		NewTitles:       "New:",
		ChangedTitles:   "Changed:",
		RemovedTitles:   "Removed:",
		SkippedFiles:    "Skipped:",
		NoTitles:        "No article is new, changed or removed.",
		StatusHead:      "Generation {generation}, built {age}",
		StatusCounts:    "{counts}, {passages}",
		StatusRead:      "All sources last read {age}",
		StatusNotKept:   "Kept in memory only: it ends with the program.",
		OpenedBuilt:     "At the start the articles were read anew",
		OpenedReindexed: "At the start the articles were there, and their index was made again",
		OpenedUpdated:   "At the start the index was made again for this version of the program, of the articles that were there",
		OpenedFellBack:  "At the start only an earlier generation was sound",
		StatusNewest:    "Newest article: {date}",
		StatusSource:    "• {source} ({kind}): {counts}",
		StatusSkipped:   "skipped {n}",
		StatusError:     "error: {reason}",
		StatusMissed:    "Probe “{question}” does not find “{title}”, so it guards nothing",
		StatusPrevious:  "Can go back to: {list}",
		StatusGaps:      "Without an answer: {n}. See /gaps",
		StatusVotes:     "Thumbs: {up} up, {down} down",
		StatusRefused:   "The last reload ({age}) was refused: {reason}",
		GapsHead:        "{n} without an answer in {days}, most asked first:",
		GapLine:         "{count}× {question} · {age}",
		GapDown:         "👎 {n}",
		NoGaps:          "No question of the last {days} is without an answer.",
		StaleAlert:      "The index is old: the sources of generation {generation} were last read {age} ago. See /status; /reload reads the articles again.",
		SourceOfPages:   "mixed",
	},

	Commands: map[string]commandText{
		"ask":      {"Ask a question about the articles", "question"},
		"more":     {"Show the next passage", ""},
		"article":  {"Read a whole article", "article"},
		"articles": {"List the articles, newest first", "words"},
		"help":     {"How to use this bot", ""},
		"start":    {"Begin here", ""},
		"language": {"Choose the language I speak", "language"},
		"about":    {"What this bot is", ""},
		"privacy":  {"What is kept, and for how long", ""},
		"forget":   {"Delete what is kept about you", ""},
		"reload":   {"Read the articles again", "mode"},
		"status":   {"State of the index and its sources", ""},
		"gaps":     {"Questions without an answer", ""},
		"rollback": {"Go back to the index before this one", ""},
	},
}
