package bot

// Leans tells black-box tests whether a question is read with the one before.
func Leans(question string) bool {
	_, how := leans(question)
	return how != upright
}
