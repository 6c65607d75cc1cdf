package config

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"articlebot/retrieval/corpus/redact"
)

// day is a unit that time.ParseDuration lacks and operators want.
const day = 24 * time.Hour

// parse sets what value points to from s, as the environment or a scalar of
// the file has it. Its error says what to write instead.
func parse(value any, s string) error {
	switch v := value.(type) {
	case *string:
		*v = s
	case *Secret:
		*v = NewSecret(s)
	case *[]string:
		*v = splitList(s)
	case *[]Source:
		if strings.HasPrefix(strings.TrimSpace(s), "[") {
			return parseSources(v, s)
		}
		*v = nil
		for _, path := range splitList(s) {
			*v = append(*v, Source{Path: path})
		}
	case *int:
		n, err := strconv.Atoi(s)
		if err != nil {
			return fmt.Errorf("write a whole number, such as %d", *v)
		}
		*v = n
	case *float64:
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return fmt.Errorf("write a number, such as %g", *v)
		}
		*v = f
	case *bool:
		b, err := strconv.ParseBool(s)
		if err != nil {
			return fmt.Errorf("write true or false")
		}
		*v = b
	case *time.Duration:
		d, err := parseDuration(s)
		if err != nil {
			return fmt.Errorf("write a number with its unit (s, m, h or d), such as 30s, 15m or 7d")
		}
		*v = d
	default:
		panic(fmt.Sprintf("internal error: setting of type %T", value))
	}
	return nil
}

// parseSources reads a list as it stands in the file, for sources of which
// more is to be said than their paths.
func parseSources(v *[]Source, s string) error {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(s), &doc); err != nil || len(doc.Content) == 0 {
		return errors.New("write paths with commas between them, or a list such as [{path: https://paper.example/rss, keep: 30d}, more.jsonl]")
	}
	list, err := sourcesOf(doc.Content[0])
	if err == nil {
		*v = list
	}
	return err
}

// splitList splits at commas and drops empty parts.
func splitList(s string) []string {
	var list []string
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// parseDuration is time.ParseDuration with whole days ("7d").
func parseDuration(s string) (time.Duration, error) {
	if n, ok := strings.CutSuffix(s, "d"); ok {
		days, err := strconv.Atoi(n)
		return time.Duration(days) * day, err
	}
	return time.ParseDuration(s)
}

// asAddress finds a text that is an address or was meant to be one.
var asAddress = regexp.MustCompile(`(?i)^[a-z][a-z0-9+.-]*://`)

// shownText is a text as people may see it: addresses without the secrets in
// them, be it that the text is a whole list that cannot be read.
func shownText(s string) string {
	switch {
	case asAddress.MatchString(s):
		return redact.Address(s)
	case strings.Contains(s, "://") || strings.Contains(s, "@"):
		return redact.Text(s)
	}
	return s
}

// shownTexts is shownText of each.
func shownTexts(list []string) []string {
	var out []string
	for _, s := range list {
		out = append(out, shownText(s))
	}
	return out
}

// format returns the value as parse reads it, but for secrets, which are
// starred; a list of sources as their paths.
func format(value any) string {
	switch v := value.(type) {
	case *string:
		return shownText(*v)
	case *Secret:
		return v.String()
	case *[]string:
		return strings.Join(shownTexts(*v), ",")
	case *[]Source:
		paths := make([]string, len(*v))
		for i, s := range *v {
			paths[i] = s.shown()
		}
		return strings.Join(paths, ",")
	case *int:
		return strconv.Itoa(*v)
	case *float64:
		return strconv.FormatFloat(*v, 'g', -1, 64)
	case *bool:
		return strconv.FormatBool(*v)
	case *time.Duration:
		return formatDuration(*v)
	}
	panic(fmt.Sprintf("internal error: setting of type %T", value))
}

// formatDuration writes 15m0s as 15m and 720h0m0s as 30d.
func formatDuration(d time.Duration) string {
	switch {
	case d == 0:
		return "0s"
	case d%day == 0:
		return strconv.Itoa(int(d/day)) + "d"
	}
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// quote shows a value with anything unprintable escaped.
func quote(s string) string { return strconv.Quote(s) }
