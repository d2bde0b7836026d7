#!/bin/sh
# Runs the user's program for the one chunk that this pod's index names, and keeps its result exactly once: a result that is there is never made again,
# and half a result never has the final name.
#
# Usage: run-chunk.sh PROGRAM [ARGUMENT…]   The program gets CHUNK (from 0) and CHUNKS, and writes its result to standard output.
#
# Environment:
#   JOB_COMPLETION_INDEX   the chunk, set by Kubernetes for an Indexed Job
#   CHUNKS                 how many chunks there are
#   RESULTS_DIR            folder for results, shared by all workers (default /data/results)
#   BATCH                  name of the batch: a new one starts anew
#
# Exit codes: 0 the result is there; 1 there is no room for it; 64 a variable is missing; otherwise the program's own.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need JOB_COMPLETION_INDEX CHUNKS BATCH
results="${RESULTS_DIR:-/data/results}/$BATCH"
result="$results/chunk-$JOB_COMPLETION_INDEX"
partial="$result.$$.partial"
mkdir -p "$results"
if [ -e "$result" ]; then
  say "chunk $JOB_COMPLETION_INDEX is done already"
  exit 0
fi
trap 'rm -f "$partial"' EXIT
trap 'exit 143' TERM INT

status=0
CHUNK=$JOB_COMPLETION_INDEX "$@" >"$partial" || status=$?
if [ "$status" -ne 0 ]; then
  complain "chunk $JOB_COMPLETION_INDEX failed with code $status; it has no result"
  exit "$status"
fi
# A link fails where the name is taken: of two pods with one index, one result counts.
if ! ln "$partial" "$result" 2>/dev/null; then
  if [ ! -e "$result" ]; then mv "$partial" "$result"; fi
fi
say "chunk $JOB_COMPLETION_INDEX of $CHUNKS is done"
