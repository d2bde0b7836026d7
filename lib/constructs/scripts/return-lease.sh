#!/bin/sh
# Returns the Lease of a job and, after success, marks the run as done in the same write. Ends with the steps' code.
#
# Environment:
#   LEASE       name of the Lease
#   STATE_DIR   folder shared with the steps (default /cronwright/state)
#   REPORTED    1: a report follows, which ends the pod with the code (default 0)
#   API_SERVER, ACCOUNT_DIR, API_TRIES, API_DELAY  see call-api.sh; ACCOUNT_DIR holds job-name too
#
# Exit codes: the steps' own; 70 when they left none; 64 a variable is missing; 69, 75 or 77 when the work is done and could not be marked (no answer, another holder, not
# allowed): it may then be done again.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need LEASE
state=${STATE_DIR:-/cronwright/state}
code=70
if [ -s "$state/status" ]; then code=$(cat "$state/status"); fi
if [ -e "$state/skip" ] && [ "$code" = 70 ]; then code=0; fi

end() {
  echo "$1" >"$state/status"
  if [ "${REPORTED:-0}" = 1 ]; then exit 0; fi
  exit "$1"
}

give_back() {
  # shellcheck source=lib/constructs/scripts/call-api.sh
  . "$(dirname "$0")/call-api.sh"
  # shellcheck disable=SC2154 # call-api.sh sets it
  job=$(cat "$account/job-name")
  path=/apis/coordination.k8s.io/v1/namespaces/$(namespace)/leases/$LEASE
  for _ in 1 2 3 4 5; do
    call GET "$path"
    last_run=$(text_of 'cronwright\.dev/last-run')
    last_success=$(text_of 'cronwright\.dev/last-success')
    if [ "$(text_of holderIdentity)" != "$job" ]; then
      if [ "$code" -ne 0 ] || [ "$last_run" = "$job" ]; then return 0; fi
      complain "Lease $LEASE is not held by $job any longer: its success is not marked"
      exit 75
    fi
    if [ "$code" -eq 0 ] && [ ! -e "$state/skip" ]; then
      last_run=$job
      last_success=$(date +%s)
    fi
    call PUT "$path" application/json <<EOT
{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"$LEASE","resourceVersion":"$(text_of resourceVersion)","annotations":{"cronwright.dev/last-run":"$last_run","cronwright.dev/last-success":"$last_success"}},"spec":{}}
EOT
    # shellcheck disable=SC2154 # call sets it
    if [ "$answer_code" = 200 ]; then return 0; fi
  done
  complain "Lease $LEASE could not be returned: code $answer_code, $(message)"
  exit 75
}

if [ -e "$state/lease" ]; then
  status=0
  (give_back) || status=$?
  if [ "$status" -ne 0 ] && [ "$code" -eq 0 ]; then end "$status"; fi
  if [ "$status" -eq 0 ]; then say "Lease $LEASE is returned"; fi
fi
end "$code"
