package dialogue

import (
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"articlebot/bot"
	"articlebot/bot/fault"
	"articlebot/bot/followup"
	"articlebot/bot/intent"
	"articlebot/bot/locale"
	"articlebot/bot/reply"
	"articlebot/bot/sample"
	"articlebot/bot/session"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Bounds of the search for sample questions, on any corpus.
const (
	maxSampleArticles = 60 // looked at, newest first
	maxSampleAsks     = 24 // candidates in a language that are tried on the library
	enoughOfKind      = 3  // in a language: no more are tried
)

// samples are the questions that people are shown to begin with: those of the
// configuration, else some drawn from the articles that these answer. They are
// drawn in the background, once for each generation, so that no greeting waits
// for them. It is safe for concurrent use.
type samples struct {
	shelf      *shelf
	search     *followup.Searcher
	configured atomic.Pointer[map[text.Language][]sample.Question] // which may change
	faults     *fault.Reporter
	words      *locale.Set

	// ctx ends with the bot, and drawing is what Close waits for.
	ctx     context.Context //nolint:containedctx // the life of the bot, not of a call
	cancel  context.CancelFunc
	drawing sync.WaitGroup

	mu    sync.Mutex
	busy  bool
	drawn drawnSamples
}

// drawnSamples are those of one generation, by language.
type drawnSamples struct {
	generation retrieval.Generation
	lists      map[text.Language][]sample.Question
}

func newSamples(s *shelf, search *followup.Searcher, f *fault.Reporter, words *locale.Set, configured []string) *samples {
	p := &samples{shelf: s, search: search, faults: f, words: words}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	p.configure(configured)
	p.freshen()
	return p
}

// configure takes other questions of the configuration.
func (p *samples) configure(questions []string) {
	lists := make(map[text.Language][]sample.Question)
	for _, question := range questions {
		c := sample.Configured(question, p.search.Detect(question))
		lists[c.From.Lang] = append(lists[c.From.Lang], c)
	}
	p.configured.Store(&lists)
}

// close stops drawing and waits for that.
func (p *samples) close() {
	p.cancel()
	p.drawing.Wait()
}

// freshen begins to draw questions where there are none of the current
// generation. It does not wait for them.
func (p *samples) freshen() {
	if len(*p.configured.Load()) > 0 {
		return
	}
	g := p.shelf.lib.Status().Generation
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.busy || p.ctx.Err() != nil || p.drawn.lists != nil && p.drawn.generation == g {
		return
	}
	p.busy = true
	p.drawing.Go(func() {
		defer p.faults.Survive("draw sample questions")
		lists := p.draw()
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.busy = false; lists != nil { // what was cut short is not kept
			p.drawn = drawnSamples{g, lists}
		}
	})
}

// draw returns questions in each language that are answered from where they
// were drawn; nil if the library cannot be asked.
func (p *samples) draw() map[text.Language][]sample.Question {
	lists := make(map[text.Language][]sample.Question)
	for _, l := range p.words.All() {
		drawn := make(map[reply.SampleKind]int)
		for _, c := range p.candidates(&l.Texts) {
			if drawn[c.From.Sample] == enoughOfKind || p.everywhere(c) {
				continue
			}
			ans, err := p.search.Find(p.ctx, p.search.Query(asked(c).Asked()), followup.Focus{})
			if err != nil {
				return nil
			}
			if ans.Outcome == retrieval.Answered && len(ans.Hits) > 0 && reply.RefOf(ans.Hits[0]) == c.From.Plain() {
				lists[l.Tag] = append(lists[l.Tag], c)
				drawn[c.From.Sample]++
			}
		}
		lists[l.Tag] = varied(telling(lists[l.Tag]))
	}
	return lists
}

// mostNamed is in how many articles a name is that asks for one of them.
const mostNamed = 3

// everywhere tells whether a question asks for a name that many articles have: a town,
// a country. Where the library cannot tell, it is none.
func (p *samples) everywhere(c sample.Question) bool {
	if c.About == "" {
		return false
	}
	list, err := p.search.Mentions(p.ctx, p.search.Parser.Query(c.About, c.From.Lang))
	return err == nil && len(list) > mostNamed
}

// candidates lists questions drawn from the newest articles: the first of each
// article, then the second of each, so that they are from many.
func (p *samples) candidates(t *locale.Texts) []sample.Question {
	var rounds [][]sample.Question
	seen := make(map[string]bool)
	list := p.shelf.catalogue().List
	for _, summary := range list[:min(len(list), maxSampleArticles)] {
		a, ok := p.shelf.lib.Article(string(summary.ID))
		if !ok {
			continue
		}
		round := 0
		for _, c := range sample.Draw(t, a) {
			if seen[c.Text] {
				continue
			}
			seen[c.Text] = true
			if round == len(rounds) {
				rounds = append(rounds, nil)
			}
			rounds[round] = append(rounds[round], c)
			round++
		}
	}
	all := slices.Concat(rounds...)
	slices.SortStableFunc(all, func(a, b sample.Question) int { return a.Doubt - b.Doubt })
	return all[:min(len(all), maxSampleAsks)]
}

// telling leaves out what nobody would ask out of nothing, where there is anything
// else: of a name that stands in no title, or for a measure. Fewer questions are offered
// then.
func telling(list []sample.Question) []sample.Question {
	better := slices.DeleteFunc(slices.Clone(list), func(q sample.Question) bool {
		return q.Doubt >= sample.Weak || q.About != "" && q.Doubt > 0
	})
	if len(better) == 0 {
		return list
	}
	return better
}

// varied orders samples so that each kind comes once before any comes again.
func varied(list []sample.Question) []sample.Question {
	round := make(map[string]int)
	used := make(map[reply.SampleKind]int)
	for _, s := range list {
		round[s.Text] = used[s.From.Sample]
		used[s.From.Sample]++
	}
	slices.SortStableFunc(list, func(a, b sample.Question) int { return round[a.Text] - round[b.Text] })
	return list
}

// pick returns up to n sample questions in lang, or in another language where
// there are none in lang.
func (p *samples) pick(lang text.Language, n int) []sample.Question {
	lists := *p.configured.Load()
	if len(lists) == 0 {
		p.freshen()
		p.mu.Lock()
		defer p.mu.Unlock()
		lists = p.drawn.lists
	}
	list := lists[lang]
	for _, l := range p.words.All() {
		if len(list) == 0 {
			list = lists[l.Tag]
		}
	}
	if len(list) == 0 {
		list = lists[text.Undetermined]
	}
	return list[:min(n, len(list))]
}

// at finds the question of a button again, which may be older than this
// process.
func (p *samples) at(ref reply.PassageRef) (session.Interpretation, bool) {
	for _, c := range (*p.configured.Load())[ref.Lang] {
		if c.From == ref {
			return asked(c), true
		}
	}
	if a, ok := p.shelf.lib.Article(ref.Key); ok {
		if c, ok := sample.Again(p.words.Of(ref.Lang), a, ref); ok {
			return asked(c), true
		}
	}
	return session.Interpretation{}, false
}

// offeredSamples is how many sample questions, or titles, a reply offers.
const offeredSamples = 3

// offer adds sample questions to a reply as buttons, or titles of the newest
// articles where there is no question.
func (p *samples) offer(r *request, said bot.Reply) bot.Reply {
	if list := p.pick(r.t.Language, offeredSamples); len(list) > 0 {
		gap := "\n"
		if strings.Contains(said.Text, "\n") {
			gap = "\n\n"
		}
		said.Text += gap + string(r.t.TryOne)
		for _, s := range list {
			said.Buttons = append(said.Buttons, []bot.Button{{Label: s.Text, Action: bot.Action{Verb: bot.AskSample, Arg: s.From.String()}}})
		}
		return said
	}
	list := p.shelf.catalogue().List
	said.Titles = reply.Titles(r.t, list[:min(len(list), offeredSamples)], 1)
	if len(said.Titles) == 0 {
		return said
	}
	said.Text = locale.JoinLines(said.Text, string(r.t.TryTitles))
	p.shelf.shown(r, said.Titles)
	return said
}

// Bounds of the better questions under a reply without an answer.
const (
	betterFrom    = 3 // titles, the nearest first
	betterTried   = 4 // on the library
	betterOffered = 2
)

// better adds questions that near articles answer to a reply that has titles only:
// such as share a word with what was asked, the most first.
func (p *samples) better(ctx context.Context, r *request, said bot.Reply, q intent.Query) bot.Reply {
	ids := idsOf(said.Titles)
	var list []sample.Question
	for _, id := range ids[:min(len(ids), betterFrom)] {
		a, ok := p.shelf.lib.Article(string(id))
		if !ok {
			continue
		}
		if titled, ok := sample.Titled(r.t, a); ok {
			list = append(list, titled)
		}
		list = append(list, slices.DeleteFunc(sample.Draw(r.t, a), func(q sample.Question) bool { return q.Doubt >= sample.Weak })...)
	}
	seen := make(map[string]bool)
	list = slices.DeleteFunc(list, func(s sample.Question) bool {
		again := seen[s.Text]
		seen[s.Text] = true
		return again || inCommon(q, s.Text) == 0
	})
	slices.SortStableFunc(list, func(x, y sample.Question) int { return inCommon(q, y.Text) - inCommon(q, x.Text) })
	offered := 0
	for _, c := range list[:min(len(list), betterTried)] {
		ans, err := p.search.Find(ctx, p.search.Query(asked(c).Asked()), followup.Focus{})
		if err != nil {
			return said
		}
		if ans.Outcome != retrieval.Answered || len(ans.Hits) == 0 || ans.Hits[0].Article.ID.Key() != c.From.Key {
			continue
		}
		said.Buttons = append(said.Buttons, []bot.Button{{Label: c.Text, Action: bot.Action{Verb: bot.AskSample, Arg: c.From.String()}}})
		if offered++; offered == betterOffered {
			break
		}
	}
	return said
}

// inCommon is how many topics of a question a text has as words.
func inCommon(q intent.Query, other string) int {
	there := make(map[string]bool)
	for _, tok := range text.Tokens(other, q.Language) {
		there[tok.Folded], there[tok.Term] = true, true
	}
	n := 0
	for _, tok := range q.Topics() {
		if there[tok.Folded] || there[tok.Term] {
			n++
		}
	}
	return n
}

// asked is a sample question as if somebody had typed it.
func asked(s sample.Question) session.Interpretation {
	lang := s.From.Lang
	return session.Interpretation{Typed: s.Text, Searched: s.Text, Language: lang, Spoken: lang, Origin: s.From}
}
