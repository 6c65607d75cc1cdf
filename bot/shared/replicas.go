package shared

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// kindReplica are the heartbeats.
const kindReplica = "replica"

// How often a replica tells that it is there, and after how long without it is
// taken for gone.
const (
	BeatEvery = 5 * time.Second
	GoneAfter = 20 * time.Second
)

// Replica is what one tells of itself.
type Replica struct {
	ID      string    `json:"id"`
	Since   time.Time `json:"since"`   // when it started, on its own clock
	Version string    `json:"version"` // of the program
	Serves  string    `json:"serves"`  // the generation that answers
	Opens   string    `json:"opens,omitempty"`
	// Holds are the names of its leases, Platforms those that it serves.
	Holds     []string `json:"holds,omitempty"`
	Platforms []string `json:"platforms,omitempty"`
	// Trouble says what is missing, "" for nothing.
	Trouble string `json:"trouble,omitempty"`
}

// Beat tells the others of a replica; it is forgotten after GoneAfter.
func Beat(ctx context.Context, s Documents, r Replica) error {
	value, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("encode replica: %w", err)
	}
	_, err = s.Write(ctx, Write{Ref: Ref{kindReplica, r.ID}, Value: value, If: Anything, TTL: GoneAfter, Brief: true})
	return err
}

// Leave tells the others that a replica has ended.
func Leave(ctx context.Context, s Documents, id string) error {
	_, err := s.Write(ctx, Write{Ref: Ref{kindReplica, id}, If: Anything})
	return err
}

// Replicas lists those that are there, by id.
func Replicas(ctx context.Context, s Documents) ([]Replica, error) {
	docs, err := all(ctx, s, kindReplica, "")
	if err != nil {
		return nil, err
	}
	list := make([]Replica, 0, len(docs))
	for _, d := range docs {
		var r Replica
		if err := json.Unmarshal(d.Value, &r); err != nil {
			return nil, fmt.Errorf("decode replica %s: %w", d.Key, err)
		}
		list = append(list, r)
	}
	return list, nil
}
