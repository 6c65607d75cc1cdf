package dialect

import (
	"regexp"
	"strings"
)

var (
	// shortcode is a mark of WordPress's: a name with attributes, or one that is
	// closed. A name alone in brackets may be the paper's ("[sic]").
	shortcode = regexp.MustCompile(`\[/?[a-zA-Z][\w-]{0,60}(?:\s+[\w-]+\s*=\s*(?:"[^"\[\]]*"|'[^'\[\]]*'|&#8221;[^\[\]]*?&#8221;|[^\s"'\[\]]+))+\s*/?\]`)
	closing   = regexp.MustCompile(`\[/([a-zA-Z][\w-]{0,60})\]`)
	// unseen are the shortcodes between which stands no text.
	unseen = regexp.MustCompile(`(?is)\[(embed|audio|video|playlist|gallery|googlemaps|youtube)\b[^\]]*\][^\[\]]*\[/(?:embed|audio|video|playlist|gallery|googlemaps|youtube)\]`)
	// bare are those that stand without attributes.
	bare = regexp.MustCompile(`(?i)\[(?:gallery|embed|audio|video|playlist|more|toc|contact-form-7|sitemap|archives|nggallery)\]`)
	// captioned is a photo and the line below it.
	captioned = regexp.MustCompile(`(?is)\[caption\b[^\]]*\](.*?)\[/caption\]`)
	image     = regexp.MustCompile(`(?is)(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?`)
)

// Shortcodes drops the marks of WordPress's plugins from a text. A photo's
// caption becomes one in HTML.
func Shortcodes(s string) string {
	if !strings.Contains(s, "[") {
		return s
	}
	s = captioned.ReplaceAllStringFunc(s, func(photo string) string {
		words := image.ReplaceAllString(captioned.FindStringSubmatch(photo)[1], "")
		return "<figure><figcaption>" + strings.TrimSpace(words) + "</figcaption></figure>"
	})
	s = unseen.ReplaceAllString(s, "")
	s = shortcode.ReplaceAllStringFunc(s, func(mark string) string { return "" })
	s = bare.ReplaceAllString(s, "")
	return withoutClosed(s)
}

// withoutClosed drops opening marks without attributes, where they are closed,
// and the closing ones.
func withoutClosed(s string) string {
	names := map[string]bool{}
	for _, m := range closing.FindAllStringSubmatch(s, -1) {
		names[m[1]] = true
	}
	if len(names) == 0 {
		return s
	}
	return closable.ReplaceAllStringFunc(s, func(mark string) string {
		if names[strings.Trim(mark, "[/]")] {
			return ""
		}
		return mark
	})
}

var closable = regexp.MustCompile(`\[/?[a-zA-Z][\w-]{0,60}\]`)
