package journal

// Slot is the place of a reply: the question it answers. A second reply in the
// same slot changes the first.
type Slot struct{ Chat, Message int64 }
