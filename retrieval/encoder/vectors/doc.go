// Package vectors makes, keeps and searches the vectors of passages and of
// their sentences.
//
// A Store keeps them by what they were made of (model and text), so that none
// is made twice: in a file where there is a folder for it, in memory where
// there is none or the disk takes no more. A Set belongs to one snapshot of the
// articles: it holds the vectors of its passages side by side, which a question
// is compared with in one sweep, while those of sentences are fetched from the
// store for the few passages that are looked at. A Maker fills sets in the
// background, and a few passages at once where a question needs them.
//
// Numbers are cut to eight bits, a scale for each vector: on XQuAD (604
// Vietnamese questions, 240 English passages) cosines are off by .0003, and by
// .0012 at most; with four bits they were off by .0025 to .0055, and one to
// four questions in a hundred lost their passage.
//
// Memory for 384 dimensions, measured: a set takes 389 bytes a passage, 39 MB
// for 100,000 and 390 MB for a million. A store on disk takes some 40 bytes for
// each passage and sentence: with four sentences a passage 20 MB and 200 MB; a
// store in memory 480 bytes: 240 MB and 2.4 GB. A sweep takes time in proportion
// to the passages: 2 to 3 ms for 100,000 with AVX2, 20 to 30 ms for a million,
// so that the caller decides from how many on words alone propose candidates.
package vectors
