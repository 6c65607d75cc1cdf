package locale

import "time"

// OurFault says that something went wrong on our side, with the reference that
// also stands in the log.
func (t *Texts) OurFault(ref string) string { return t.Broken.With("ref", ref) }

// AskSlower asks somebody who asks too much for patience.
func (t *Texts) AskSlower(again time.Duration) string { return t.SlowDown.With("wait", t.Wait(again)) }

// TooBusy says that too much is going on, and when to try again.
func (t *Texts) TooBusy(again time.Duration) string { return t.Busy.With("wait", t.Wait(again)) }
