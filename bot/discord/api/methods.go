package api

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"time"

	"articlebot/bot/internal/backoff"
)

// Respond sends the first response to an interaction. The same response twice
// is refused, not shown twice, so it may be tried again.
func (c *Client) Respond(ctx context.Context, i *Interaction, r Response) error {
	path := "/interactions/" + url.PathEscape(string(i.ID)) + "/" + url.PathEscape(i.Token) + "/callback"
	return c.do(ctx, request{method: "POST", path: path, body: r}, nil)
}

// EditOriginal replaces the first response to an interaction.
func (c *Client) EditOriginal(ctx context.Context, i *Interaction, m Message) error {
	m.Ephemeral, m.ReplyTo, m.Nonce = false, "", ""
	return c.do(ctx, request{method: "PATCH", path: webhook(i) + "/messages/@original", body: m}, nil)
}

// FollowUp sends a further message after the first response.
func (c *Client) FollowUp(ctx context.Context, i *Interaction, m Message) error {
	m.ReplyTo, m.Nonce = "", ""
	return c.do(ctx, request{method: "POST", path: webhook(i), body: m, repeat: ifUnsent}, nil)
}

func webhook(i *Interaction) string {
	return "/webhooks/" + url.PathEscape(string(i.ApplicationID)) + "/" + url.PathEscape(i.Token)
}

// Send posts a message to a channel and returns its id. It is posted again
// only where the first try cannot have been carried out, or where a look at
// the channel shows that it was not: an answer is worth a second request, a
// second answer is not. While Discord is away it is kept, as Outlast says.
func (c *Client) Send(ctx context.Context, channel Snowflake, m Message) (id Snowflake, err error) {
	m.Ephemeral = false
	sent := false // perhaps
	err = c.Outlast(ctx, func() (err error) {
		if sent {
			if id, err = c.delivered(ctx, channel, m); id != "" || err != nil {
				return err
			}
		}
		id, err = c.post(ctx, channel, m)
		sent = sent || doubtful(err)
		return err
	})
	return id, err
}

// post is Send for a server that is there.
func (c *Client) post(ctx context.Context, channel Snowflake, m Message) (Snowflake, error) {
	r := request{method: "POST", path: channelPath(channel) + "/messages", route: "post " + string(channel), body: m, repeat: ifUnsent}
	for try := 1; ; try++ {
		var sent Received
		err := c.do(ctx, r, &sent)
		if err == nil || try == maxTries || !doubtful(err) || ctx.Err() != nil {
			return sent.ID, err
		}
		id, unknown := c.delivered(ctx, channel, m)
		if id != "" {
			return id, nil
		}
		var e *Error
		refused := errors.As(err, &e) && e.Status >= 500 && m.Nonce != ""
		if unknown != nil && !refused {
			return "", err
		}
	}
}

// Bounds of how long an answer is kept while Discord is away: by then it would come as
// a surprise, and the nonce of the first try may be forgotten.
const outlastFor = 5 * time.Minute

// awayPauses are the waits meanwhile.
var awayPauses = backoff.Policy{First: time.Second, Last: 15 * time.Second}

// Outlast repeats a call for some minutes while Discord gives no answer, or none but
// that it is in trouble.
func (c *Client) Outlast(ctx context.Context, call func() error) error {
	for n, waited := 1, time.Duration(0); ; n++ {
		err := call()
		if !away(err) || ctx.Err() != nil {
			return err
		}
		pause := awayPauses.Pause(n)
		if waited += pause; waited > outlastFor || c.sleep(ctx, pause) != nil {
			return err
		}
	}
}

// away tells errors that say more of the server than of the request.
func away(err error) bool {
	var e *Error
	return errors.As(err, &e) && (e.Status == 0 || e.Status >= 500)
}

// doubtful tells errors after which the request may have been carried out.
func doubtful(err error) bool {
	var e *Error
	return away(err) && errors.As(err, &e) && !e.Unsent
}

// errNoQuestion is why a message cannot be looked for that replies to none.
var errNoQuestion = errors.New("look for a message: it replies to none")

// delivered looks for a reply of ours that may have arrived although its
// response did not: "" where it did not, an error where that cannot be seen.
func (c *Client) delivered(ctx context.Context, channel Snowflake, m Message) (id Snowflake, err error) {
	if m.ReplyTo == "" {
		return "", errNoQuestion
	}
	var after []Received
	r := request{method: "GET", path: channelPath(channel) + "/messages?limit=50&after=" + url.QueryEscape(string(m.ReplyTo)), route: "read " + string(channel)}
	if err := c.do(ctx, r, &after); err != nil {
		return "", err
	}
	i := slices.IndexFunc(after, func(a Received) bool {
		return a.Reference != nil && a.Reference.MessageID == m.ReplyTo && c.isSelf(a.Author)
	})
	if i < 0 {
		return "", nil
	}
	return after[i].ID, nil
}

// isSelf tells whether the user is this bot. Before that is known, any bot is.
func (c *Client) isSelf(u *User) bool {
	self, _ := c.self.Load().(Snowflake)
	return u != nil && u.Bot && (self == "" || u.ID == self)
}

// SetSelf tells the client who it is.
func (c *Client) SetSelf(user Snowflake) { c.self.Store(user) }

// Edit replaces a message in a channel.
func (c *Client) Edit(ctx context.Context, channel, message Snowflake, m Message) error {
	m.Ephemeral, m.ReplyTo, m.Nonce = false, "", ""
	return c.do(ctx, request{method: "PATCH", path: messagePath(channel, message), route: "edit " + string(channel), body: m}, nil)
}

// Delete removes a message of the bot's from a channel.
func (c *Client) Delete(ctx context.Context, channel, message Snowflake) error {
	return c.do(ctx, request{method: "DELETE", path: messagePath(channel, message), route: "delete " + string(channel)}, nil)
}

// React puts an emoji to a message.
func (c *Client) React(ctx context.Context, channel, message Snowflake, emoji string) error {
	path := messagePath(channel, message) + "/reactions/" + url.PathEscape(emoji) + "/@me"
	return c.do(ctx, request{method: "PUT", path: path, route: "react " + string(channel)}, nil)
}

// Typing shows for ten seconds that the bot is writing.
func (c *Client) Typing(ctx context.Context, channel Snowflake) error {
	return c.do(ctx, request{method: "POST", path: channelPath(channel) + "/typing", route: "typing " + string(channel), repeat: ifUnsent}, nil)
}

// OpenDM returns the channel of direct messages with a person.
func (c *Client) OpenDM(ctx context.Context, user Snowflake) (Snowflake, error) {
	var ch Channel
	body := struct {
		Recipient Snowflake `json:"recipient_id"`
	}{user}
	err := c.do(ctx, request{method: "POST", path: "/users/@me/channels", route: "dm", body: body}, &ch)
	return ch.ID, err
}

// Channel returns a channel or thread.
func (c *Client) Channel(ctx context.Context, id Snowflake) (*Channel, error) {
	var ch Channel
	if err := c.do(ctx, request{method: "GET", path: channelPath(id), route: "channel " + string(id)}, &ch); err != nil {
		return nil, err
	}
	return &ch, nil
}

// Application is the bot's.
type Application struct {
	ID  Snowflake `json:"id"`
	Bot User      `json:"bot"`
}

// Application returns who the bot is,
// https://discord.com/developers/docs/resources/application#get-current-application.
func (c *Client) Application(ctx context.Context) (Application, error) {
	var app Application
	err := c.do(ctx, request{method: "GET", path: "/applications/@me", route: "application"}, &app)
	return app, err
}

// Roles returns the roles of a server,
// https://discord.com/developers/docs/resources/guild#get-guild-roles.
func (c *Client) Roles(ctx context.Context, guild Snowflake) ([]Role, error) {
	var list []Role
	err := c.do(ctx, request{method: "GET", path: "/guilds/" + url.PathEscape(string(guild)) + "/roles", route: "roles " + string(guild)}, &list)
	return list, err
}

// Gateway returns where the gateway is and what is left of the day's budget.
func (c *Client) Gateway(ctx context.Context) (GatewayInfo, error) {
	var g GatewayInfo
	err := c.do(ctx, request{method: "GET", path: "/gateway/bot", route: "gateway"}, &g)
	return g, err
}

// Commands returns the registered commands of a guild, or the global ones for
// guild "".
func (c *Client) Commands(ctx context.Context, app, guild Snowflake) ([]Command, error) {
	var list []Command
	err := c.do(ctx, request{method: "GET", path: commandsPath(app, guild) + "?with_localizations=true", route: "commands"}, &list)
	return list, err
}

// SetCommands replaces all of them and returns them with their ids.
func (c *Client) SetCommands(ctx context.Context, app, guild Snowflake, list []Command) ([]Command, error) {
	var set []Command
	err := c.do(ctx, request{method: "PUT", path: commandsPath(app, guild), route: "commands", body: list}, &set)
	return set, err
}

func channelPath(id Snowflake) string { return "/channels/" + url.PathEscape(string(id)) }

func messagePath(channel, id Snowflake) string {
	return channelPath(channel) + "/messages/" + url.PathEscape(string(id))
}

func commandsPath(app, guild Snowflake) string {
	path := "/applications/" + url.PathEscape(string(app))
	if guild != "" {
		path += "/guilds/" + url.PathEscape(string(guild))
	}
	return path + "/commands"
}
