package render

import (
	"encoding/json"
	"strconv"
	"strings"

	"articlebot/bot"
)

// Button is an InlineKeyboardButton,
// https://core.telegram.org/bots/api#inlinekeyboardbutton.
type Button struct {
	Text string `json:"text"`
	URL  string `json:"url,omitempty"`
	Data string `json:"callback_data,omitempty"`
}

// Keyboard is the rows of buttons under a message.
type Keyboard [][]Button

// The sizes of a keyboard. Telegram shows at most 8 buttons in a row; 5 keep
// numbers large enough for a thumb. Labels are not limited by name, but cut by
// the clients.
const (
	titlesPerRow  = 5
	maxLabelUnits = 64
)

// NewKeyboard returns the buttons of a reply: its numbered titles, then its
// own rows. A button that cannot work is left out.
func NewKeyboard(r bot.Reply) Keyboard {
	var k Keyboard
	var row []Button
	for _, t := range r.Titles {
		b, ok := newButton(bot.Button{Label: strconv.Itoa(t.Number), Action: t.Action})
		if !ok {
			continue
		}
		if row = append(row, b); len(row) == titlesPerRow {
			k, row = append(k, row), nil
		}
	}
	if len(row) > 0 {
		k = append(k, row)
	}
	for _, buttons := range r.Buttons {
		var row []Button
		for _, b := range buttons {
			if made, ok := newButton(b); ok {
				row = append(row, made)
			}
		}
		if len(row) > 0 {
			k = append(k, row)
		}
	}
	return k
}

func newButton(b bot.Button) (Button, bool) {
	made := Button{Text: Shorten(OneLine(SuppressLinks(b.Label)), maxLabelUnits)}
	switch {
	case b.Off:
		made.Data = bot.Action{Verb: bot.DoNothing}.Encode()
	case b.Action == bot.Action{}:
		made.URL = safeLink(b.URL)
	default:
		made.Data = strings.ToValidUTF8(b.Action.Encode(), "")
	}
	ok := made.Text != "" && (made.URL != "" || made.Data != "") && len(made.Data) <= bot.MaxActionBytes
	return made, ok
}

// JSON is the value of reply_markup. An empty keyboard is written out: in an
// edit it takes the old buttons away.
func (k Keyboard) JSON() string {
	if k == nil {
		k = Keyboard{}
	}
	b, err := json.Marshal(map[string]Keyboard{"inline_keyboard": k})
	if err != nil {
		return `{"inline_keyboard":[]}` // strings always encode
	}
	return string(b)
}
