// Package encoder turns a text into a vector whose direction is its meaning:
// texts that say the same in other words, or in another language, point nearly
// the same way.
//
// The model is multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672), a
// BERT encoder of 12 layers, with weights of four bits. It lies inside the
// program, with the pieces of English and Vietnamese, and runs on one core
// without cgo: in assembly where the processor has AVX2, AVX-512 VNNI or, of
// 64-bit Arm, NEON's product of bytes; in plain Go elsewhere, ten to twenty
// times slower, with the same result to three digits or more. A larger file of the
// same kind (all pieces, so all languages) can stand in for it; see Open.
//
// Cosines of this model lie between .7 and .9 whatever the texts are: compare
// them with each other, not with a threshold. Text that was typed wrongly or
// without its accents has a vector far from what was meant.
//
// Command pack beside this package makes the file and says where it comes from;
// package modelfile describes its format.
package encoder
