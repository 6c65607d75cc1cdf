package record

import (
	"encoding/json"
	"strings"
)

// ghostAuthors are the names of who wrote the posts of an export of Ghost's, by
// the posts' ids: it keeps people and who wrote what in lists of their own.
func ghostAuthors(raw json.RawMessage) map[string]string {
	var data struct {
		Users []struct {
			ID   json.RawMessage `json:"id"`
			Name string          `json:"name"`
		} `json:"users"`
		Wrote []struct {
			Post   json.RawMessage `json:"post_id"`
			Author json.RawMessage `json:"author_id"`
		} `json:"posts_authors"`
	}
	if json.Unmarshal(raw, &data) != nil || len(data.Wrote) == 0 {
		return nil
	}
	names := map[string]string{}
	for _, u := range data.Users {
		names[string(u.ID)] = u.Name
	}
	out := map[string]string{}
	for _, w := range data.Wrote {
		id, name := strings.Trim(string(w.Post), `"`), names[string(w.Author)]
		switch {
		case name == "":
		case out[id] == "":
			out[id] = name
		default:
			out[id] += ", " + name
		}
	}
	return out
}
