package postgres

import (
	"crypto/x509"
	"errors"
	"strings"
)

// refusedTLS is what the driver says of a server that has no TLS; it has no name for
// it.
const refusedTLS = "refused TLS"

// untrusted is why a server's certificate is not taken, nil if that is not why. What
// the driver says has the address in it.
func untrusted(err error) error {
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, &unknown):
		return errors.New("its certificate is signed by an authority that is not trusted here: name the one that is with sslrootcert")
	case errors.As(err, &name):
		return errors.New("its certificate is for another name than the address has")
	case errors.As(err, &invalid):
		return errors.New("its certificate is not valid: " + invalid.Error())
	case strings.Contains(err.Error(), refusedTLS):
		return errors.New("it does not speak TLS, which sslmode demands: set ssl = on there")
	}
	return nil
}
