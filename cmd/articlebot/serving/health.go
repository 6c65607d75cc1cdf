package serving

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"articlebot/bot/control"
	"articlebot/cmd/articlebot/cli"
)

// HealthVerb is the command health.
var HealthVerb = cli.Verb{
	Name: "health", Wordless: true, Flags: []string{"config"},
	Summary: "tell by the exit code whether the bot that is running here answers",
	About: "It asks /healthz on http.addr if that is set, else the bot in the data directory\n" +
		"(data_dir): the same settings as the bot's. It is meant for HEALTHCHECK and the like.",
	Example: "ARTICLEBOT_DATA_DIR=data articlebot health",
	Run:     func(a *cli.App, ctx context.Context, o cli.Options) error { return (&app{a}).health(ctx, o) },
}

// healthTimeout is how long an answer that costs next to nothing may take.
const healthTimeout = 5 * time.Second

func (a *app) health(ctx context.Context, o cli.Options) error {
	c, err := a.LoadConfig(o)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	switch {
	case c.HTTP.Addr != "":
		err = askHealth(ctx, c.HTTP.Addr)
	case c.DataDir != "":
		err = control.Health(ctx, c.DataDir)
	default:
		return cli.WithHint(errors.New("there is nothing to ask: neither http.addr nor data_dir is set"), "set them as for serve")
	}
	if err != nil {
		return cli.WithHint(err, "is articlebot serve running with these settings?")
	}
	_, err = fmt.Fprintln(a.Stdout, "ok")
	return err
}

// askHealth asks what listens on addr of this machine.
func askHealth(ctx context.Context, addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("read http.addr: %w", err) // Validate has refused it
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/healthz", nil)
	if err != nil {
		return fmt.Errorf("ask for health: %w", err)
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // without a proxy
	resp, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("ask for health: %w", err)
	}
	if err := resp.Body.Close(); err != nil {
		return fmt.Errorf("ask for health: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("ask for health: it answers %s", resp.Status)
	}
	return nil
}
