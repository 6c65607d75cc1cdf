// Package admin is what those who run the bot read and do: the state of the index
// and its sources, reloads and the way back, questions without an answer, and the
// alerts that come unasked.
//
// It does not check who asks: the conversation lets only admins come here.
package admin
