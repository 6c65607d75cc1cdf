package dialogue

import (
	"strings"
	"time"

	"articlebot/bot"
	"articlebot/retrieval"
)

// view is which part of an answer to show and what to say around it.
type view struct {
	index  int   // of the hit, from 0
	origin place // of the sample question that was answered, if it was one
	// together says that the question was read with the one before.
	together bool
	// within is the title of the only article that was searched, "" for all.
	within string
	now    time.Time
}

// answerReply shows one passage of an answer, or that there is none.
func (b *Bot) answerReply(t *texts, ans retrieval.Answer, w view) bot.Reply {
	hits := b.pages(ans)
	if len(hits) == 0 {
		return b.noneReply(t, ans, w)
	}
	w.index = min(max(w.index, 0), len(hits)-1)
	h := hits[w.index]
	r := bot.Reply{
		Kind: bot.ShowAnswer, Language: t.Language, Question: ans.Question,
		Cards:   []bot.Card{card(t, h, ans.Generation)},
		Buttons: answerButtons(t, w, hits),
	}
	hedge := ""
	if ans.Outcome == retrieval.Unsure {
		r.Kind = bot.ShowUnsure
		hedge = t.hedge(ans, w)
	}
	r.Text = joinLines(b.remarks(t, ans, w), hedge)
	return r
}

// maxLacking is how many words an answer says it found nothing of.
const maxLacking = 3

// hedge says why a passage may not answer: what it lacks, where that is known,
// helps more than that it is not sure. What lacks is known of the first only.
func (t *texts) hedge(ans retrieval.Answer, w view) string {
	if len(ans.Missing) == 0 || w.index > 0 {
		return string(t.Hedge)
	}
	return t.Lacking.with("words", lacking(ans))
}

// lacking names the words that nothing was found of.
func lacking(ans retrieval.Answer) string {
	var words []string
	for _, m := range ans.Missing[:min(len(ans.Missing), maxLacking)] {
		words = append(words, "“"+m+"”")
	}
	return strings.Join(words, ", ")
}

// nothingOf says the same where no passage is shown.
func (t *texts) nothingOf(ans retrieval.Answer) string {
	if len(ans.Missing) == 0 {
		return ""
	}
	return t.NothingOf.with("words", lacking(ans))
}

// pages are the hits of an answer that a person may see.
func (b *Bot) pages(ans retrieval.Answer) []retrieval.Hit {
	if ans.Outcome == retrieval.None {
		return nil
	}
	return ans.Hits[:min(len(ans.Hits), b.cfg.Passages)]
}

// remarks say what is particular about an answer, a line each.
func (b *Bot) remarks(t *texts, ans retrieval.Answer, w view) string {
	lines := make([]string, 0, 4)
	lines = append(lines, t.corrected(ans.Corrections))
	lines = append(lines, t.news(ans.News, ans.Outcome))
	if w.together {
		lines = append(lines, string(t.Together))
	}
	if w.within != "" {
		lines = append(lines, t.Within.with("title", w.within))
	}
	if age, old := b.age(w.now); old {
		lines = append(lines, t.Old.with("age", t.age(age)))
	}
	return joinLines(lines...)
}

// maxCorrections is how many words an answer says it read as others: more are
// no help to anybody.
const maxCorrections = 5

// corrected says which words were read as others, in one line.
func (t *texts) corrected(list []retrieval.Correction) string {
	if len(list) == 0 {
		return ""
	}
	var words []string
	for _, c := range list[:min(len(list), maxCorrections)] {
		words = append(words, t.CorrectedWord.with("typed", c.Typed, "read", c.Read))
	}
	return t.Corrected.with("words", strings.Join(words, ", "))
}

// news says how an answer has to do with time, where the question did.
func (t *texts) news(n *retrieval.News, o retrieval.Outcome) string {
	switch {
	case n == nil:
	case n.Undated:
		return string(t.Undated)
	case n.Outside && o == retrieval.None:
		return string(t.NoDays)
	case o == retrieval.None: // nothing is shown that has an order
	case n.Outside:
		return string(t.OtherDays)
	case n.Latest:
		return string(t.NewestFirst)
	}
	return ""
}

// noneReply says that the articles do not say, with titles that may help.
func (b *Bot) noneReply(t *texts, ans retrieval.Answer, w view) bot.Reply {
	r := bot.Reply{Kind: bot.ShowNone, Language: t.Language, Question: ans.Question, Titles: titleList(t, ans.Nearest, 1)}
	perhaps := ""
	if len(r.Titles) > 0 {
		perhaps = string(t.Perhaps)
	}
	r.Text = joinLines(t.NoAnswer.with("searched", t.corpus(ans.Searched)), t.nothingOf(ans), b.remarks(t, ans, w), perhaps)
	return r
}

// card is the passage of a hit with where it is from.
func card(t *texts, h retrieval.Hit, g retrieval.Generation) bot.Card {
	c := bot.Card{
		Article: h.Article.ID, Title: h.Article.Title, URL: h.Article.URL,
		Label: label(t, h.Passage.Kind, h.Author, h.Article.Section), Published: h.Article.Published,
		Text: h.Passage.Text, Sentence: h.Sentence, Highlights: h.Highlights, Generation: g,
	}
	if h.Passage.Kind != retrieval.Brief && h.Total > 0 {
		c.Place = t.PlaceOf.with("n", t.number(h.Passage.Ordinal+1), "total", t.number(h.Total))
	}
	if len(h.AlsoIn) > 0 {
		c.AlsoIn = t.AlsoIn.with("titles", reprints(h.AlsoIn, h.Article.Title))
	}
	return c
}

// reprints names articles by title, or by section where the title is the same.
func reprints(list []retrieval.Summary, title string) string {
	names := make([]string, 0, len(list))
	for _, s := range list {
		name := s.Title
		if name == title && s.Section != "" {
			name = s.Section
		}
		names = append(names, name)
	}
	return strings.Join(names, "; ")
}

// label is the line of section and byline; a brief and a photo's caption say
// what they are.
func label(t *texts, kind retrieval.Kind, author, section string) string {
	switch kind {
	case retrieval.Brief:
		return joinDots(string(t.InBrief), section, author)
	case retrieval.Caption:
		return joinDots(string(t.Photo), author, section)
	}
	return joinDots(author, section)
}

// answerButtons are a row to page through the passages, if there are several,
// and a row for the article and the thumbs.
func answerButtons(t *texts, w view, hits []retrieval.Hit) [][]bot.Button {
	at := placeOf(hits[w.index])
	vote := voteArg(at, w.origin)
	second := []bot.Button{
		{Label: string(t.Up), Action: bot.Action{Verb: bot.ThumbsUp, Arg: vote}},
		{Label: string(t.Down), Action: bot.Action{Verb: bot.ThumbsDown, Arg: vote}},
	}
	if hits[w.index].Passage.Kind != retrieval.Brief {
		open := bot.Button{Label: string(t.Whole), Action: bot.Action{Verb: bot.OpenArticle, Arg: pageRef{key: at.key}.String()}}
		second = append([]bot.Button{open}, second...)
	}
	turn := func(i int) bot.Action {
		return bot.Action{Verb: bot.ShowPassage, Arg: passageRef{i, placeOf(hits[i]), w.origin}.String()}
	}
	if first := stepper(t, w.index, len(hits), turn); first != nil {
		return [][]bot.Button{first, second}
	}
	return [][]bot.Button{second}
}

// stepper is the row "◀ 2 / 3 ▶", nil where there is one page only. Arrows
// that lead nowhere are left out.
func stepper(t *texts, index, total int, turn func(int) bot.Action) []bot.Button {
	if total < 2 {
		return nil
	}
	var row []bot.Button
	if index > 0 {
		row = append(row, bot.Button{Label: string(t.Back), Action: turn(index - 1)})
	}
	where := t.Step.with("n", t.number(index+1), "total", t.number(total))
	row = append(row, bot.Button{Label: where, Action: bot.Action{Verb: bot.DoNothing}, Off: true})
	if index < total-1 {
		row = append(row, bot.Button{Label: string(t.Forward), Action: turn(index + 1)})
	}
	return row
}
