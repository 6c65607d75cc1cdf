package pgtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// StartTLS starts a server with a certificate for 127.0.0.1, and returns the file
// of the authority that signed it.
func StartTLS(t testing.TB) (s *Server, authority string) {
	t.Helper()
	certificate, key, authority := Certificate(t)
	s = start(t, func(s *Server) {
		for name, data := range map[string][]byte{"server.crt": certificate, "server.key": key} {
			path := filepath.Join(s.dir, name)
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := give(s.as, path); err != nil {
				t.Fatal(err)
			}
			s.options = append(s.options, "-c", "ssl_"+map[string]string{"server.crt": "cert", "server.key": "key"}[name]+"_file="+path)
		}
		s.options = append(s.options, "-c", "ssl=on")
	})
	return s, authority
}

// Certificate makes a certificate for 127.0.0.1 with its key, and the file of the
// authority that signed it. Each call has an authority of its own.
func Certificate(t testing.TB) (certificate, key []byte, authority string) {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	now := time.Now()
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Authority of the tests"}, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	caKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	signed, err := x509.CreateCertificate(rand.Reader, ca, ca, &caKey.PublicKey, caKey)
	must(err)
	server := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "127.0.0.1"}, NotBefore: ca.NotBefore, NotAfter: ca.NotAfter,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	serverKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	der, err := x509.CreateCertificate(rand.Reader, server, ca, &serverKey.PublicKey, caKey)
	must(err)
	private, err := x509.MarshalPKCS8PrivateKey(serverKey)
	must(err)
	encode := func(kind string, der []byte) []byte { return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}) }
	authority = filepath.Join(t.TempDir(), "authority.pem")
	must(os.WriteFile(authority, encode("CERTIFICATE", signed), 0o600))
	return encode("CERTIFICATE", der), encode("PRIVATE KEY", private), authority
}

// Verified is a URL of Database that demands a certificate which an authority has
// signed.
func Verified(address, authority string) string {
	return strings.Replace(address, "sslmode=disable", "sslmode=verify-full&sslrootcert="+authority, 1)
}
