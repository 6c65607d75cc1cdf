package postgres_test

import (
	"log/slog"
	"strings"
	"testing"

	"articlebot/bot/shared/pgtest"
	"articlebot/bot/shared/postgres"
)

// opened is a store on an address, what its log says, and why it is not reached.
func opened(t *testing.T, address string) (s *postgres.Store, said func() string) {
	t.Helper()
	log := &writer{}
	s, err := postgres.Open(postgres.Config{URL: address, Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return s, func() string {
		if err := s.Health(); err != nil {
			return log.String() + err.Error()
		}
		return log.String()
	}
}

func TestAServerIsVerifiedByItsCertificate(t *testing.T) {
	server, authority := pgtest.StartTLS(t)
	plain := server.Database(t)
	s, said := opened(t, pgtest.Verified(plain, authority))
	must(t, s.Health())
	server.Exec(t, `do $$ begin
		if not exists (select from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'articlebot') or
			exists (select from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'articlebot' and not ssl) then
			raise 'a connection is not encrypted';
		end if;
	end $$`)
	if strings.Contains(said(), server.Password()) {
		t.Error("the password is said")
	}
}

func TestAServerThatIsNotTrustedIsRefused(t *testing.T) {
	server, authority := pgtest.StartTLS(t)
	plain := server.Database(t)
	_, _, another := pgtest.Certificate(t)
	for name, c := range map[string]struct{ address, want string }{
		"another authority":        {pgtest.Verified(plain, another), "signed by an authority that is not trusted here"},
		"another name":             {strings.Replace(pgtest.Verified(plain, authority), "@127.0.0.1", "@localhost", 1), "for another name"},
		"a wrong password":         {pgtest.Verified(server.As(plain, "tests", "not-the-secret"), authority), "password authentication failed"},
		"a certificate of nowhere": {pgtest.Verified(plain, authority+".gone"), "sslrootcert"},
	} {
		t.Run(name, func(t *testing.T) {
			if strings.HasSuffix(c.address, ".gone") || strings.Contains(c.address, ".gone&") {
				_, err := postgres.Open(postgres.Config{URL: c.address})
				if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), server.Password()) {
					t.Errorf("open: %v", err)
				}
				return
			}
			s, said := opened(t, c.address)
			if s.Health() == nil {
				t.Fatal("it is taken")
			}
			if got := said(); !strings.Contains(got, c.want) || strings.Contains(got, server.Password()) || strings.Contains(got, "not-the-secret") {
				t.Errorf("it is said: %s", got)
			}
		})
	}
}

func TestAServerWithoutTLSIsRefusedWhereThatIsDemanded(t *testing.T) {
	server := pgtest.Start(t)
	_, _, authority := pgtest.Certificate(t)
	s, said := opened(t, pgtest.Verified(server.Database(t), authority))
	if s.Health() == nil || !strings.Contains(said(), "does not speak TLS") || strings.Contains(said(), server.Password()) {
		t.Errorf("it is said: %s", said())
	}
}
