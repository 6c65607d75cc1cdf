package collection

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/parse/body"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/corpus/parse/record"
)

// lineRecord is one line of JSON Lines in the form that README.md shows, which is
// read without looking at every value. Only text is needed.
type lineRecord struct {
	ID        json.RawMessage `json:"id"` // a string or a number
	Title     string          `json:"title"`
	Text      string          `json:"text"`
	Section   string          `json:"section"`
	Author    string          `json:"author"`
	Published string          `json:"published"`
	Date      string          `json:"date"` // the same by another name
	URL       string          `json:"url"`
	Language  string          `json:"language"`
	otherwise
}

// otherwise are keys that may say that the article was not published, or what
// stands above it: a line that has one of them is looked at as a whole.
type otherwise struct {
	Status           json.RawMessage `json:"status"`
	PostStatus       json.RawMessage `json:"post_status"`
	PostStatusCamel  json.RawMessage `json:"postStatus"`
	State            json.RawMessage `json:"state"`
	WorkflowState    json.RawMessage `json:"workflow_state"`
	PublishStatus    json.RawMessage `json:"publish_status"`
	Draft            json.RawMessage `json:"draft"`
	IsDraft          json.RawMessage `json:"is_draft"`
	IsDraftCamel     json.RawMessage `json:"isDraft"`
	Private          json.RawMessage `json:"private"`
	Visibility       json.RawMessage `json:"visibility"`
	Access           json.RawMessage `json:"access"`
	Public           json.RawMessage `json:"public"`
	Hidden           json.RawMessage `json:"hidden"`
	IsPublished      json.RawMessage `json:"is_published"`
	IsPublishedCamel json.RawMessage `json:"isPublished"`
	Unpublished      json.RawMessage `json:"unpublished"`
	Type             json.RawMessage `json:"type"`
	Layout           json.RawMessage `json:"layout"`
	PostType         json.RawMessage `json:"post_type"`
	Password         json.RawMessage `json:"password"`
	PostPassword     json.RawMessage `json:"post_password"`
	Deleted          json.RawMessage `json:"deleted"`
	DeletedAt        json.RawMessage `json:"deleted_at"`
	Trashed          json.RawMessage `json:"trashed"`
	Standfirst       json.RawMessage `json:"standfirst"`
	Sapo             json.RawMessage `json:"sapo"`
}

func (o *otherwise) any() bool {
	for _, v := range [...]json.RawMessage{o.Status, o.PostStatus, o.PostStatusCamel, o.State, o.WorkflowState, o.PublishStatus, o.Draft, o.IsDraft, o.IsDraftCamel, o.Private, o.Visibility, o.Access, o.Public, o.Hidden, o.IsPublished, o.IsPublishedCamel, o.Unpublished, o.Type, o.Layout, o.PostType, o.Password, o.PostPassword, o.Deleted, o.DeletedAt, o.Trashed, o.Standfirst, o.Sapo} {
		if v != nil {
			return true
		}
	}
	return false
}

// parseLine reads one line. The remark says what was not understood though the
// article is kept.
func parseLine(line []byte, paper draft.Paper) (d draft.Draft, remark string, err error) {
	defer recovered(&err)
	if !utf8.Valid(line) {
		return draft.Draft{}, "", errors.New("not UTF-8; save the file as UTF-8")
	}
	var r lineRecord
	bad := json.Unmarshal(line, &r)
	if bad == nil && r.Text != "" && !r.any() {
		written := cmp.Or(r.Published, r.Date)
		if when, ok := paper.Date(written); ok || written == "" {
			d, err = plainLine(r, when, paper)
			return d, "", err
		}
	}
	var wrong *json.UnmarshalTypeError
	if bad != nil && !errors.As(bad, &wrong) {
		return draft.Draft{}, "", fmt.Errorf("not an article: %s", jsonReason(bad))
	}
	whole, err := record.Object(line)
	if err != nil {
		if bad != nil {
			err = fmt.Errorf("not an article: %s", jsonReason(bad))
		}
		return draft.Draft{}, "", err
	}
	return FromRecord(whole, paper)
}

// plainLine reads a line that has all that is known of it in its place.
func plainLine(r lineRecord, published time.Time, paper draft.Paper) (d draft.Draft, err error) {
	d = draft.Draft{Title: prose.Clean(r.Title), Section: prose.Clean(r.Section), Author: prose.Clean(r.Author), URL: address.Canonical(r.URL), Published: published}
	if d.Own, err = recordID(r.ID); err != nil {
		return draft.Draft{}, err
	}
	if d.Parts, err = body.Text(r.Text, false); err != nil {
		return draft.Draft{}, err
	}
	if len(d.Parts) == 0 {
		return draft.Draft{}, errNoText
	}
	if len(d.Parts) > 1 {
		d.Parts = d.Unsigned(d.Parts, paper)
	}
	if d.Title == "" {
		d.Title = prose.TitleFrom(d.Parts[0].Text)
	}
	if d.Language = draft.PrimaryTag(r.Language); d.Language == "" {
		d.Detect("")
	}
	return d, nil
}

// jsonReason says what is wrong with a line in the words of its writer.
func jsonReason(err error) string {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		if wrong.Field == "" {
			return fmt.Sprintf("a line must be an object such as {\"id\", \"title\", \"text\"}, this is %s", article(wrong.Value))
		}
		return fmt.Sprintf("%q must be a %s, not %s", wrong.Field, wrong.Type, article(wrong.Value))
	}
	return err.Error()
}

func article(noun string) string {
	if strings.HasPrefix(noun, "a") || strings.HasPrefix(noun, "o") {
		return "an " + noun
	}
	return "a " + noun
}

// recordID returns an id as it is written: a string's content or a number's
// digits, "" for none.
func recordID(raw json.RawMessage) (string, error) {
	if len(raw) == 0 || string(raw) == "null" {
		return "", nil
	}
	switch c := raw[0]; {
	case c == '"':
		var id string
		if err := json.Unmarshal(raw, &id); err != nil {
			return "", fmt.Errorf("read id: %w", err)
		}
		return id, nil
	case c == '-' || c >= '0' && c <= '9':
		return string(raw), nil
	}
	return "", errors.New(`"id" must be a string or a number`)
}

// recovered makes an error of a panic: a parser of somebody else's library met
// an article that it cannot stand, one among others.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = draft.Panicked(r)
	}
}
