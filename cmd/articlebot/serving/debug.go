package serving

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/pprof"
)

// listenDebug adds the listener for profiles and metrics, if there is to be one.
// It is apart from all others, as it is for whoever is on the machine.
func (s *server) listenDebug(list []listener) ([]listener, error) {
	addr := s.config.HTTP.DebugAddr
	if addr == "" {
		return list, nil
	}
	l, err := listenHTTP(addr)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("listen on http.debug_addr: %w", err), closeAll(list))
	}
	s.log.Info("profiles", "addr", l.Addr().String())
	return append(list, listener{Listener: l, handler: s.debug(), slow: true}), nil
}

// debug is net/http/pprof without its global handlers, and the metrics and
// the status for programs on this machine where http.addr is open to the world.
func (s *server) debug() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", s.serveMetrics)
	mux.HandleFunc("GET /status", s.serveStatus)
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	return mux
}

// closeAll closes listeners that nobody will serve.
func closeAll(list []listener) error {
	var errs []error
	for _, l := range list {
		errs = append(errs, l.Close())
	}
	return errors.Join(errs...)
}
