//go:build !amd64 && !arm64

package vectors

// kernels are those that there are for this processor.
func kernels() (names []string, list []kernel) {
	return []string{"plain-Go"}, []kernel{dotsPlain}
}
