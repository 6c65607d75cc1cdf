package telegram

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"articlebot/bot/shared"
	"articlebot/bot/telegram/journal"
)

// kindOwed are the documents of questions that were acknowledged before their
// replies were delivered, for the replica that polls next should this one end.
const kindOwed = "telegram:owed"

// owed is such a question, and which replica owes the reply.
type owed struct {
	journal.EarlyAck
	By string `json:"by"`
}

// mostOwed is how many of them are looked through at once.
const mostOwed = 500

func (a *Adapter) owedRef(id int64) shared.Ref {
	return shared.Ref{Kind: kindOwed, Key: a.shareKey("owed", strconv.FormatInt(id, 10))}
}

// owe tells the others of a question that this replica will answer and Telegram
// does not hold any more. It reports whether they know.
func (a *Adapter) owe(o journal.EarlyAck) bool {
	if a.desk == nil {
		return false
	}
	value, err := json.Marshal(owed{o, a.config.Shared.ID})
	if err != nil {
		return false
	}
	ctx, cancel := context.WithTimeout(a.work, shared.AskWithin)
	defer cancel()
	_, err = a.config.Shared.Store.Write(ctx, shared.Write{Ref: a.owedRef(o.Update), Value: value, If: shared.Anything, TTL: shared.KeepSent})
	if err != nil {
		return false
	}
	a.owing.Store(o.Update, true)
	return true
}

// unowe forgets such a question, whose reply has been delivered or given up.
func (a *Adapter) unowe(ctx context.Context, id int64) {
	if _, owes := a.owing.LoadAndDelete(id); !owes {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, shared.AskWithin)
	defer cancel()
	if _, err := a.config.Shared.Store.Write(ctx, shared.Write{Ref: a.owedRef(id), If: shared.Anything}); err != nil {
		a.log.Debug("other replicas take an answered question for one that is owed", "update", id, "error", err)
	}
}

// tellForOthers tells the people whom a replica that is gone left without a reply
// that it was interrupted. It is called by the one that polls.
func (a *Adapter) tellForOthers(ctx context.Context) {
	store := a.config.Shared.Store
	alive, err := shared.Replicas(ctx, store)
	if err != nil {
		return // the next one to poll does it
	}
	docs, err := store.List(ctx, kindOwed, a.shareKey("owed", ""), "", mostOwed)
	if err != nil {
		return
	}
	var left []journal.EarlyAck
	for _, d := range docs {
		var o owed
		there := json.Unmarshal(d.Value, &o) == nil &&
			(o.By == a.config.Shared.ID || slices.ContainsFunc(alive, func(r shared.Replica) bool { return r.ID == o.By }))
		if there {
			continue
		}
		// Who deletes it tells of it.
		if _, err := store.Write(ctx, shared.Write{Ref: d.Ref, If: shared.Condition(d.Version)}); err == nil {
			left = append(left, o.EarlyAck)
		}
	}
	a.tellLeft(left)
}
