package gateway

import (
	"encoding/json"
	"runtime"
)

// The opcodes,
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-opcodes.
const (
	opDispatch     = 0
	opHeartbeat    = 1
	opIdentify     = 2
	opResume       = 6
	opReconnect    = 7
	opInvalid      = 9
	opHello        = 10
	opHeartbeatAck = 11
)

// packet is what comes in.
type packet struct {
	Op   int             `json:"op"`
	Seq  int64           `json:"s"`
	Type string          `json:"t"`
	Data json.RawMessage `json:"d"`
}

// command is what goes out.
type command struct {
	Op   int `json:"op"`
	Data any `json:"d"`
}

type hello struct {
	Interval int64 `json:"heartbeat_interval"` // milliseconds
}

// ready is the part of READY that a later resume needs.
type ready struct {
	SessionID string `json:"session_id"`
	ResumeURL string `json:"resume_gateway_url"`
}

type identify struct {
	Token      string            `json:"token"`
	Intents    int               `json:"intents"`
	Properties map[string]string `json:"properties"`
	Shard      *[2]int           `json:"shard,omitempty"`
}

type resume struct {
	Token     string `json:"token"`
	SessionID string `json:"session_id"`
	Seq       int64  `json:"seq"`
}

func (s *Shard) identifyCommand() command {
	d := identify{
		Token:      s.cfg.Token,
		Intents:    s.cfg.Intents,
		Properties: map[string]string{"os": runtime.GOOS, "browser": "articlebot", "device": "articlebot"},
	}
	if s.cfg.Shards > 1 {
		d.Shard = &[2]int{s.cfg.Shard, s.cfg.Shards}
	}
	return command{Op: opIdentify, Data: d}
}

func (s *Shard) resumeCommand(from Session) command {
	return command{Op: opResume, Data: resume{Token: s.cfg.Token, SessionID: from.ID, Seq: from.Seq}}
}
