#!/bin/sh
# Runs the user's program for the one chunk that this pod's index names, and keeps its result exactly once: a result that is there is never made again,
# and half a result never has the final name.
#
# Usage: run-chunk.sh PROGRAM [ARGUMENT…]   The program gets CHUNK (from 0), CHUNKS and perhaps WORK_DIR, and writes its result to standard output.
#
# Environment:
#   JOB_COMPLETION_INDEX   the chunk, set by Kubernetes for an Indexed Job
#   CHUNKS                 how many chunks there are
#   RESULTS_DIR            folder for results, shared by all workers (default /data/results)
#   BATCH                  name of the batch: a new one starts anew
#   WORK_ROOT              where each chunk gets a folder of its own, WORK_DIR, which its next try finds as the last one left it (default: none)
#   LOG_ROOT               where standard error is kept too, a file a chunk (default: nowhere)
#
# The worker that finishes the last chunk writes the file `complete` beside the results.
#
# Exit codes: 0 the result is there; 1 there is no room for it; 64 a variable is missing; otherwise the program's own.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need JOB_COMPLETION_INDEX CHUNKS BATCH
results="${RESULTS_DIR:-/data/results}/$BATCH"
result="$results/chunk-$JOB_COMPLETION_INDEX"
# Every container counts its processes from 1; the kubelet names it after its pod.
# shellcheck disable=SC3028
mine=${HOSTNAME:-}.$$.partial
partial=$result.$mine
mkdir -p "$results"

# A pod that is killed before it marks the batch is followed by one that finds its chunk done.
mark_complete() {
  if [ -e "$results/complete" ]; then return 0; fi
  count=0
  for one in "$results"/chunk-*; do
    case $one in *.partial) ;; *) count=$((count + 1)) ;; esac
  done
  # shellcheck disable=SC2153 # another variable than CHUNK
  if [ "$count" -ne "$CHUNKS" ]; then return 0; fi
  echo "$CHUNKS" >"$results/complete.$mine"
  mv "$results/complete.$mine" "$results/complete"
  say "batch $BATCH is complete"
}

if [ -e "$result" ]; then
  say "chunk $JOB_COMPLETION_INDEX is done already"
  mark_complete
  exit 0
fi
trap 'rm -f "$partial"' EXIT
trap 'exit 143' TERM INT

if [ -n "${WORK_ROOT:-}" ]; then
  WORK_DIR=$WORK_ROOT/$BATCH/chunk-$JOB_COMPLETION_INDEX
  mkdir -p "$WORK_DIR"
  export WORK_DIR
fi
export CHUNK="$JOB_COMPLETION_INDEX"
status=0
if [ -n "${LOG_ROOT:-}" ]; then
  mkdir -p "$LOG_ROOT/$BATCH"
  # Its code goes round the pipe of its log.
  status=$({ { "$@" 2>&1 >"$partial" 3>&- || code=$?; echo "${code:-0}" >&3; } | tee -a "$LOG_ROOT/$BATCH/chunk-$CHUNK.log" >&2; } 3>&1)
else
  "$@" >"$partial" || status=$?
fi
if [ "$status" -ne 0 ]; then
  complain "chunk $JOB_COMPLETION_INDEX failed with code $status; it has no result"
  exit "$status"
fi
# A link fails where the name is taken: of two pods with one index, one result counts.
if ! ln "$partial" "$result" 2>/dev/null; then
  if [ ! -e "$result" ]; then mv "$partial" "$result"; fi
fi
say "chunk $JOB_COMPLETION_INDEX of $CHUNKS is done"
if [ -n "${WORK_DIR:-}" ]; then rm -rf "$WORK_DIR"; fi
mark_complete
