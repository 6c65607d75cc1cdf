package text

// Language is the BCP 47 tag of a language. The analysis knows those of package
// languages that have function words, English and Vietnamese best.
type Language string

// The languages of articles and questions.
const (
	English    Language = "en"
	Vietnamese Language = "vi"
	// Undetermined is a text with too little to tell (a name, a number).
	Undetermined Language = "und"
)
