package telegram

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/bot"
	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/outbox"
)

func newTestParser() *updateParser {
	return &updateParser{self: self{ID: 42, Username: "PaperBot"}, public: map[string]bool{"ask": true, "hoi": true, "help": true, "danhsach": true},
		asks: map[string]bool{"ask": true, "hoi": true}, longest: 300}
}

func parseJSON(t testing.TB, s string) event {
	t.Helper()
	u, err := api.DecodeUpdate(json.RawMessage(s))
	if err != nil {
		t.Fatal(err)
	}
	return newTestParser().parseUpdate(u)
}

// The parts of updates that the tests vary.
const (
	private = `"chat":{"id":7,"type":"private"},"from":{"id":7,"language_code":"vi"}`
	inGroup = `"chat":{"id":-100,"type":"supergroup"},"from":{"id":7,"language_code":"en"}`
	ourOwn  = `"reply_to_message":{"message_id":3,"date":1,"chat":{"id":-100,"type":"supergroup"},"from":{"id":42,"is_bot":true},"text":"an answer"}`
)

func TestWhoIsAnswered(t *testing.T) {
	tests := map[string]struct {
		message string // fields of a message
		text    string
		command string
		ignored string // the reason, "" where it is answered
	}{
		"a private text":                           {message: private + `,"text":"how many?"`, text: "how many?"},
		"a private command":                        {message: private + `,"text":"/Ask how many?"`, text: "how many?", command: "ask"},
		"a private command with a line end":        {message: private + `,"text":"/ask\nhow many?"`, text: "how many?", command: "ask"},
		"a private photo with a caption":           {message: private + `,"caption":"who is this?","photo":[{}]`, text: "who is this?"},
		"a private sticker":                        {message: private + `,"sticker":{}`},
		"a private slash that is no command":       {message: private + `,"text":"/đường nào?"`, text: "/đường nào?"},
		"a private service message":                {message: private + `,"pinned_message":{}`, ignored: "no text"},
		"a group's talk":                           {message: inGroup + `,"text":"how many?"`, ignored: "not spoken to"},
		"a group's photo":                          {message: inGroup + `,"photo":[{}]`, ignored: "no text"},
		"a mention":                                {message: inGroup + `,"text":"@PaperBot how many?","entities":[{"type":"mention","offset":0,"length":9}]`, text: "how many?"},
		"a mention in other case":                  {message: inGroup + `,"text":"@paperbot, how many?","entities":[{"type":"mention","offset":0,"length":9}]`, text: "how many?"},
		"a mention at the end, after emoji":        {message: inGroup + `,"text":"😀 tiếng Việt @PaperBot","entities":[{"type":"mention","offset":14,"length":9}]`, text: "😀 tiếng Việt"},
		"a mention in a caption":                   {message: inGroup + `,"caption":"@PaperBot who?","caption_entities":[{"type":"mention","offset":0,"length":9}],"photo":[{}]`, text: "who?"},
		"a mention by name":                        {message: inGroup + `,"text":"Paper who?","entities":[{"type":"text_mention","offset":0,"length":5,"user":{"id":42}}]`, text: "who?"},
		"a mention of somebody with a longer name": {message: inGroup + `,"text":"@PaperBot2 who?","entities":[{"type":"mention","offset":0,"length":10}]`, ignored: "not spoken to"},
		"our name without an entity":               {message: inGroup + `,"text":"mail me@PaperBot now"`, ignored: "not spoken to"},
		"an entity beyond the text":                {message: inGroup + `,"text":"@PaperBot","entities":[{"type":"mention","offset":4,"length":99}]`, ignored: "not spoken to"},
		"an entity with a negative length":         {message: inGroup + `,"text":"@PaperBot","entities":[{"type":"mention","offset":0,"length":-3}]`, ignored: "not spoken to"},
		"an entity that cuts an emoji":             {message: inGroup + `,"text":"😀@PaperBot","entities":[{"type":"mention","offset":1,"length":9}]`, ignored: "not spoken to"},
		"a command for us":                         {message: inGroup + `,"text":"/ask@paperbot how many?"`, text: "how many?", command: "ask"},
		"an unknown command for us":                {message: inGroup + `,"text":"/frobnicate@PaperBot now"`, text: "now", command: "frobnicate"},
		"a command for another bot":                {message: inGroup + `,"text":"/ask@OtherBot how many?"`, ignored: "a command for another bot"},
		"a command for another bot, in private":    {message: private + `,"text":"/ask@OtherBot how many?"`, ignored: "a command for another bot"},
		"a public command for nobody":              {message: inGroup + `,"text":"/hoi bao nhiêu?"`, text: "bao nhiêu?", command: "hoi"},
		"a public command with an underscore":      {message: inGroup + `,"text":"/danh_sach"`, command: "danh_sach"},
		"an unknown command for nobody":            {message: inGroup + `,"text":"/roll 6"`, ignored: "a command that nobody was named for"},
		"an admins' command for nobody":            {message: inGroup + `,"text":"/reload"`, ignored: "a command that nobody was named for"},
		"a mention and a command":                  {message: inGroup + `,"text":"@PaperBot /ask how many?","entities":[{"type":"mention","offset":0,"length":9}]`, text: "how many?", command: "ask"},
		"a reply to us":                            {message: inGroup + `,"text":"and in Xa Dung?",` + ourOwn, text: "and in Xa Dung?"},
		"a reply to somebody else":                 {message: inGroup + `,"text":"really?","reply_to_message":{"message_id":3,"from":{"id":8}}`, ignored: "not spoken to"},
		"a channel post":                           {message: `"chat":{"id":-5,"type":"channel"},"sender_chat":{"id":-5},"text":"@PaperBot hi"`, ignored: "channel post"},
		"a channel post forwarded to its group":    {message: inGroup + `,"is_automatic_forward":true,"sender_chat":{"id":-5},"text":"/ask x"`, ignored: "forwarded channel post"},
		"our own inline answer":                    {message: private + `,"via_bot":{"id":42},"text":"an answer"`, ignored: "written by way of a bot"},
		"another bot":                              {message: `"chat":{"id":-100,"type":"supergroup"},"from":{"id":9,"is_bot":true},"text":"/ask x"`, ignored: "another bot"},
		"a forward in a group":                     {message: inGroup + `,"forward_origin":{"type":"user"},"text":"/ask x"`, ignored: "forwarded"},
		"a person's words forwarded to us":         {message: private + `,"forward_origin":{"type":"user"},"text":"is that so?"`, text: "is that so?"},
		"a channel's words forwarded to us":        {message: private + `,"forward_origin":{"type":"channel"},"text":"news"`, text: "news"},
		"a message from nobody":                    {message: `"chat":{"id":-100,"type":"supergroup"},"text":"/ask x"`, ignored: "no sender"},
		"a message in no chat":                     {message: `"from":{"id":7},"text":"hi"`, ignored: "no chat"},
		"an anonymous admin":                       {message: `"chat":{"id":-100,"type":"supergroup"},"from":{"id":1087968824,"is_bot":true},"sender_chat":{"id":-100},"text":"/ask x"`, text: "x", command: "ask"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := parseJSON(t, `{"update_id":1,"message":{"message_id":5,"date":1700000000,`+tt.message+`}}`)
			if got.reason != tt.ignored || (got.kind == ignore) != (tt.ignored != "") {
				t.Fatalf("kind %q, ignored because %q; want %q", got.kind, got.reason, tt.ignored)
			}
			if got.message.Text != tt.text || got.message.Command != tt.command {
				t.Errorf("command %q, text %q; want %q, %q", got.message.Command, got.message.Text, tt.command, tt.text)
			}
		})
	}
}

func TestAMessageKeepsItsPlaces(t *testing.T) {
	got := parseJSON(t, `{"update_id":1,"edited_message":{"message_id":5,"date":1700000000,"is_topic_message":true,"message_thread_id":77,`+inGroup+`,"text":"and now?",`+ourOwn+`}}`)
	if got.to != (outbox.Target{Chat: -100, Thread: 77, Message: 5, Person: 7}) {
		t.Errorf("reply goes to %+v", got.to)
	}
	m := got.message
	m.Sent = m.Sent.UTC()
	want := bot.Message{Platform: bot.Telegram, ID: "5", Chat: "telegram:-100:77", User: "telegram:7", Text: "and now?", Locale: "en", Quoted: "an answer", Edited: true, Sent: m.Sent}
	if d := cmp.Diff(want, m); d != "" {
		t.Error(d)
	}
	if m.Sent.Unix() != 1700000000 {
		t.Errorf("sent %v", m.Sent)
	}
}

func TestAThreadOutsideATopicIsNotKept(t *testing.T) {
	got := parseJSON(t, `{"update_id":1,"message":{"message_id":5,"date":1,"message_thread_id":3,`+inGroup+`,"text":"and now?",`+ourOwn+`}}`)
	if got.to.Thread != 0 || got.message.Chat != "telegram:-100" {
		t.Errorf("thread %d, chat %s", got.to.Thread, got.message.Chat)
	}
}

func TestAnonymousPeopleAreToldApart(t *testing.T) {
	const fakeUser = `"from":{"id":1087968824,"is_bot":true,"language_code":"en"}`
	admin := parseJSON(t, `{"update_id":1,"message":{"message_id":5,"date":1,"chat":{"id":-100,"type":"supergroup"},`+fakeUser+`,"sender_chat":{"id":-100},"text":"/ask x"}}`)
	channel := parseJSON(t, `{"update_id":1,"message":{"message_id":5,"date":1,"chat":{"id":-100,"type":"supergroup"},`+fakeUser+`,"sender_chat":{"id":-200},"text":"/ask x"}}`)
	if admin.message.User != "telegram:-100" || channel.message.User != "telegram:-200" {
		t.Errorf("users %s and %s", admin.message.User, channel.message.User)
	}
	if admin.message.Locale != "" {
		t.Errorf("the language %q belongs to a user that everybody shares", admin.message.Locale)
	}
}

func TestGuestMessagesHaveKeysOfTheirOwn(t *testing.T) {
	got := parseJSON(t, `{"update_id":1,"guest_message":{"message_id":5,"date":1,"guest_query_id":"g1","chat":{"id":7,"type":"private"},"from":{"id":9},"text":"@PaperBot how many?","entities":[{"type":"mention","offset":0,"length":9}]}}`)
	if got.kind != guest || got.query != "g1" || got.message.Chat != "telegram:guest:7" || got.message.Text != "how many?" || got.message.Private {
		t.Errorf("%+v", got)
	}
}

func TestTheQuestionOfAButtonIsReadBack(t *testing.T) {
	tests := map[string]struct{ message, want string }{
		"a private question":                  {`"chat":{"id":7,"type":"private"},"reply_to_message":{"message_id":2,"from":{"id":7},"text":"how many?"}`, "how many?"},
		"a command":                           {`"chat":{"id":7,"type":"private"},"reply_to_message":{"message_id":2,"from":{"id":7},"text":"/ask@PaperBot how many?"}`, "how many?"},
		"a mention":                           {`"chat":{"id":-7,"type":"supergroup"},"reply_to_message":{"message_id":2,"from":{"id":7},"text":"@PaperBot: how many?","entities":[{"type":"mention","offset":0,"length":9}]}`, "how many?"},
		"a question shown above the answer":   {`"chat":{"id":7,"type":"private"},"text":"how @` + "\u2060" + `many?\nTitle","entities":[{"type":"italic","offset":0,"length":11}],"reply_to_message":{"message_id":2,"from":{"id":7},"text":"hello"}`, "how @many?"},
		"a message that replies to our own":   {`"chat":{"id":7,"type":"private"},"reply_to_message":{"message_id":2,"from":{"id":42},"text":"Hello!"}`, ""},
		"a deleted question":                  {`"chat":{"id":7,"type":"private"},"text":"Title"`, ""},
		"a message that is out of reach":      {`"chat":{"id":7,"type":"private"}`, ""},
		"a shown question beyond the message": {`"chat":{"id":7,"type":"private"},"text":"x","entities":[{"type":"italic","offset":0,"length":99}]`, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := parseJSON(t, `{"update_id":1,"callback_query":{"id":"q","from":{"id":9},"data":"1|p|1","message":{"message_id":3,"date":0,"from":{"id":42},`+tt.message+`}}}`)
			if got.press.Question != tt.want {
				t.Errorf("got %q, want %q", got.press.Question, tt.want)
			}
			if got.press.User != "telegram:9" || got.press.Action != "1|p|1" {
				t.Errorf("press %+v", got.press)
			}
		})
	}
}

func TestAPressUnderAnInlineMessageHasNoChat(t *testing.T) {
	got := parseJSON(t, `{"update_id":1,"callback_query":{"id":"q","from":{"id":9},"data":"1|p|1","inline_message_id":"abc","chat_instance":"77"}}`)
	if got.kind != press || got.inline != "abc" || got.to != (outbox.Target{}) || got.press.Chat != "telegram:inline:77" {
		t.Errorf("%+v", got)
	}
}

func TestKindsThatAreNotUsedAreIgnored(t *testing.T) {
	for _, s := range []string{`{"update_id":1}`, `{"update_id":1,"poll":{"id":"5"}}`, `{"update_id":1,"channel_post":{"message_id":1}}`,
		`{"update_id":1,"callback_query":{"id":"q"}}`, `{"update_id":1,"inline_query":{"id":"q"}}`, `{"update_id":1,"my_chat_member":{}}`, `{"update_id":1,"guest_message":{}}`} {
		if got := parseJSON(t, s); got.kind != ignore || got.reason == "" {
			t.Errorf("%s: %+v", s, got)
		}
	}
}

func FuzzUpdate(f *testing.F) {
	f.Add(`{"update_id":1,"message":{"message_id":5,"date":1,` + inGroup + `,"text":"@PaperBot how?","entities":[{"type":"mention","offset":0,"length":9}]}}`)
	f.Add(`{"update_id":1,"message":{"message_id":5,"date":1,` + inGroup + `,"text":"😀 @PaperBot","entities":[{"type":"text_mention","offset":1,"length":99,"user":{"id":42}}]}}`)
	f.Add(`{"update_id":1,"callback_query":{"id":"q","from":{"id":9},"data":"1|p|1","message":{"message_id":3,"date":0,"chat":{"id":7,"type":"private"},"text":"x","entities":[{"type":"italic","offset":0,"length":1}]}}}`)
	f.Add(`{"update_id":1,"my_chat_member":{"chat":{"id":"7","type":"private"},"new_chat_member":{"status":"kicked"}}}`)
	f.Add(`{"update_id":1,"message":{"message_id":2,"poll":{"id":5},"chat":null}}`)
	f.Fuzz(func(t *testing.T, s string) {
		u, err := api.DecodeUpdate(json.RawMessage(s))
		if err != nil {
			return
		}
		a, b := newTestParser().parseUpdate(u), newTestParser().parseUpdate(u)
		if a.kind != b.kind || a.queue != b.queue || a.message.Text != b.message.Text {
			t.Error("equal updates are understood differently")
		}
		if a.kind == ignore && a.reason == "" {
			t.Error("ignored without a reason")
		}
		if a.kind != ignore && a.queue == "" {
			t.Error("no queue")
		}
	})
}
