package dialogue

import (
	"strings"

	"articlebot/retrieval/text"
)

// phrase is something the bot says, with places such as {n} to be filled.
type phrase string

// with fills the places: pairs of a place's name and what to put there. What
// is put in is never searched for places itself.
func (p phrase) with(pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(string(p))
}

// plural is a counted thing: "{n} article", "{n} articles". Vietnamese has the
// same form for both.
type plural struct{ One, Many phrase }

// commandText is what menus say of a command.
type commandText struct {
	Description phrase // at most 100 characters, Discord's limit
	Arg         phrase // what the argument is called, "" if it takes none
}

// texts is all that the bot says in one language. Every field is filled in
// every language, with the same places; a test holds them to it.
type texts struct {
	Language text.Language
	// Point and Comma are the decimal and the thousands separator.
	Point, Comma phrase
	Date         phrase // places {d}, {m} (a number), {month} (a name), {y}
	Months       [12]phrase
	List         phrase // two things joined: "{a} and {b}"

	// Around an answer.
	Hedge                                   phrase // above a passage that may not answer
	NoAnswer                                phrase // the articles do not say; {searched}
	Perhaps                                 phrase // above nearest titles
	Lacking                                 phrase // {words} that a shown passage does not speak of, instead of Hedge
	NothingOf                               phrase // {words} that even the nearest passage does not speak of
	Corrected                               phrase // {words}, each as CorrectedWord
	CorrectedWord                           phrase // {typed} was read as {read}
	Together                                phrase // a follow-up was read with the question before it
	NewestFirst, OtherDays, NoDays, Undated phrase // what was asked about time
	Within                                  phrase // only {title} was searched
	Old                                     phrase // the index is {age} old
	Moved                                   phrase // the passage is from an earlier state of the articles
	PlaceOf                                 phrase // passage {n} of {total}
	PageOf                                  phrase // page {n} of {total}
	Step                                    phrase // {n} / {total}
	InBrief                                 phrase
	Photo                                   phrase
	AlsoIn                                  phrase // {titles}
	PhotoMark                               phrase // before a caption inside a whole article
	BriefOnly                               phrase // only the standfirst of this article is known
	NoMore                                  phrase // no further passage
	NoMorePage                              phrase // the end of the article
	NothingYet                              phrase // "more" without anything before it

	// Buttons.
	Whole, Back, Forward, Up, Down, OnTheWeb, ShowTitles, RollBack, Automatic phrase

	// Small talk.
	Welcome, Hello, Thanks, Goodbye, Sorry, Wordless, AskMe phrase // {paper} in some
	TryOne                                                  phrase // above sample questions
	TryTitles                                               phrase // above titles where no samples could be made
	About                                                   phrase
	Help                                                    phrase
	AdminHelp                                               phrase
	ThePaper                                                phrase // where no name is configured

	// Articles.
	ArticlesHead  phrase // {counts}, {page}
	ArticlesFound phrase // {n} titles with {words}
	ArticlesOn    phrase // {n} on {topic}, newest first
	NoArticles    phrase // no title has {words}
	NoSuchNumber  phrase // {n}
	NoSuchTitle   phrase // {title}
	WhichArticle  phrase

	// Language, privacy.
	LanguageAsk, LanguageSet, LanguageAuto phrase
	Privacy                                phrase // {days}, {minutes}
	PrivacyContact                         phrase // {contact}
	Forgotten                              phrase // {what}
	NothingKept                            phrase
	KeptLanguage, KeptContext, KeptVotes   phrase

	// Notices.
	SlowDown, TooLong, Busy, Broken, UnknownCommand, StaleButton, Gone, AskAgain phrase
	VoteUp, VoteDown, VoteTwice                                                  phrase

	// Counted things.
	Articles, Briefs, Passages, Seconds, Minutes, Hours, Days, Questions plural
	JustNow                                                              phrase
	Ago                                                                  phrase // {age} ago
	SubSecond                                                            phrase // {s} s
	MilliSecond                                                          phrase // {ms} ms

	Admin    adminTexts
	Commands map[string]commandText
}

// adminTexts is what only admins read.
type adminTexts struct {
	Reloaded, DryRun, Unchanged                                                phrase // {took}, {generation}, {from}, {to}, {passages}
	Changes                                                                    phrase // {new}, {changed}, {removed}
	Skipped                                                                    phrase // {n}, {names}
	AndMore                                                                    phrase // {n} more
	GapsAnswered                                                               phrase // {n} of {total}
	Kept                                                                       phrase // {generation}, {age}: the old index keeps answering
	Refused, WouldRefuse                                                       phrase // {reason}
	Failed                                                                     phrase // {reason}, {ref}
	ForceHint                                                                  phrase
	Running                                                                    phrase // {stage}, {age}
	Progress, ProgressOf                                                       phrase // {stage}, {done}, {total}
	Reading, Indexing, Checking, Swap                                          phrase // stages
	CannotReload                                                               phrase
	RolledBack                                                                 phrase // {generation}, {before}
	NotLive                                                                    phrase // {generation}
	NoPrevious                                                                 phrase
	NoReport                                                                   phrase
	NewTitles, ChangedTitles                                                   phrase
	RemovedTitles, SkippedFiles                                                phrase
	NoTitles                                                                   phrase
	StatusHead                                                                 phrase // {generation}, {age}
	StatusCounts                                                               phrase // {counts}, {passages}
	StatusNewest                                                               phrase // {date}
	StatusEmbedded                                                             phrase // {done} of {total} passages
	StatusRead                                                                 phrase // {age}
	StatusNotKept, OpenedBuilt, OpenedReindexed, OpenedUpdated, OpenedFellBack phrase
	StatusSource                                                               phrase // {source}, {kind}, {counts}
	StatusSkipped                                                              phrase // {n}
	StatusError                                                                phrase // {reason}
	StatusMissed                                                               phrase // {question}, {title}
	StatusPrevious                                                             phrase // {list}
	StatusGaps                                                                 phrase // {n}
	StatusVotes                                                                phrase // {up}, {down}
	StatusRefused                                                              phrase // {age}, {reason}
	GapsHead                                                                   phrase // {n}, {days}
	GapLine                                                                    phrase // {question}, {count}, {age}
	GapDown                                                                    phrase // {n} thumbs down
	NoGaps                                                                     phrase // {days}
	StaleAlert                                                                 phrase // {generation}, {age}
	SourceOfPages                                                              phrase // a kind that is not named
}

// textsOf returns the texts of a language, English for one there is none of.
func textsOf(lang text.Language) *texts {
	if lang == text.Vietnamese {
		return &vietnameseTexts
	}
	return &englishTexts
}
