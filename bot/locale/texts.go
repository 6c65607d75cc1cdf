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
type Plural struct {
	One  Phrase `yaml:"one"`
	Many Phrase `yaml:"many"`
}

// CommandText is what menus say of a command.
type CommandText struct {
	Name        string `yaml:"name"`        // as it is typed, NFC, without spaces
	Description Phrase `yaml:"description"` // at most 100 characters, Discord's limit
	Arg         Phrase `yaml:"arg"`         // what the argument is called, "" if it takes none
	Also        List   `yaml:"also"`        // other names that are understood
}

// Texts is all that the bot says in one language. Every field is filled in
// every language, with the same places.
type Texts struct {
	// Language is the tag of the file, and Commands are its commands.
	Language text.Language          `yaml:"-"`
	Commands map[string]CommandText `yaml:"-"`

	// Languages are what languages are called inside a sentence; one that is left
	// out is called by its own name.
	Languages map[text.Language]Phrase `yaml:"languages"`

	// Point and Comma are the decimal and the thousands separator.
	Point  Phrase     `yaml:"point"`
	Comma  Phrase     `yaml:"comma"`
	Date   Phrase     `yaml:"date"` // as in Texts.DayAs
	Months [12]Phrase `yaml:"months"`
	List   Phrase     `yaml:"list"` // two things joined: "{a} and {b}"

	// Around an answer.
	Hedge          Phrase `yaml:"hedge"`           // above a passage that may not answer
	NoAnswer       Phrase `yaml:"no_answer"`       // the articles do not say; {searched}
	Perhaps        Phrase `yaml:"perhaps"`         // above nearest titles
	Lacking        Phrase `yaml:"lacking"`         // {words} that a shown passage does not speak of, instead of Hedge
	NothingOf      Phrase `yaml:"nothing_of"`      // {words} that even the nearest passage does not speak of
	Corrected      Phrase `yaml:"corrected"`       // {words}, each as CorrectedWord
	CorrectedWord  Phrase `yaml:"corrected_word"`  // {typed} was read as {read}
	Together       Phrase `yaml:"together"`        // a follow-up was read with the question before it
	TogetherUnsure Phrase `yaml:"together_unsure"` // above a passage that may not answer a follow-up
	On             Phrase `yaml:"read_on"`         // a question was read as one on {title}, shown last
	OnUnsure       Phrase `yaml:"read_on_unsure"`  // above a passage that may not answer that
	NewestOn       Phrase `yaml:"newest_on"`       // {n} of {all} on {topic}, the newest {shown} of them
	FewWords       Phrase `yaml:"few_words"`       // {n} articles found by few {words}
	NewestFirst    Phrase `yaml:"newest_first"`    // what was asked about time
	OtherDays      Phrase `yaml:"other_days"`
	NoDays         Phrase `yaml:"no_days"`
	Undated        Phrase `yaml:"undated"`
	Within         Phrase `yaml:"within"`   // only {title} was searched
	Old            Phrase `yaml:"old"`      // the index is {age} old
	Moved          Phrase `yaml:"moved"`    // the passage is from an earlier state of the articles
	PlaceOf        Phrase `yaml:"place_of"` // passage {n} of {total}
	PageOf         Phrase `yaml:"page_of"`  // page {n} of {total}
	Step           Phrase `yaml:"step"`     // {n} / {total}
	InBrief        Phrase `yaml:"in_brief"`
	Photo          Phrase `yaml:"photo"`
	AlsoIn         Phrase `yaml:"also_in"`      // {titles}
	PhotoMark      Phrase `yaml:"photo_mark"`   // before a caption inside a whole article
	BriefOnly      Phrase `yaml:"brief_only"`   // only the standfirst of this article is known
	NoMore         Phrase `yaml:"no_more"`      // no further passage
	NoMorePage     Phrase `yaml:"no_more_page"` // the end of the article
	NothingYet     Phrase `yaml:"nothing_yet"`  // "more" without anything before it

	// Buttons.
	Whole      Phrase `yaml:"whole"`
	Back       Phrase `yaml:"back"`
	Forward    Phrase `yaml:"forward"`
	Up         Phrase `yaml:"up"`
	Down       Phrase `yaml:"down"`
	OnTheWeb   Phrase `yaml:"on_the_web"`
	ShowTitles Phrase `yaml:"show_titles"`
	RollBack   Phrase `yaml:"roll_back"`
	Automatic  Phrase `yaml:"automatic"`
	FollowThis Phrase `yaml:"follow_this"`
	FollowStop Phrase `yaml:"follow_stop"` // under news
	FollowEnd  Phrase `yaml:"follow_end"`  // {n} of the list

	// Small talk.
	Welcome     Phrase `yaml:"welcome"` // {paper} in some
	Hello       Phrase `yaml:"hello"`
	Thanks      Phrase `yaml:"thanks"`
	Goodbye     Phrase `yaml:"goodbye"`
	Sorry       Phrase `yaml:"sorry"`
	Wordless    Phrase `yaml:"wordless"`
	NoLink      Phrase `yaml:"no_link"` // an address alone that is no article's
	AskMe       Phrase `yaml:"ask_me"`
	TryOne      Phrase `yaml:"try_one"`      // above sample questions
	SampleCount Phrase `yaml:"sample_count"` // asks how many {what} there are
	SampleName  Phrase `yaml:"sample_name"`  // asks about {name}
	SampleTitle Phrase `yaml:"sample_title"` // asks about what the article {title} tells
	TryTitles   Phrase `yaml:"try_titles"`   // above titles where no samples could be made
	About       Phrase `yaml:"about"`
	Help        Phrase `yaml:"help"`
	AdminHelp   Phrase `yaml:"admin_help"`
	ThePaper    Phrase `yaml:"the_paper"`   // where no name is configured
	GroupHello  Phrase `yaml:"group_hello"` // to a group or server that the bot came into

	// Of the article just shown, and of the bot.
	SourceOf      Phrase `yaml:"source_of"` // {title}, {url}
	NoSource      Phrase `yaml:"no_source"` // {title}
	AuthorOf      Phrase `yaml:"author_of"` // {author}, {title}
	NoAuthor      Phrase `yaml:"no_author"` // {title}
	DateOf        Phrase `yaml:"date_of"`   // {date}, {title}
	NoDate        Phrase `yaml:"no_date"`   // {title}
	LeadOf        Phrase `yaml:"lead_of"`
	NothingBefore Phrase `yaml:"nothing_before"`
	Quiet         Phrase `yaml:"silent"`
	Maker         Phrase `yaml:"maker"`  // {paper}
	Person        Phrase `yaml:"person"` // {paper}

	// Articles.
	ArticlesHead  Phrase `yaml:"articles_head"`  // {counts}, {page}
	ArticlesFound Phrase `yaml:"articles_found"` // {n} titles with {words}
	ArticlesOn    Phrase `yaml:"articles_on"`    // {n} on {topic}, newest first
	NoArticles    Phrase `yaml:"no_articles"`    // no title has {words}
	NoSuchNumber  Phrase `yaml:"no_such_number"` // {n}
	NoSuchTitle   Phrase `yaml:"no_such_title"`  // {title}
	WhichArticle  Phrase `yaml:"which_article"`
	WhichOf       Phrase `yaml:"which_of"` // several are on {topic}

	// What people follow.
	FollowNews    Phrase `yaml:"follow_news"`    // above news: {topic}
	FollowSet     Phrase `yaml:"follow_set"`     // {topic}
	FollowPrivate Phrase `yaml:"follow_private"` // where it is told, said in a group
	FollowQuiet   Phrase `yaml:"follow_quiet"`   // {from}, {to}
	FollowChannel Phrase `yaml:"follow_channel"` // {topic}, told to the channel
	FollowAlready Phrase `yaml:"follow_already"` // {topic}
	FollowMany    Phrase `yaml:"follow_many"`    // {n} at most
	FollowFull    Phrase `yaml:"follow_full"`    // of all people together
	FollowWhat    Phrase `yaml:"follow_what"`    // no topic was named
	FollowNot     Phrase `yaml:"follow_not"`     // nobody can be told anything here
	FollowEnded   Phrase `yaml:"follow_ended"`   // {topic}
	FollowHead    Phrase `yaml:"follow_head"`    // above the list
	FollowLine    Phrase `yaml:"follow_line"`    // {n}, {topic}, {age} ago
	FollowShared  Phrase `yaml:"follow_shared"`  // after a line: told to this channel
	FollowNone    Phrase `yaml:"follow_none"`    // the list is empty

	// Language, privacy.
	LanguageAsk    Phrase `yaml:"language_ask"`
	LanguageSet    Phrase `yaml:"language_set"`
	LanguageAuto   Phrase `yaml:"language_auto"`
	Privacy        Phrase `yaml:"privacy"`         // {days}, {minutes}
	PrivacyContact Phrase `yaml:"privacy_contact"` // {contact}
	Forgotten      Phrase `yaml:"forgotten"`       // {what}
	NothingKept    Phrase `yaml:"nothing_kept"`
	KeptLanguage   Phrase `yaml:"kept_language"`
	KeptContext    Phrase `yaml:"kept_context"`
	KeptVotes      Phrase `yaml:"kept_votes"`
	KeptFollows    Phrase `yaml:"kept_follows"`

	// Notices.
	SlowDown       Phrase `yaml:"slow_down"`
	TooLong        Phrase `yaml:"too_long"`
	Busy           Phrase `yaml:"busy"`
	Broken         Phrase `yaml:"broken"`
	UnknownCommand Phrase `yaml:"unknown_command"`
	StaleButton    Phrase `yaml:"stale_button"`
	Gone           Phrase `yaml:"gone"`
	AskAgain       Phrase `yaml:"ask_again"`
	VoteUp         Phrase `yaml:"vote_up"`
	VoteDown       Phrase `yaml:"vote_down"`
	VoteTwice      Phrase `yaml:"vote_twice"`

	// Counted things.
	Articles    Plural `yaml:"articles"`
	Briefs      Plural `yaml:"briefs"`
	Passages    Plural `yaml:"passages"`
	Seconds     Plural `yaml:"seconds"`
	Minutes     Plural `yaml:"minutes"`
	Hours       Plural `yaml:"hours"`
	Days        Plural `yaml:"days"`
	Questions   Plural `yaml:"questions"`
	JustNow     Phrase `yaml:"just_now"`
	Ago         Phrase `yaml:"ago"`          // {age} ago
	SubSecond   Phrase `yaml:"sub_second"`   // {s} s
	MilliSecond Phrase `yaml:"milli_second"` // {ms} ms

	Admin AdminTexts `yaml:"admin"`

	// What the platforms add, each in a file of its name.
	Telegram TelegramTexts `yaml:"telegram"`
	Discord  DiscordTexts  `yaml:"discord"`
	Web      WebTexts      `yaml:"web"`
	Console  ConsoleTexts  `yaml:"console"`
}

// AdminTexts is what only admins read.
type AdminTexts struct {
	Reloaded        Phrase `yaml:"reloaded"` // {took}, {generation}, {from}, {to}, {passages}
	DryRun          Phrase `yaml:"dry_run"`
	Unchanged       Phrase `yaml:"unchanged"`
	Changes         Phrase `yaml:"changes"`       // {new}, {changed}, {removed}
	Skipped         Phrase `yaml:"skipped"`       // {n}, {names}
	AndMore         Phrase `yaml:"and_more"`      // {n} more
	GapsAnswered    Phrase `yaml:"gaps_answered"` // {n} of {total}
	Kept            Phrase `yaml:"kept"`          // {generation}, {age}: the old index keeps answering
	Refused         Phrase `yaml:"refused"`       // {reason}
	WouldRefuse     Phrase `yaml:"would_refuse"`
	Failed          Phrase `yaml:"failed"` // {reason}, {ref}
	ForceHint       Phrase `yaml:"force_hint"`
	BadSettings     Phrase `yaml:"bad_settings"` // {reason}
	Running         Phrase `yaml:"running"`      // {stage}, {age}
	Progress        Phrase `yaml:"progress"`     // {stage}, {done}, {total}
	ProgressOf      Phrase `yaml:"progress_of"`
	Reading         Phrase `yaml:"reading"` // stages
	Indexing        Phrase `yaml:"indexing"`
	Checking        Phrase `yaml:"checking"`
	Swap            Phrase `yaml:"swap"`
	CannotReload    Phrase `yaml:"cannot_reload"`
	RolledBack      Phrase `yaml:"rolled_back"` // {generation}, {before}
	NotLive         Phrase `yaml:"not_live"`    // {generation}
	NoPrevious      Phrase `yaml:"no_previous"`
	NoReport        Phrase `yaml:"no_report"`
	NewTitles       Phrase `yaml:"new_titles"`
	ChangedTitles   Phrase `yaml:"changed_titles"`
	RemovedTitles   Phrase `yaml:"removed_titles"`
	SkippedFiles    Phrase `yaml:"skipped_files"`
	NoTitles        Phrase `yaml:"no_titles"`
	StatusHead      Phrase `yaml:"status_head"`     // {generation}, {age}
	StatusCounts    Phrase `yaml:"status_counts"`   // {counts}, {passages}
	StatusNewest    Phrase `yaml:"status_newest"`   // {date}
	StatusEmbedded  Phrase `yaml:"status_embedded"` // {done} of {total} passages
	StatusRead      Phrase `yaml:"status_read"`     // {age}
	StatusNotKept   Phrase `yaml:"status_not_kept"`
	OpenedBuilt     Phrase `yaml:"opened_built"`
	OpenedReindexed Phrase `yaml:"opened_reindexed"`
	OpenedUpdated   Phrase `yaml:"opened_updated"`
	OpenedFellBack  Phrase `yaml:"opened_fell_back"`
	StatusSource    Phrase `yaml:"status_source"`   // {source}, {kind}, {counts}
	StatusSkipped   Phrase `yaml:"status_skipped"`  // {n}
	StatusError     Phrase `yaml:"status_error"`    // {reason}
	StatusMissed    Phrase `yaml:"status_missed"`   // {question}, {title}
	StatusPrevious  Phrase `yaml:"status_previous"` // {list}
	StatusGaps      Phrase `yaml:"status_gaps"`     // {n}
	StatusVotes     Phrase `yaml:"status_votes"`    // {up}, {down}
	StatusReplica   Phrase `yaml:"status_replica"`  // {name}, {generation}, {age}, {platforms}
	StatusMissing   Phrase `yaml:"status_missing"`  // {reason}
	StatusRefused   Phrase `yaml:"status_refused"`  // {age}, {reason}
	GapsHead        Phrase `yaml:"gaps_head"`       // {n}, {days}
	GapLine         Phrase `yaml:"gap_line"`        // {question}, {count}, {age}
	GapDown         Phrase `yaml:"gap_down"`        // {n} thumbs down
	NoGaps          Phrase `yaml:"no_gaps"`         // {days}
	StaleAlert      Phrase `yaml:"stale_alert"`     // {generation}, {age}
	SourceOfPages   Phrase `yaml:"source_of_pages"` // a kind that is not named
}
