//go:build !amd64 && !arm64

package encoder

// levels is plain Go alone: there are no kernels for this processor yet.
func levels() []Instructions { return []Instructions{Plain} }

func vectorKernels(use Instructions) kernels { panic("no kernels for " + use.String()) }
