#!/bin/sh
# Fetches the certificates of named Secrets, and no private key, for the step that renews them.
#
# Environment:
#   SECRETS   names, separated by spaces
#   WORK_DIR  folder shared with the next steps; it gets SECRET/version, SECRET/tls.crt, and SECRET/restart where a restart is outstanding
#   API_SERVER, ACCOUNT_DIR, API_TRIES, API_DELAY  see call-api.sh
#
# Exit codes: 0 all are there; 1 a Secret or its tls.crt is missing; 64 a variable is missing; 69 no answer; 77 not allowed.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"
# shellcheck source=lib/constructs/scripts/call-api.sh
. "$(dirname "$0")/call-api.sh"

need SECRETS WORK_DIR
umask 077
for secret in $SECRETS; do
  call GET "/api/v1/namespaces/$(namespace)/secrets/$secret"
  # shellcheck disable=SC2154 # call sets it
  if [ "$answer_code" != 200 ]; then
    complain "Secret $secret: code $answer_code, $(message)"
    exit 1
  fi
  rm -rf "${WORK_DIR:?}/$secret"
  mkdir -p "$WORK_DIR/$secret"
  text_of 'tls\.crt' | base64 -d >"$WORK_DIR/$secret/tls.crt"
  if [ ! -s "$WORK_DIR/$secret/tls.crt" ]; then
    complain "Secret $secret has no tls.crt"
    exit 1
  fi
  text_of resourceVersion >"$WORK_DIR/$secret/version"
  if [ -n "$(text_of 'cronwright\.dev/restart-due')" ]; then : >"$WORK_DIR/$secret/restart"; fi
done
