package telegramtest

import (
	"bytes"
	"net/http"
	"strconv"
	"time"
)

// hook is a registered webhook.
type hook struct {
	url, secret string
	deliver     *http.Client
}

// Deliver sets the client that reaches the bot's webhook; without one it is
// http.DefaultClient.
func (s *Server) Deliver(c *http.Client) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.webhook.deliver = c
}

// Webhook returns the registered address and secret.
func (s *Server) Webhook() (url, secret string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.webhook.url, s.webhook.secret
}

func (s *Server) setWebhook(p map[string]string, method string) (any, error) {
	if method == "deleteWebhook" {
		s.webhook.url, s.webhook.secret = "", ""
		return true, nil
	}
	if err := s.allow(p); err != nil {
		return nil, err
	}
	s.webhook.url, s.webhook.secret = p["url"], p["secret_token"]
	if s.webhook.url != "" {
		for _, u := range s.updates {
			s.push(u)
		}
	}
	return true, nil
}

// push posts an update until it is taken, with a doubling pause. The chats'
// order is the bot's own business here: all updates are posted at once.
func (s *Server) push(u pending) {
	url, secret, client := s.webhook.url, s.webhook.secret, s.webhook.deliver
	if client == nil {
		client = http.DefaultClient
	}
	if _, ok := s.handed[u.id]; !ok {
		s.handed[u.id] = time.Now()
	}
	go func() {
		for pause := time.Second; ; pause = min(2*pause, time.Minute) {
			after, taken := post(client, url, secret, u.raw)
			if taken {
				s.mu.Lock()
				s.drop(u.id)
				s.mu.Unlock()
				return
			}
			select {
			case <-time.After(max(pause, after)):
			case <-s.closed:
				return
			}
			s.mu.Lock()
			current := s.webhook.url == url && s.has(u.id)
			s.mu.Unlock()
			if !current {
				return
			}
		}
	}()
}

func post(c *http.Client, url, secret string, raw []byte) (after time.Duration, taken bool) {
	req, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(raw))
	if err != nil {
		return 0, false
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	resp, err := c.Do(req)
	if err != nil {
		return 0, false
	}
	defer resp.Body.Close()
	seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
	return time.Duration(seconds) * time.Second, resp.StatusCode/100 == 2
}

func (s *Server) has(id int64) bool {
	for _, u := range s.updates {
		if u.id == id {
			return true
		}
	}
	return false
}

func (s *Server) drop(id int64) {
	for i, u := range s.updates {
		if u.id == id {
			s.updates = append(s.updates[:i:i], s.updates[i+1:]...)
			return
		}
	}
}
