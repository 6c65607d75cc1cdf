package gateway

import (
	"encoding/json"
	"testing"

	"golang.org/x/time/rate"
)

func FuzzPacket(f *testing.F) {
	for _, s := range []string{
		`{"op":0,"s":1,"t":"READY","d":{"session_id":"x","resume_gateway_url":"wss://gateway.discord.gg"}}`,
		`{"op":7,"d":null}`, `{"op":9,"d":true}`, `{"op":9}`, `{"op":11}`, `{"op":1,"d":5}`, `{"op":0,"t":"READY","d":7}`, `null`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var p packet
		if json.Unmarshal(b, &p) != nil {
			return
		}
		taken := 0
		c := &connection{shard: New(Config{Handle: func(Event) { taken++ }}), session: Session{ID: "old", Seq: 3}, sends: rate.NewLimiter(0, 0)}
		c.seq.Store(3)
		err := c.take(p)
		if (p.Op == opDispatch) != (taken == 1) {
			t.Fatalf("op %d: %d events passed on", p.Op, taken)
		}
		if (p.Op == opReconnect || p.Op == opInvalid) != (err != nil) {
			t.Fatalf("op %d ended with %v", p.Op, err)
		}
		if c.seq.Load() < 0 {
			t.Fatalf("the sequence number became %d", c.seq.Load())
		}
	})
}
