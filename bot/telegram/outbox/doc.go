// Package outbox delivers messages: in order within a chat, side by side between
// chats, within the platform's limits, and again where a call failed for a
// reason that passes.
//
// It promises that a message is sent twice only where its first fate is unknown,
// and that what cannot be delivered is given up with a logged reason. What is
// said, and what becomes of the update behind it, is not its matter.
package outbox
