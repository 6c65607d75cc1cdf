package follow

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"articlebot/bot/state"
	"articlebot/retrieval"
	"articlebot/retrieval/clock"
	"articlebot/retrieval/text"
)

const (
	// staleAfter is how old an article may be, where its date is known, to be
	// news: a source that brings its archive along is none.
	staleAfter = 14 * 24 * time.Hour
	// maxTried is how many new articles are asked about one topic, those with
	// most of its words first.
	maxTried = 12
)

// begin makes all articles that there are now known: nobody was told of any.
func (d *Desk) begin() error {
	g := d.cfg.Library.Status().Generation
	keys, _ := d.keys()
	return d.cfg.Follows.Advance(g, keys, nil, d.cfg.Now())
}

// keys lists the articles that there are now.
func (d *Desk) keys() ([]string, map[string]retrieval.Summary) {
	list := d.cfg.Library.Articles()
	keys := make([]string, 0, len(list))
	byKey := make(map[string]retrieval.Summary, len(list))
	for _, a := range list {
		k := a.ID.Key()
		keys = append(keys, k)
		byKey[k] = a
	}
	return keys, byKey
}

// scan looks for news where another generation answers than at the last look.
func (d *Desk) scan(ctx context.Context) error {
	store := d.cfg.Follows
	g := d.cfg.Library.Status().Generation
	if looked, err := store.Looked(g); err != nil || looked {
		return err
	}
	follows, err := store.All()
	if err != nil || len(follows) == 0 {
		return err
	}
	known, err := store.Known()
	if err != nil {
		return err
	}
	if known == "" { // what was known is lost: nobody can tell what is new
		return d.begin()
	}
	keys, byKey := d.keys()
	var fresh []*article
	unseen, err := store.News(keys)
	if err != nil {
		return err
	}
	for _, k := range unseen {
		if s := byKey[k]; s.Published.IsZero() || d.cfg.Now().Sub(s.Published) < staleAfter {
			if a, ok := d.cfg.Library.Article(k); ok {
				fresh = append(fresh, newArticle(a))
			}
		}
	}
	var news []state.Found
	for _, f := range follows {
		if len(fresh) == 0 {
			break
		}
		if f.Generation >= g {
			continue // it began when these articles were there
		}
		began := time.Now()
		n, err := d.search(ctx, f, fresh)
		if err != nil {
			return err
		}
		if len(n.Articles) > 0 {
			news = append(news, n)
		}
		if err := clock.Sleep(ctx, time.Since(began)); err != nil { // half the time is for those who ask
			return err
		}
	}
	if err := store.Advance(g, keys, news, d.cfg.Now()); err != nil {
		return err
	}
	if len(fresh) > 0 {
		d.cfg.Log.Info("looked for news for followers", "generation", g, "new", len(fresh), "follows", len(follows), "to_tell", len(news))
	}
	return nil
}

// article is a new one with its words, folded and as terms.
type article struct {
	*retrieval.Article
	words map[string]bool
}

func newArticle(a *retrieval.Article) *article {
	n := &article{a, make(map[string]bool)}
	n.read(a.Title, a.Language)
	for _, p := range a.Passages {
		n.read(p.Text, a.Language)
	}
	return n
}

func (a *article) read(s string, lang text.Language) {
	for _, tok := range text.Tokens(s, lang) {
		a.words[tok.Folded], a.words[tok.Term] = true, true
	}
}

// share tells how many of a topic's words the article has.
func (a *article) share(f state.Follow) (shared, wanted int) {
	for _, tok := range text.QueryTokens(f.Topic, f.Language) {
		if tok.Stop {
			continue
		}
		wanted++
		if a.words[tok.Folded] || a.words[tok.Term] {
			shared++
		}
	}
	return shared, wanted
}

// search asks the library about a topic and returns the new articles that
// answer. The whole library must answer it surely, and so must each article by
// itself: it is the first that the library finds, or its passage has all words of
// the topic, as one article alone is soon the best answer there is.
func (d *Desk) search(ctx context.Context, f state.Follow, fresh []*article) (state.Found, error) {
	n := state.Found{Follow: f.ID}
	all, err := d.cfg.Library.Ask(ctx, retrieval.Question{Text: f.Topic, Language: f.Language, Limit: retrieval.MaxLimit})
	if err != nil {
		return n, fmt.Errorf("search topic: %w", err)
	}
	if all.Outcome != retrieval.Answered {
		return n, nil
	}
	var found []retrieval.Answer
	for _, a := range worthTrying(f, fresh, all.Hits) {
		ans, ok, err := d.ask(ctx, f, a.ID)
		if err != nil {
			return n, err
		}
		first := len(all.Hits) > 0 && all.Hits[0].Article.ID == a.ID
		if ok && (first || speaksOf(ans.Hits[0], f)) && !slices.Contains(f.Told, mark(ans.Hits[0])) {
			found = append(found, ans)
		}
	}
	slices.SortStableFunc(found, func(a, b retrieval.Answer) int { return cmp.Compare(b.Confidence, a.Confidence) })
	for _, ans := range found {
		m := mark(ans.Hits[0])
		if slices.Contains(n.Passages, m) {
			continue // a reprint
		}
		n.Articles = append(n.Articles, ans.Hits[0].Article.ID.Key())
		n.Passages = append(n.Passages, m)
	}
	return n, nil
}

// ask asks one article about a topic; ok tells that it answers.
func (d *Desk) ask(ctx context.Context, f state.Follow, id retrieval.ArticleID) (ans retrieval.Answer, ok bool, err error) {
	ans, err = d.cfg.Library.Ask(ctx, retrieval.Question{Text: f.Topic, Language: f.Language, Limit: 1, Article: id})
	if err != nil {
		return ans, false, fmt.Errorf("search new article: %w", err)
	}
	return ans, ans.Outcome == retrieval.Answered && len(ans.Hits) > 0, nil
}

// speaksOf tells whether a passage or its title has all words of a topic. Less is
// not enough: of a long question in Vietnamese any passage has most syllables.
func speaksOf(h retrieval.Hit, f state.Follow) bool {
	there := &article{words: make(map[string]bool)}
	there.read(h.Article.Title, f.Language)
	there.read(h.Passage.Text, f.Language)
	shared, wanted := there.share(f)
	return wanted > 0 && shared == wanted
}

// worthTrying are the new articles among what was found, and those that have at
// least half of a topic's words: of a topic that many articles are on, the new
// ones need not be among the first.
func worthTrying(f state.Follow, fresh []*article, hits []retrieval.Hit) []*article {
	found := make(map[retrieval.ArticleID]bool)
	for _, h := range hits {
		found[h.Article.ID] = true
	}
	type tried struct {
		*article
		shared int
	}
	var list []tried
	for _, a := range fresh {
		shared, wanted := a.share(f)
		if found[a.ID] || shared > 0 && 2*shared >= wanted {
			list = append(list, tried{a, shared})
		}
	}
	slices.SortStableFunc(list, func(a, b tried) int { return b.shared - a.shared })
	out := make([]*article, 0, min(len(list), maxTried))
	for _, t := range list[:min(len(list), maxTried)] {
		out = append(out, t.article)
	}
	return out
}

// mark names a passage by its text, whichever article it stands in.
func mark(h retrieval.Hit) string {
	sum := sha256.Sum256([]byte(text.Clean(h.Passage.Text)))
	return hex.EncodeToString(sum[:8])
}
