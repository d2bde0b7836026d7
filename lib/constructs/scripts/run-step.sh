#!/bin/sh
# Runs a program: tries again after delays, keeps a one-time run to its date, and notes how it ended for the container that reports.
# When a report follows, its own end is always 0, so that the report comes; the report then ends the pod with the program's code.
#
# Usage: run-step.sh PROGRAM [ARGUMENT…]
#
# Environment:
#   STATE_DIR              folder shared with the report (default /cronwright/state)
#   REPORTED               1: a report follows (default 0)
#   STEP                   name of the step, for the report (default: none)
#   RETRY_DELAYS           seconds before each further try, separated by spaces (default: one try)
#   NOT_BEFORE, NOT_AFTER  Unix seconds between which the program may run; at other times it is skipped (default: always)
#
# Exit codes: the program's own, or 0 when a report follows or the run is skipped; 143 when it was stopped.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

state=${STATE_DIR:-/cronwright/state}
now=$(date +%s)
if [ "$now" -lt "${NOT_BEFORE:-0}" ] || [ "$now" -gt "${NOT_AFTER:-99999999999}" ]; then
  say 'skipped: this job runs once, on another date'
  echo 'another date' >"$state/skip"
fi
if [ -e "$state/skip" ]; then exit 0; fi
# A step before this one failed.
if [ -e "$state/status" ] && [ "$(cat "$state/status")" != 0 ]; then exit 0; fi

end() {
  echo "$1" >"$state/status"
  if [ -n "${STEP:-}" ]; then echo "$STEP" >"$state/step"; fi
  if [ "${REPORTED:-0}" = 1 ]; then exit 0; fi
  exit "$1"
}

child=''
# What stops the pod stops the program, which may end in order.
trap 'if [ -n "$child" ]; then kill -TERM "$child" 2>/dev/null || true; wait "$child" || true; fi; end 143' TERM INT

for delay in ${RETRY_DELAYS:-} last; do
  status=0
  "$@" &
  child=$!
  wait "$child" || status=$?
  if [ "$status" -eq 0 ] || [ "$delay" = last ]; then break; fi
  say "ended with code $status; the next try comes in $delay seconds"
  sleep "$delay" &
  child=$!
  wait "$child"
done
say "ended with code $status"
end "$status"
