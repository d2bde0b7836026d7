#!/bin/sh
# Clears away what batches leave: work folders and half results that nobody has touched for long, whole batches beyond the newest, old logs. A batch that is not complete keeps
# its results, and so does the newest complete one.
#
# Environment:
#   RESULTS_DIR       folder of the results: BATCH/chunk-N, and .work/BATCH/chunk-N for work folders
#   WORK_MINUTES      minutes without a change after which a work folder or half result goes
#   KEEP_BATCHES      how many complete batches stay
#   LOG_DIR           folder of the logs; what was cleared away is noted in cleanup.log there (default: no logs)
#   LOG_DAYS          days after which a log goes (default 30)
#
# Exit codes: 0 done; 1 something could not be removed; 64 a variable is missing.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need RESULTS_DIR WORK_MINUTES KEEP_BATCHES
if [ "$KEEP_BATCHES" -lt 1 ]; then
  complain 'KEEP_BATCHES is less than 1: the newest results would go'
  exit 64
fi
if ! cd "$RESULTS_DIR"; then
  complain "$RESULTS_DIR is not there"
  exit 1
fi
lists=$(mktemp -d "${TMPDIR:-/tmp}/lists.XXXXXX")
trap 'rm -rf "$lists"' EXIT
trap 'exit 143' TERM INT

status=0
remove() {
  if ! rm -rf -- "$1"; then
    complain "$1 could not be removed"
    status=1
    return
  fi
  say "removed $1: $2"
  if [ -n "${LOG_DIR:-}" ]; then echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) removed $1: $2" >>"$LOG_DIR/cleanup.log"; fi
}

# A folder is as old as the newest thing in it.
find . -mindepth 3 -maxdepth 3 -path './.work/*' -type d >"$lists/work"
while IFS= read -r folder; do
  if [ -z "$(find "$folder" -mmin -"$WORK_MINUTES" | head -n 1)" ]; then remove "$folder" "untouched for $WORK_MINUTES minutes"; fi
done <"$lists/work"
find . -mindepth 2 -maxdepth 2 -type f -name '*.partial' ! -path './.work/*' -mmin +"$WORK_MINUTES" >"$lists/halves"
while IFS= read -r half; do remove "$half" 'a half result'; done <"$lists/halves"

find . -mindepth 2 -maxdepth 2 -type f -name complete -exec stat -c '%Y %n' {} + | sort -rn | sed 's/^[0-9]* //; s|/complete$||' >"$lists/complete"
tail -n "+$((KEEP_BATCHES + 1))" "$lists/complete" >"$lists/many"
while IFS= read -r batch; do
  # Without its mark it is no complete one: a run that is killed here leaves nothing that looks whole.
  rm -f "$batch/complete"
  remove "$batch" "only $KEEP_BATCHES batches stay"
done <"$lists/many"

if [ -n "${LOG_DIR:-}" ]; then
  find "$LOG_DIR" -type f -name '*.log' ! -name cleanup.log -mtime +"${LOG_DAYS:-30}" >"$lists/logs"
  while IFS= read -r log; do remove "$log" "older than ${LOG_DAYS:-30} days"; done <"$lists/logs"
fi
say "$(find . -mindepth 2 -maxdepth 2 -name complete | wc -l | tr -d ' ') complete batches stay"
exit "$status"
