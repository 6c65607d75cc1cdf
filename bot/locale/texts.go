package locale

import (
	"strings"

	"articlebot/retrieval/text"
)

// Phrase is something the bot says, with places such as {n} to be filled.
type Phrase string

// With fills the places: pairs of a place's name and what to put there. What
// is put in is never searched for places itself.
func (p Phrase) With(pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(string(p))
}

// Plural is a counted thing: "{n} article", "{n} articles". Vietnamese has the
// same form for both.
type Plural struct{ One, Many Phrase }

// CommandText is what menus say of a command.
type CommandText struct {
	Description Phrase // at most 100 characters, Discord's limit
	Arg         Phrase // what the argument is called, "" if it takes none
}

// Texts is all that the bot says in one language. Every field is filled in
// every language, with the same places; a test holds them to it.
type Texts struct {
	Language text.Language
	// Point and Comma are the decimal and the thousands separator.
	Point, Comma Phrase
	Date         Phrase // places {d}, {m} (a number), {month} (a name), {y}
	Months       [12]Phrase
	List         Phrase // two things joined: "{a} and {b}"

	// Around an answer.
	Hedge                                   Phrase // above a passage that may not answer
	NoAnswer                                Phrase // the articles do not say; {searched}
	Perhaps                                 Phrase // above nearest titles
	Lacking                                 Phrase // {words} that a shown passage does not speak of, instead of Hedge
	NothingOf                               Phrase // {words} that even the nearest passage does not speak of
	Corrected                               Phrase // {words}, each as CorrectedWord
	CorrectedWord                           Phrase // {typed} was read as {read}
	Together                                Phrase // a follow-up was read with the question before it
	NewestFirst, OtherDays, NoDays, Undated Phrase // what was asked about time
	Within                                  Phrase // only {title} was searched
	Old                                     Phrase // the index is {age} old
	Moved                                   Phrase // the passage is from an earlier state of the articles
	PlaceOf                                 Phrase // passage {n} of {total}
	PageOf                                  Phrase // page {n} of {total}
	Step                                    Phrase // {n} / {total}
	InBrief                                 Phrase
	Photo                                   Phrase
	AlsoIn                                  Phrase // {titles}
	PhotoMark                               Phrase // before a caption inside a whole article
	BriefOnly                               Phrase // only the standfirst of this article is known
	NoMore                                  Phrase // no further passage
	NoMorePage                              Phrase // the end of the article
	NothingYet                              Phrase // "more" without anything before it

	// Buttons.
	Whole, Back, Forward, Up, Down, OnTheWeb, ShowTitles, RollBack, Automatic Phrase

	// Small talk.
	Welcome, Hello, Thanks, Goodbye, Sorry, Wordless, AskMe Phrase // {paper} in some
	TryOne                                                  Phrase // above sample questions
	SampleCount                                             Phrase // asks how many {what} there are
	SampleName                                              Phrase // asks about {name}
	TryTitles                                               Phrase // above titles where no samples could be made
	About                                                   Phrase
	Help                                                    Phrase
	AdminHelp                                               Phrase
	ThePaper                                                Phrase // where no name is configured

	// Articles.
	ArticlesHead  Phrase // {counts}, {page}
	ArticlesFound Phrase // {n} titles with {words}
	ArticlesOn    Phrase // {n} on {topic}, newest first
	NoArticles    Phrase // no title has {words}
	NoSuchNumber  Phrase // {n}
	NoSuchTitle   Phrase // {title}
	WhichArticle  Phrase

	// Language, privacy.
	LanguageAsk, LanguageSet, LanguageAuto Phrase
	Privacy                                Phrase // {days}, {minutes}
	PrivacyContact                         Phrase // {contact}
	Forgotten                              Phrase // {what}
	NothingKept                            Phrase
	KeptLanguage, KeptContext, KeptVotes   Phrase

	// Notices.
	SlowDown, TooLong, Busy, Broken, UnknownCommand, StaleButton, Gone, AskAgain Phrase
	VoteUp, VoteDown, VoteTwice                                                  Phrase

	// Counted things.
	Articles, Briefs, Passages, Seconds, Minutes, Hours, Days, Questions Plural
	JustNow                                                              Phrase
	Ago                                                                  Phrase // {age} ago
	SubSecond                                                            Phrase // {s} s
	MilliSecond                                                          Phrase // {ms} ms

	Admin    AdminTexts
	Commands map[string]CommandText
}

// AdminTexts is what only admins read.
type AdminTexts struct {
	Reloaded, DryRun, Unchanged                                                Phrase // {took}, {generation}, {from}, {to}, {passages}
	Changes                                                                    Phrase // {new}, {changed}, {removed}
	Skipped                                                                    Phrase // {n}, {names}
	AndMore                                                                    Phrase // {n} more
	GapsAnswered                                                               Phrase // {n} of {total}
	Kept                                                                       Phrase // {generation}, {age}: the old index keeps answering
	Refused, WouldRefuse                                                       Phrase // {reason}
	Failed                                                                     Phrase // {reason}, {ref}
	ForceHint                                                                  Phrase
	BadSettings                                                                Phrase // {reason}
	Running                                                                    Phrase // {stage}, {age}
	Progress, ProgressOf                                                       Phrase // {stage}, {done}, {total}
	Reading, Indexing, Checking, Swap                                          Phrase // stages
	CannotReload                                                               Phrase
	RolledBack                                                                 Phrase // {generation}, {before}
	NotLive                                                                    Phrase // {generation}
	NoPrevious                                                                 Phrase
	NoReport                                                                   Phrase
	NewTitles, ChangedTitles                                                   Phrase
	RemovedTitles, SkippedFiles                                                Phrase
	NoTitles                                                                   Phrase
	StatusHead                                                                 Phrase // {generation}, {age}
	StatusCounts                                                               Phrase // {counts}, {passages}
	StatusNewest                                                               Phrase // {date}
	StatusEmbedded                                                             Phrase // {done} of {total} passages
	StatusRead                                                                 Phrase // {age}
	StatusNotKept, OpenedBuilt, OpenedReindexed, OpenedUpdated, OpenedFellBack Phrase
	StatusSource                                                               Phrase // {source}, {kind}, {counts}
	StatusSkipped                                                              Phrase // {n}
	StatusError                                                                Phrase // {reason}
	StatusMissed                                                               Phrase // {question}, {title}
	StatusPrevious                                                             Phrase // {list}
	StatusGaps                                                                 Phrase // {n}
	StatusVotes                                                                Phrase // {up}, {down}
	StatusRefused                                                              Phrase // {age}, {reason}
	GapsHead                                                                   Phrase // {n}, {days}
	GapLine                                                                    Phrase // {question}, {count}, {age}
	GapDown                                                                    Phrase // {n} thumbs down
	NoGaps                                                                     Phrase // {days}
	StaleAlert                                                                 Phrase // {generation}, {age}
	SourceOfPages                                                              Phrase // a kind that is not named
}

// Of returns the texts of a language, English for one there is none of.
func Of(lang text.Language) *Texts {
	if lang == text.Vietnamese {
		return &vietnamese
	}
	return &english
}

// FromTag reads a platform's language tag, English if it is neither.
func FromTag(tag string) text.Language {
	primary, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	if primary == "vi" {
		return text.Vietnamese
	}
	return text.English
}
