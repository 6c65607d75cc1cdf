package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"time"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/render"
	"articlebot/retrieval/clock"
	"articlebot/retrieval/durable"
	"articlebot/retrieval/text"
)

// setting is one call that sets up how the bot is shown, and what it is for.
type setting struct {
	key    string // names it among the others
	method string
	params api.Params
	older  api.Params // for a server that does not know all of params, nil for none
}

// botCommand is a BotCommand, https://core.telegram.org/bots/api#botcommand.
type botCommand struct {
	Command     string `json:"command"`
	Description string `json:"description"`
	// Ephemeral has what a person sends in a group be seen by them and the bot alone,
	// https://core.telegram.org/bots/api#ephemeral-messages-and-commands.
	Ephemeral bool `json:"is_ephemeral,omitempty"`
}

// commandShape is what setMyCommands accepts as a name.
var commandShape = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

// maxCommandDescription is in characters.
const maxCommandDescription = 256

// settings are all calls of the set-up: commands by scope and language, and
// the descriptions.
func settings(conv bot.Conversation, languages *locale.Set, admins []int64) []setting {
	var all []setting
	for code, lang := range codes(languages) {
		public, everything := menu(conv, string(lang), false)
		for _, scope := range []string{"default", "all_private_chats"} {
			all = append(all, commands(map[string]any{"type": scope}, code, public))
		}
		inGroups, _ := menu(conv, string(lang), true)
		group := commands(map[string]any{"type": "all_group_chats"}, code, inGroups)
		group.older = commands(map[string]any{"type": "all_group_chats"}, code, public).params
		all = append(all, group)
		for _, id := range admins {
			all = append(all, commands(map[string]any{"type": "chat", "chat_id": id}, code, everything))
		}
		words := languages.Of(lang).Telegram
		all = append(all,
			setting{key: "description " + code, method: "setMyDescription", params: api.Params{"description": string(words.Description), "language_code": code}},
			setting{key: "short " + code, method: "setMyShortDescription", params: api.Params{"short_description": string(words.Short), "language_code": code}})
	}
	sort.Slice(all, func(i, j int) bool { return all[i].key < all[j].key })
	return all
}

// codeLen is how long a language_code is,
// https://core.telegram.org/bots/api#setmycommands: one of ISO 639-1.
const codeLen = 2

// codes are the languages of the set-up by Telegram's language_code: "" is for
// everybody whose language has none of its own, and the default has no other.
func codes(languages *locale.Set) map[string]text.Language {
	of := map[string]text.Language{"": languages.Default()}
	for _, l := range languages.Others() {
		for _, tag := range l.Tags() {
			if len(tag) == codeLen {
				of[tag] = l.Tag
			}
		}
	}
	return of
}

// menu lists the commands for everybody and those for admins. In a group those whose
// reply is for one person bother nobody else.
func menu(conv bot.Conversation, lang string, group bool) (public, everything []botCommand) {
	for _, c := range conv.Commands(lang) {
		if !commandShape.MatchString(c.Name) || c.Description == "" {
			continue
		}
		b := botCommand{Command: c.Name, Description: render.ShortenRunes(render.OneLine(c.Description), maxCommandDescription), Ephemeral: group && c.Personal}
		everything = append(everything, b)
		if !c.Admin {
			public = append(public, b)
		}
	}
	return public, everything
}

func commands(scope map[string]any, code string, list []botCommand) setting {
	s, _ := json.Marshal(scope) // strings and numbers always encode
	l, _ := json.Marshal(list)
	return setting{
		key:    "commands " + string(s) + " " + code,
		method: "setMyCommands",
		params: api.Params{"commands": string(l), "scope": string(s), "language_code": code},
	}
}

// setUp makes the calls whose content is another than at the last start, as
// far as the data directory knows. Failures are logged and tried again at the
// next start: a bot without a menu still answers.
func (a *Adapter) setUp(ctx context.Context) {
	path := ""
	done := map[string]string{}
	if a.config.DataDir != "" {
		path = filepath.Join(a.config.DataDir, "telegram-"+strconv.FormatInt(a.parser.Load().self.ID, 10)+"-setup.json")
		if b, err := os.ReadFile(path); err == nil {
			_ = json.Unmarshal(b, &done) // unreadable: everything is set again
		}
	}
	next := map[string]string{}
	changed, failed := 0, 0
	var last error
	for _, s := range settings(a.conv, a.config.Languages, a.config.Admins) {
		sum := s.sum()
		if done[s.key] == sum {
			next[s.key] = sum
			continue
		}
		if ctx.Err() != nil {
			return
		}
		if err := a.set(ctx, s); err != nil {
			failed, last = failed+1, err
			continue
		}
		changed++
		next[s.key] = sum
	}
	if failed > 0 {
		a.log.Warn("menu and descriptions not set up in full", "failed", failed, "error", last)
	}
	if path == "" || changed == 0 {
		return
	}
	b, err := json.MarshalIndent(next, "", "  ")
	if err == nil {
		err = durable.WriteFile(path, b)
	}
	if err != nil {
		a.log.Warn("cannot remember the set-up", "error", err)
	}
}

// maxSetUpWait bounds how long the set-up waits where Telegram asks it to.
const maxSetUpWait = 30 * time.Second

// set makes one call, once more where Telegram asks to wait or did not hear.
func (a *Adapter) set(ctx context.Context, s setting) error {
	err := a.api.Call(ctx, s.method, s.params, nil)
	switch e := api.AsError(err); {
	case err == nil:
		return nil
	case e.Kind == api.Flood || e.Kind == api.NotSent:
		_ = clock.Sleep(ctx, max(api.FirstPause, min(e.RetryAfter, maxSetUpWait)))
		return a.api.Call(ctx, s.method, s.params, nil)
	case s.older != nil && e.Code == http.StatusBadRequest:
		return a.api.Call(ctx, s.method, s.older, nil)
	}
	return err
}

func (s setting) sum() string {
	h := sha256.New()
	keys := make([]string, 0, len(s.params))
	for k := range s.params {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		fmt.Fprintf(h, "%q=%q\n", k, s.params[k])
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
