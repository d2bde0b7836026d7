#!/bin/sh
# Moves the checkpoint behind the last window that is written, then ends with the code of the window that failed, if one did.
#
# Environment:
#   CHECKPOINT    name of the Lease with the checkpoint; it is made when it is missing
#   WINDOWS_DIR   folder of the plan (default /windows)
#   API_SERVER, ACCOUNT_DIR, API_TRIES, API_DELAY  see call-api.sh
#
# Exit codes: 0 every planned window is done; 64 a variable is missing; 69, 75 or 77 when windows are written and cannot be marked (no answer, somebody else moved the checkpoint,
# not allowed): they are then written again; otherwise the failed program's own.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"
# shellcheck source=lib/constructs/scripts/call-api.sh
. "$(dirname "$0")/call-api.sh"

need CHECKPOINT
windows=${WINDOWS_DIR:-/windows}
path=/apis/coordination.k8s.io/v1/namespaces/$(namespace)/leases/$CHECKPOINT

mark() {
  end=$1
  planned=$(cat "$windows/checkpoint")
  for _ in 1 2 3 4 5; do
    call GET "$path"
    there=$(text_of 'cronwright\.dev/checkpoint')
    # Either it is marked, and the answer was lost, or nobody else may have moved it.
    if [ "$there" = "$end" ]; then
      say "the checkpoint is $(date -u -d "@$end" +%Y-%m-%dT%H:%M:%SZ)"
      return 0
    fi
    if [ "$there" != "$planned" ]; then
      complain "somebody else moved the checkpoint of Lease $CHECKPOINT: it stays as it is"
      exit 75
    fi
    version=$(text_of resourceVersion)
    call PUT "$path" application/json <<EOT
{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"$CHECKPOINT"${version:+,\"resourceVersion\":\"$version\"},"annotations":{"cronwright.dev/checkpoint":"$end"}},"spec":{}}
EOT
  done
  # shellcheck disable=SC2154 # call sets it
  complain "the checkpoint could not be moved: code $answer_code, $(message)"
  exit 75
}

if [ -e "$windows/done" ]; then mark "$(cat "$windows/done")"; fi
if [ -e "$windows/failed" ]; then exit "$(cat "$windows/failed")"; fi
