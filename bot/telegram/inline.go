package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/outbox"
	"articlebot/bot/telegram/render"
)

// The sizes of inline answers, https://core.telegram.org/bots/api#answerinlinequery.
const (
	// minInlineRunes is how much must be typed before it is searched.
	minInlineRunes = 3
	maxInline      = 10
	// inlineCache is how long, in seconds, Telegram may give the same person
	// the same results. They depend on the person's language, and an index
	// that was read again shall show soon.
	inlineCache = 60
	// maxDescription of a result is what a list of them has room for.
	maxInlineDescription = 160
	maxInlineTitle       = 100
)

// fromInline is the payload of /start behind the button above the results.
const fromInline = "inline"

// inlineArticle is an InlineQueryResultArticle,
// https://core.telegram.org/bots/api#inlinequeryresultarticle.
type inlineArticle struct {
	Type        string          `json:"type"`
	ID          string          `json:"id"`
	Title       string          `json:"title"`
	Description string          `json:"description,omitempty"`
	Content     inlineContent   `json:"input_message_content"`
	Markup      json.RawMessage `json:"reply_markup,omitempty"`
}

type inlineContent struct {
	Text    string          `json:"message_text"`
	Mode    string          `json:"parse_mode,omitempty"`
	Preview json.RawMessage `json:"link_preview_options"`
}

// handleInline lists passages under what a person types after the bot's name.
func (a *Adapter) handleInline(ctx context.Context, e event, finish func()) {
	defer finish()
	results := []inlineArticle{}
	if e.offset == "" && len([]rune(e.message.Text)) >= minInlineRunes {
		for _, r := range a.conv.Results(ctx, e.message, maxInline) {
			if r.Question == "" {
				r.Question = e.message.Text
			}
			if made, ok := a.inlineResult(r, render.Options{Single: true, ShowQuestion: true, Languages: a.config.Languages}); ok {
				results = append(results, made)
			}
		}
	}
	button, _ := json.Marshal(map[string]string{"text": string(a.wordsFor(e.message).Telegram.AskInChat), "start_parameter": fromInline})
	list, err := json.Marshal(results)
	if err != nil {
		a.log.Error("cannot encode inline results", "error", err)
		return
	}
	a.callTwice(ctx, "answerInlineQuery", api.Params{
		"inline_query_id": e.query,
		"results":         string(list),
		"cache_time":      strconv.Itoa(inlineCache),
		"is_personal":     "true",
		"button":          string(button),
	})
}

// handleGuest answers a mention in a chat that the bot is no member of: one
// message, without buttons that could not find their question again.
func (a *Adapter) handleGuest(ctx context.Context, e event, finish func()) {
	defer finish()
	r := a.conv.Handle(ctx, e.message)
	made, ok := a.inlineResult(r, render.Options{Single: true, ShowQuestion: e.pointed, Languages: a.config.Languages})
	if !ok {
		return
	}
	result, err := json.Marshal(made)
	if err != nil {
		a.log.Error("cannot encode guest reply", "error", err)
		return
	}
	a.callTwice(ctx, "answerGuestQuery", api.Params{"guest_query_id": e.query, "result": string(result)})
}

// inlineResult turns a reply into a result, if it shows anything.
func (a *Adapter) inlineResult(r bot.Reply, l render.Options) (inlineArticle, bool) {
	parts := a.render(r, l)
	if len(parts) == 0 {
		return inlineArticle{}, false
	}
	title, description := firstLine(parts[0].Plain), ""
	if len(r.Cards) > 0 {
		c := r.Cards[0]
		_, sentence, _ := render.Around(c.Text, c.Sentence)
		if sentence == "" {
			sentence = c.Text
		}
		title, description = c.Title, sentence
	}
	made := inlineArticle{
		Type:        "article",
		ID:          resultID(parts[0].HTML),
		Title:       render.Shorten(render.OneLine(render.SuppressEntities(title)), maxInlineTitle),
		Description: render.Shorten(render.OneLine(render.SuppressEntities(description)), maxInlineDescription),
		Content:     inlineContent{Text: parts[0].HTML, Mode: "HTML", Preview: json.RawMessage(render.NoPreview)},
	}
	if made.Title == "" {
		made.Title = render.Ellipsis
	}
	if k := a.inlineKeyboard(r); len(k) > 0 {
		made.Markup = json.RawMessage(k.JSON())
	}
	return made, true
}

// inlineKeyboard is a way to the whole article. Other buttons would not know
// what was asked.
func (a *Adapter) inlineKeyboard(r bot.Reply) render.Keyboard {
	name := a.parser.Load().self.Username
	if len(r.Cards) == 0 || name == "" || r.Cards[0].Article == "" {
		return nil
	}
	link := "https://t.me/" + name + "?start=" + dialogue.StartPayload(r.Cards[0].Article.Key())
	return render.Keyboard{{{Text: string(a.config.Languages.Of(r.Language).Telegram.OpenArticle), URL: link}}}
}

// resultID names a result by its content, within 64 bytes.
func resultID(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}

func (p *updateParser) parseInline(q *api.InlineQuery) event {
	if q.From == nil || q.ID == "" {
		return ignored("no sender")
	}
	return event{
		kind:   inline,
		queue:  "inline:" + strconv.FormatInt(q.From.ID, 10),
		query:  q.ID,
		offset: q.Offset,
		message: bot.Message{
			Platform: bot.Telegram,
			ID:       q.ID,
			Chat:     bot.NewChatKey(bot.Telegram, "inline:"+strconv.FormatInt(q.From.ID, 10), ""),
			User:     userKey(q.From.ID),
			Private:  true,
			Text:     strings.TrimSpace(q.Query),
			Locale:   q.From.Language,
		},
	}
}

// parseGuest reads a mention in a chat that the bot is no member of. Its chat
// id may be that of another chat of the bot, so it gets keys of its own.
func (p *updateParser) parseGuest(m *api.Message) event {
	if m.Chat == nil || m.GuestQuery == "" {
		return ignored("a guest message that cannot be answered")
	}
	if why := p.unwanted(m); why != "" {
		return ignored(why)
	}
	a := p.address(m)
	if a.other {
		return ignored("a command for another bot")
	}
	e := p.asked(m, a, false)
	id := "guest:" + strconv.FormatInt(int64(m.Chat.ID), 10)
	e.kind, e.queue, e.query = guest, id, m.GuestQuery
	e.to = outbox.Target{}
	e.message.Chat = bot.NewChatKey(bot.Telegram, id, "")
	e.message.Private = false // two people's private chat is not one with us
	return e
}
