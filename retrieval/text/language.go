package text

// Language is a BCP 47 language tag of the two languages the analysis knows.
type Language string

// The languages of articles and questions.
const (
	English    Language = "en"
	Vietnamese Language = "vi"
	// Undetermined is a text with too little to tell (a name, a number).
	Undetermined Language = "und"
)
