package locale

import (
	"strings"

	"articlebot/retrieval/text"

	"go.yaml.in/yaml/v3"
)

// List is phrases that stand in a file separated by commas.
type List []string

// UnmarshalYAML reads "one, two".
func (l *List) UnmarshalYAML(n *yaml.Node) error {
	var s string
	if err := n.Decode(&s); err != nil {
		return err
	}
	for _, p := range strings.Split(s, ",") {
		if p = strings.TrimSpace(p); p != "" {
			*l = append(*l, p)
		}
	}
	return nil
}

// Phrases are what people say to a bot in one language that is not a question
// to the articles, and the words by which one question follows another. They are
// in lower case, with their accents and without apostrophes.
type Phrases struct {
	// Meanings are whole messages by what they mean: the kinds of package intent.
	Meanings map[string]List `yaml:"meanings"`
	// Wishes ask to be spoken to in a language, by its tag.
	Wishes map[text.Language]List `yaml:"wishes"`
	// PoliteBefore and PoliteAfter may stand around any of these.
	PoliteBefore List `yaml:"polite_before"`
	PoliteAfter  List `yaml:"polite_after"`

	// WishWords are the words by which a wish is known, in any order, by what it
	// means. Light are words that may stand beside them and say nothing more,
	// ShortForms what is typed for others.
	WishWords  map[string]List   `yaml:"wish_words"`
	Light      List              `yaml:"light"`
	ShortForms map[string]string `yaml:"short_forms"`
	// Examples are a few messages of each kind as people would type them, to tell
	// others by their meaning; those of kind "question" only look like a wish.
	Examples map[string]List `yaml:"examples"`
	// Around are words that stand around courtesies and mean nothing alone.
	Around List `yaml:"around"`

	// QuestionLeads and QuestionTails stand around a question and ask nothing
	// themselves: "can you tell me". Filler are words that may do so anywhere, where
	// the articles do not know them.
	QuestionLeads List `yaml:"question_leads"`
	QuestionTails List `yaml:"question_tails"`
	Filler        List `yaml:"filler"`
	// Pointing says that what a message replies to is the question: "answer this".
	Pointing List `yaml:"pointing"`
	// NumberedAs announce a question: "Q: …". Signatures begin what a program adds
	// below a message, and Devices are what it may have been sent from. ContactLeads stand before the number of a telephone.
	NumberedAs   List `yaml:"numbered_as"`
	Signatures   List `yaml:"signatures"`
	Devices      List `yaml:"devices"`
	ContactLeads List `yaml:"contact_leads"`

	// ArticleNouns are what an article is called, and ArticlePreps stand between that
	// and what it is about: "the one about coffee".
	ArticleNouns List `yaml:"article_nouns"`
	ArticlePreps List `yaml:"article_preps"`

	// TopicCores are where a wish for the articles on a topic is known by, and
	// TopicBefore the words that may stand before them.
	TopicCores  List `yaml:"topic_cores"`
	TopicBefore List `yaml:"topic_before"`
	// TopicLeads begin a wish for the articles on a topic, TopicTails may end it.
	TopicLeads List `yaml:"topic_leads"`
	TopicTails List `yaml:"topic_tails"`

	// LeadIns begin a question that continues the one before it. Those of
	// KeptLeadIns belong to what follows as well: "and in Xa Dung?".
	LeadIns     List `yaml:"lead_ins"`
	KeptLeadIns List `yaml:"kept_lead_ins"`
	Trailers    List `yaml:"trailers"` // end such a question
	// Pronouns point at something said before, LastPronouns only at the end, for
	// "this year" does not, and not after a word of Being: "is there".
	Pronouns     List `yaml:"pronouns"`
	LastPronouns List `yaml:"last_pronouns"`
	Being        List `yaml:"being"`
	// Askings are questions without any topic of their own: "why".
	Askings List `yaml:"askings"`
	// YesNo ask to be told that something is so: a word at the beginning, several
	// anywhere.
	YesNo List `yaml:"yes_no"`
	// FewWords is how many words are still a search and no question.
	FewWords int `yaml:"few_words"`
	// YesNoEnds do so at the end: "…, right?".
	YesNoEnds List `yaml:"yes_no_ends"`
	// AskingWords make a question of the words around them.
	AskingWords List `yaml:"asking_words"`

	// PickLeads and ArticleLeads may stand before a number that picks from a
	// list, NumberTails after it.
	PickLeads    List `yaml:"pick_leads"`
	ArticleLeads List `yaml:"article_leads"`
	NumberTails  List `yaml:"number_tails"`
	// Ordinals are counting words that pick. LedOrdinals are everyday words and
	// names too, so they pick only after a lead.
	Ordinals    map[string]int `yaml:"ordinals"`
	LedOrdinals map[string]int `yaml:"led_ordinals"`
	// LastOrdinals pick the last of a list.
	LastOrdinals List `yaml:"last_ordinals"`

	// LanguageNames are what languages are called by their tags, and "auto".
	LanguageNames map[string]List `yaml:"language_names"`
	// ReloadModes are how to reload: "dry" and "force".
	ReloadModes map[string]List `yaml:"reload_modes"`
}
