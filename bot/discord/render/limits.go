package render

// Discord's limits in code points,
// https://discord.com/developers/docs/resources/message#embed-object-embed-limits
// and https://discord.com/developers/docs/components/reference.
const (
	maxContent     = 2000
	maxTitle       = 256
	maxDescription = 4096
	maxTotal       = 6000 // over all embeds of a message
	maxRows        = 5
	maxRowButtons  = 5
	maxLabel       = 80
	maxURL         = 512
	maxOptions     = 25
	maxOptionText  = 100
	maxCustomID    = 100
	maxPlaceholder = 150
)

// Our own, narrower limits.
const (
	// maxShown is how much of a long passage is shown around the sentence that
	// answers; the rest is a button away.
	maxShown = 1000
	// maxFooter and maxAlsoIn bound what stands around the passage.
	maxFooter = 300
	maxAlsoIn = 300
	// maxQuoted bounds the question above an answer.
	maxQuoted = 1000
	// maxCards is how many passages one message shows.
	maxCards = 5
	// maxListed is how much of a title and of its section a list shows.
	maxListed        = 150
	maxListedSection = 40
	// maxGeneration bounds the generation in the footer.
	maxGeneration = 16
)
