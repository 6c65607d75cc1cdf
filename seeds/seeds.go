// Package seeds embeds the articles that ship with the program: the default
// corpus, so that a fresh build answers questions without any setting.
//
// The files are the newspaper's own pages, quoted and credited as such; they
// are read by retrieval/corpus like any other saved page.
package seeds

import "embed"

//go:generate go run ../retrieval/encoder/seedvectors -o vectors.bin

// Files holds the saved pages at its root, by file name.
//
//go:embed *.txt
var Files embed.FS

// Vectors are the encoder's for the articles' passages and sentences, in the
// format of package vectors; go generate makes them.
//
//go:embed vectors.bin
var Vectors string
