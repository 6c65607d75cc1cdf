//go:build !amd64

package encoder

// best is plain Go: there are no kernels for this processor yet.
func best() Instructions { return Plain }

func vectorKernels(use Instructions) kernels { panic("no kernels for " + use.String()) }
