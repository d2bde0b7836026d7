#!/bin/sh
# Makes a new key and a certificate with the names and uses of an old one, signed by a certificate authority.
#
# Environment:
#   OLD_CERT            the certificate to be renewed
#   NEW_CERT, NEW_KEY   files that are written
#   CA_DIR              folder with tls.crt and tls.key of the authority
#   VALID_DAYS          how long the new certificate lasts
#
# Exit codes: 0 done; 1 the authority expires before the certificate, or OpenSSL failed; 64 a variable is missing.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need OLD_CERT NEW_CERT NEW_KEY CA_DIR VALID_DAYS
umask 077
if ! openssl x509 -in "$CA_DIR/tls.crt" -noout -checkend "$((VALID_DAYS * 86400))" >/dev/null; then
  complain "the authority expires before $VALID_DAYS days are over"
  exit 1
fi
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out "$NEW_KEY"
request=$NEW_CERT.csr
openssl x509 -x509toreq -in "$OLD_CERT" -signkey "$NEW_KEY" -copy_extensions copy -out "$request" 2>/dev/null
openssl x509 -req -in "$request" -CA "$CA_DIR/tls.crt" -CAkey "$CA_DIR/tls.key" -days "$VALID_DAYS" -copy_extensions copy -out "$NEW_CERT" 2>/dev/null
rm -f "$request"
# Below an intermediate authority the chain is part of the certificate.
if [ "$(openssl x509 -in "$CA_DIR/tls.crt" -noout -subject)" != "$(openssl x509 -in "$CA_DIR/tls.crt" -noout -issuer | sed 's/^issuer/subject/')" ]; then
  cat "$CA_DIR/tls.crt" >>"$NEW_CERT"
fi
