#!/bin/sh
# Plans which windows of a stream are due: those that ended since the checkpoint, oldest first, so that one that a run missed is made up by a later one.
#
# Environment:
#   CHECKPOINT       name of the Lease whose annotation cronwright.dev/checkpoint is the end of the last window that is done, in Unix seconds
#   WINDOW_SECONDS   length of a window; windows begin at multiples of it
#   DELAY_SECONDS    how long ago a window must have ended (default 0)
#   MAX_WINDOWS      how many are done in one run
#   FIRST_WINDOW     Unix seconds of the first window there ever is (default: the one that ended last)
#   WINDOWS_DIR      folder for the plan (default /windows)
#   API_SERVER, ACCOUNT_DIR, API_TRIES, API_DELAY  see call-api.sh
#
# Exit codes: 0 planned; 1 the checkpoint cannot be read; 64 a variable is missing; 69 no answer; 77 not allowed.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"
# shellcheck source=lib/constructs/scripts/call-api.sh
. "$(dirname "$0")/call-api.sh"

need CHECKPOINT WINDOW_SECONDS MAX_WINDOWS
windows=${WINDOWS_DIR:-/windows}
# The steps may run as several users of one group.
umask 002
mkdir -p "$windows/data"

# shellcheck disable=SC2153 # another variable than the one in it
call GET "/apis/coordination.k8s.io/v1/namespaces/$(namespace)/leases/$CHECKPOINT"
# shellcheck disable=SC2154 # call sets it
case $answer_code in
  200 | 404) ;;
  *)
    complain "Lease $CHECKPOINT: code $answer_code, $(message)"
    exit 1
    ;;
esac
checkpoint=$(text_of 'cronwright\.dev/checkpoint')
case $checkpoint in
  *[!0-9]*)
    complain "the checkpoint of Lease $CHECKPOINT is no number of seconds: nothing is done"
    exit 1
    ;;
esac
echo "$checkpoint" >"$windows/checkpoint"

# The end of the last window that is over.
now=$(date +%s)
latest=$(((now - ${DELAY_SECONDS:-0}) / WINDOW_SECONDS * WINDOW_SECONDS))
start=${checkpoint:-${FIRST_WINDOW:-$((latest - WINDOW_SECONDS))}}
start=$((start / WINDOW_SECONDS * WINDOW_SECONDS))
due=$(((latest - start) / WINDOW_SECONDS))
if [ "$due" -lt 0 ]; then due=0; fi

: >"$windows/plan"
planned=0
while [ "$planned" -lt "$due" ] && [ "$planned" -lt "$MAX_WINDOWS" ]; do
  end=$((start + WINDOW_SECONDS))
  echo "$start $end $(date -u -d "@$start" +%Y-%m-%dT%H:%M:%SZ) $(date -u -d "@$end" +%Y-%m-%dT%H:%M:%SZ) $(date -u -d "@$start" +%Y%m%dT%H%M%SZ)" >>"$windows/plan"
  start=$end
  planned=$((planned + 1))
done
say "$due windows are due, $planned of them are done now"
