package retrieval

// Generation names one build of the index: its time in microseconds, in base
// 36. A later one is greater, even where the clock went back, and no two in one
// archive are the same.
type Generation string
