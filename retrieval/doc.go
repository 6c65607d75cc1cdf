// Package retrieval holds the nouns of finding an answer in a newspaper: Article,
// Passage, Question, Answer, Generation, and what a library of articles and an
// index of passages promise. What is done with them is one floor below: corpus
// reads articles, text analyses them, bleveindex proposes passages, rank orders
// them, and engine answers.
//
// Every word of an answer stands in an article. Nothing here knows of chat.
package retrieval
