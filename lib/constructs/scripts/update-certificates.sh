#!/bin/sh
# Puts renewed certificates into their Secrets and restarts the Deployments that mount them. That a restart is outstanding is noted at the Secret in the same write:
# a run that is killed in between is repaired by the next.
#
# Environment:
#   SECRETS   names, separated by spaces
#   RESTART   pairs SECRET:DEPLOYMENT, separated by spaces (default: none)
#   WORK_DIR  folder of renew-certificates.sh
#   API_SERVER, ACCOUNT_DIR, API_TRIES, API_DELAY  see call-api.sh
#
# Exit codes: 0 done; 1 a certificate could not be renewed, or a Secret or Deployment not be changed; 64 a variable is missing; 69 no answer; 75 somebody else changed a
# Secret meanwhile, and theirs is kept; 77 not allowed.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"
# shellcheck source=lib/constructs/scripts/call-api.sh
. "$(dirname "$0")/call-api.sh"

need SECRETS WORK_DIR
umask 077
status=0
base=/api/v1/namespaces/$(namespace)/secrets
deployments=/apis/apps/v1/namespaces/$(namespace)/deployments

store() {
  folder=$WORK_DIR/$1
  certificate=$(base64 <"$folder/new.crt" | tr -d '\n')
  call PATCH "$base/$1" application/merge-patch+json <<EOT
{"metadata":{"resourceVersion":"$(cat "$folder/version")","annotations":{"cronwright.dev/restart-due":"yes"}},"data":{"tls.crt":"$certificate","tls.key":"$(base64 <"$folder/new.key" | tr -d '\n')"}}
EOT
  # shellcheck disable=SC2154 # call sets it
  if [ "$answer_code" = 409 ]; then
    # Either an answer of ours was lost, or somebody else was faster.
    call GET "$base/$1"
    if [ "$(text_of 'tls\.crt')" != "$certificate" ]; then
      complain "Secret $1 was changed by somebody else meanwhile: theirs is kept"
      exit 75
    fi
  elif [ "$answer_code" != 200 ]; then
    complain "Secret $1: code $answer_code, $(message)"
    return 1
  fi
  say "Secret $1 is renewed"
  : >"$folder/restart"
}

restart() {
  for pair in ${RESTART:-}; do
    if [ "${pair%%:*}" != "$1" ]; then continue; fi
    # The digest of the certificate, so that a second try restarts nothing twice.
    digest=$(sha256sum <"$2" | cut -c 1-16)
    call PATCH "$deployments/${pair#*:}" application/strategic-merge-patch+json <<EOT
{"spec":{"template":{"metadata":{"annotations":{"cronwright.dev/certificate.$1":"$digest"}}}}}
EOT
    if [ "$answer_code" != 200 ]; then
      complain "Deployment ${pair#*:} is not restarted: code $answer_code, $(message)"
      return 1
    fi
    say "Deployment ${pair#*:} is restarted"
  done
  call PATCH "$base/$1" application/merge-patch+json <<EOT
{"metadata":{"annotations":{"cronwright.dev/restart-due":null}}}
EOT
}

for secret in $SECRETS; do
  current=$WORK_DIR/$secret/tls.crt
  if [ -s "$WORK_DIR/$secret/new.crt" ]; then
    current=$WORK_DIR/$secret/new.crt
    if ! store "$secret"; then
      status=1
      continue
    fi
  fi
  if [ -e "$WORK_DIR/$secret/restart" ]; then restart "$secret" "$current" || status=1; fi
done
if [ -s "$WORK_DIR/failed" ]; then
  complain "not renewed: $(tr '\n' ' ' <"$WORK_DIR/failed")"
  status=1
fi
exit "$status"
