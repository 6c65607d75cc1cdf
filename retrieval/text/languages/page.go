package languages

// Page are the words around an article on its page and in its feed.
type Page struct {
	// CommentHeads, ListHeads and Controls are whole lines that are no part of an
	// article: what heads comments, what heads lists of other articles, and what is
	// pressed.
	CommentHeads Phrases `yaml:"comment_heads"`
	ListHeads    Phrases `yaml:"list_heads"`
	Controls     Phrases `yaml:"controls"`
	// Labels begin, with a colon, lines that list tags or point elsewhere.
	Labels Phrases `yaml:"labels"`
	// Characters are what a comment form counts.
	Characters Phrases `yaml:"characters"`
	// CutOff ends a text of which a feed carries only the beginning.
	CutOff Phrases `yaml:"cut_off"`
	// Published are the words by which content systems say that an article is.
	Published Phrases `yaml:"published"`
}

// Captions are the words that tell a photo's caption from a paragraph.
type Captions struct {
	// Pictures are what a caption calls its picture where it names who made it;
	// Photos those with which it may begin.
	Pictures Phrases `yaml:"pictures"`
	Photos   Words   `yaml:"photos"`
	// Credits are what stands before a credit that is a caption's only content.
	Credits Words `yaml:"credits"`
	// Narrating words a caption hardly ever has: it shows one moment, so it does not
	// look back or ahead, argue, refer to what was said before, or report speech.
	Narrating        Words   `yaml:"narrating"`
	NarratingPhrases Phrases `yaml:"narrating_phrases"`
	// Openers begin a sentence that leans on the one before it.
	Openers Words `yaml:"openers"`
	// BeforeParticiple words make a participle something else than the sentence's
	// own verb.
	BeforeParticiple Words `yaml:"before_participle"`
}

// Byline are the words around the names of those who wrote an article.
type Byline struct {
	// Done is what may stand before By: "written by", "posted by".
	Done Phrases `yaml:"done"`
	By   Words   `yaml:"by"`
	// Labels stand before a colon and names; Joined may stand between, behind a comma
	// or one of JoinedBy ("Bài và ảnh:").
	Labels   Phrases `yaml:"labels"`
	Joined   Words   `yaml:"joined"`
	JoinedBy Words   `yaml:"joined_by"`
	// And stands between names.
	And Words `yaml:"and"`
	// Writers stand before names without a colon.
	Writers Phrases `yaml:"writers"`
	// Pictures introduce who took the photos, behind who wrote.
	Pictures Words `yaml:"pictures"`
	// Whereabouts introduce where a writer was or for whom, behind the name.
	Whereabouts Words `yaml:"whereabouts"`
	// Following introduces the agency or paper that an article follows, Outlets
	// begin what such a one is called.
	Following Words `yaml:"following"`
	Outlets   Words `yaml:"outlets"`
	// Roles are words for what people are at a paper.
	Roles Phrases `yaml:"roles"`
	// None are what stands where a name should and is none.
	None Phrases `yaml:"none"`
}
