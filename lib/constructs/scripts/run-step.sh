#!/bin/sh
# Runs a program between a claim and a report: skips it when the claim says so, and notes how it ended for the container that reports.
# Its own end is always 0, so that the report comes; the report then ends the pod with the program's code.
#
# Usage: run-step.sh PROGRAM [ARGUMENT…]
#
# Environment:
#   STATE_DIR   folder shared with claim and report (default /cronwright)
#
# Exit codes: 0.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

state=${STATE_DIR:-/cronwright}
if [ -e "$state/skip" ]; then
  say "skipped: $(cat "$state/skip")"
  exit 0
fi
# A step before this one failed.
if [ -e "$state/status" ] && [ "$(cat "$state/status")" != 0 ]; then exit 0; fi

status=0
"$@" &
child=$!
# What stops the pod stops the program, which may end in order.
trap 'kill -TERM "$child" 2>/dev/null' TERM INT
wait "$child" || status=$?
echo "$status" >"$state/status"
say "ended with code $status"
