package control

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"articlebot/retrieval"
)

// healthPath is where a process tells whether it answers.
const healthPath = "/healthz"

// probe is a question that costs next to nothing.
const probe = "health"

// serveHealth asks the library a question.
func (h *Handler) serveHealth(w http.ResponseWriter, r *http.Request) {
	if _, err := h.Library.Ask(r.Context(), retrieval.Question{Text: probe, Limit: 1}); err != nil {
		h.Log.Error("health", "error", err)
		http.Error(w, "search fails", http.StatusServiceUnavailable)
	}
}

// Health returns nil where the process that serves from dataDir answers
// questions.
func Health(ctx context.Context, dataDir string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://control"+healthPath, nil)
	if err != nil {
		return fmt.Errorf("make control request: %w", err)
	}
	resp, err := do(dataDir, req)
	if err != nil {
		return err
	}
	return errors.Join(fit(resp), resp.Body.Close())
}

// fit tells whether an answer is a good one.
func fit(resp *http.Response) error {
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("reach the running bot: it answers %s", resp.Status)
	}
	return nil
}
