#!/bin/sh
# Renews the certificates that expire soon, by a program, and accepts only what is better: readable, for the same names, with its own key, and lasting longer.
#
# Usage: renew-certificates.sh PROGRAM [ARGUMENT…]   The program gets SECRET and OLD_CERT, and writes NEW_CERT and NEW_KEY, all files but the first.
#
# Environment:
#   WORK_DIR           folder of fetch-certificates.sh
#   RENEW_BEFORE_DAYS  a certificate with fewer days left is renewed
#
# Exit codes: 0 done, or what could not be renewed is noted in WORK_DIR/failed, so that the others are brought home; 64 a variable is missing.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need WORK_DIR RENEW_BEFORE_DAYS
umask 077
seconds=$((RENEW_BEFORE_DAYS * 86400))

names_of() {
  openssl x509 -in "$1" -noout -subject -nameopt RFC2253 -ext subjectAltName 2>/dev/null || openssl x509 -in "$1" -noout -subject -nameopt RFC2253
}

# Says what is wrong with a new certificate; nothing when it is good.
fault_of() {
  if ! openssl x509 -in "$1/new.crt" -noout 2>/dev/null; then
    echo 'is no certificate'
  elif [ "$(openssl x509 -in "$1/new.crt" -noout -pubkey)" != "$(openssl pkey -in "$1/new.key" -pubout 2>/dev/null)" ]; then
    echo 'does not belong to its key'
  elif ! openssl x509 -in "$1/new.crt" -noout -checkend "$seconds" >/dev/null; then
    echo "would be due again at once: it expires within $RENEW_BEFORE_DAYS days"
  elif [ "$(names_of "$1/new.crt")" != "$(names_of "$1/tls.crt")" ]; then
    echo 'is for other names'
  fi
}

for folder in "$WORK_DIR"/*/; do
  folder=${folder%/}
  secret=$(basename "$folder")
  if ! end=$(openssl x509 -in "$folder/tls.crt" -noout -enddate 2>/dev/null); then
    complain "Secret $secret: its tls.crt is no certificate"
    echo "$secret" >>"$WORK_DIR/failed"
    continue
  fi
  if openssl x509 -in "$folder/tls.crt" -noout -checkend "$seconds" >/dev/null; then
    say "$secret lasts until ${end#notAfter=}: left alone"
    continue
  fi
  say "$secret lasts until ${end#notAfter=}: renewing"
  rm -f "$folder/new.crt" "$folder/new.key"
  status=0
  SECRET=$secret OLD_CERT=$folder/tls.crt NEW_CERT=$folder/new.crt NEW_KEY=$folder/new.key "$@" || status=$?
  fault="was not made: code $status"
  if [ "$status" -eq 0 ]; then fault=$(fault_of "$folder"); fi
  if [ -n "$fault" ]; then
    complain "Secret $secret keeps its certificate: the new one $fault"
    rm -f "$folder/new.crt" "$folder/new.key"
    echo "$secret" >>"$WORK_DIR/failed"
  fi
done
