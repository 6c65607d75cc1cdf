package record

import (
	"fmt"
	"strings"
	"sync"

	"articlebot/retrieval/text/languages"
)

// printed are the words by which content systems say that an article was
// published. Any other word withholds it: to show what was never published is
// worse than to leave out what was, and the reason says how to mend that.
var printed = sync.OnceValue(func() map[string]bool {
	words := languages.All(languages.Builtin(), func(l *languages.Language) languages.Phrases { return l.Page.Published })
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
})

// stateKeys hold such a word, visibleKeys who may see it.
var (
	stateKeys   = []string{"status", "poststatus", "state", "workflowstate", "publishstatus", "publicationstatus", "pubstatus"}
	visibleKeys = []string{"visibility", "access", "privacy"}
	draftKeys   = []string{"draft", "isdraft", "private", "isprivate", "hidden", "unpublished", "unlisted", "trashed", "deleted", "isdeleted"}
	shownKeys   = []string{"published", "ispublished", "publish", "public", "ispublic", "live"}
)

// withheld tells why an article may not be shown, "" if it was published.
func withheld(m map[string]any) string {
	for _, k := range draftKeys {
		if s := scalar(m[k]); truth(s) || printedNever(s) {
			return fmt.Sprintf("not published: it is marked as %s", strings.TrimPrefix(k, "is"))
		}
	}
	for _, k := range shownKeys {
		if s := scalar(m[k]); untruth(s) || printedNever(s) {
			return fmt.Sprintf("not published: its %q is %q", k, s)
		}
	}
	for _, k := range stateKeys {
		if reason := Unpublished(textOf(m[k])); reason != "" {
			return reason
		}
	}
	for _, k := range visibleKeys {
		if s := strings.ToLower(scalar(m[k])); s != "" && !number(s) && s != "public" && s != "open" && s != "free" && s != "visible" && s != "everyone" {
			return fmt.Sprintf("not public: its %q is %q", k, s)
		}
	}
	for _, k := range []string{"deletedat", "trashedat"} {
		if scalar(m[k]) != "" {
			return "not published any more: it was deleted"
		}
	}
	for _, k := range []string{"password", "postpassword"} {
		if scalar(m[k]) != "" {
			return "not public: a password protects it"
		}
	}
	if content, ok := m["content"].(map[string]any); ok && content["protected"] == true {
		return "not public: a password protects it"
	}
	return kept(scalar(m["posttype"]), scalar(m["type"]), scalar(m["layout"]))
}

// printedNever tells a word that people write where others write true or false.
func printedNever(s string) bool {
	switch strings.ToLower(s) {
	case "draft", "pending", "private", "future", "never", "todo":
		return true
	}
	return false
}

// Unpublished tells why an article of this status is left out, "" where the
// status says that it was published, or nothing.
func Unpublished(status string) string {
	s := strings.ToLower(strings.TrimSpace(status))
	s = strings.TrimPrefix(strings.TrimPrefix(s, "stat:"), "icstat:")
	if s == "" || number(s) || truth(s) || printed()[s] {
		return ""
	}
	return fmt.Sprintf("not published: its status is %q; if it was, write \"published\"", status)
}

// besides are the types of WordPress and Ghost, and the layouts of Jekyll, that hold no article of a paper.
var besides = map[string]bool{
	"page": true, "attachment": true, "revision": true, "nav_menu_item": true, "custom_css": true, "customize_changeset": true,
	"oembed_cache": true, "user_request": true, "product": true, "shop_order": true, "feedback": true, "elementor_library": true,
	"comment": true, "settings": true, "template": true, "home": true,
}

// kept tells why an item of this type is left out, "" if it is not.
func kept(types ...string) string {
	for _, t := range types {
		if l := strings.ToLower(t); besides[l] || strings.HasPrefix(l, "wp_") || strings.HasPrefix(l, "acf-") {
			return fmt.Sprintf("no article: its type is %q", t)
		}
	}
	return ""
}
