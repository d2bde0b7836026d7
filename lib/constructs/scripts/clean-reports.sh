#!/bin/sh
# Removes generated reports by age and by count, from a folder or a bucket. Reports whose names differ in digits only are one series, such as sales-2026-01-12.pdf and
# sales-2026-01-13.pdf: each series is counted by itself, and its newest report always stays, so that a monthly one outlives an age of a week.
#
# Environment:
#   REPORTS           a folder, or an rclone remote and path such as s3:bucket/reports
#   PATTERN           which reports, as rclone's filters take names: *.pdf (default *)
#   MAX_AGE_SECONDS   reports older than this go (default: none go by age)
#   KEEP_LAST         of each series only this many newest stay (default: all)
#   DRY_RUN           1: says what would go, removes nothing (default 0)
#   RCLONE_CONFIG_…   the remote, as rclone takes it
#   TMPDIR            room for lists (default /tmp)
#
# Exit codes: 0 done; 1 the reports cannot be listed, or one could not be removed; 64 a variable is missing, or neither age nor count is set.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need REPORTS
if [ -z "${MAX_AGE_SECONDS:-}${KEEP_LAST:-}" ]; then
  complain 'neither MAX_AGE_SECONDS nor KEEP_LAST is set: nothing says what may go'
  exit 64
fi
lists=$(mktemp -d "${TMPDIR:-/tmp}/lists.XXXXXX")
trap 'rm -rf "$lists"' EXIT
trap 'exit 143' TERM INT

# The time of the store, in UTC: it sorts as text.
if ! TZ=UTC rclone lsf "$REPORTS" --recursive --files-only --format tp --separator '|' --include "${PATTERN:-*}" --use-server-modtime >"$lists/all"; then
  complain "$REPORTS cannot be listed; nothing was removed"
  exit 1
fi
before=''
if [ -n "${MAX_AGE_SECONDS:-}" ]; then before=$(date -u -d "@$(($(date +%s) - MAX_AGE_SECONDS))" '+%Y-%m-%d %H:%M:%S'); fi
sort -r "$lists/all" | awk -F '|' -v before="$before" -v last="${KEEP_LAST:-0}" '
  {
    report = substr($0, length($1) + 2)
    series = report
    gsub(/[0-9]+/, "#", series)
    place = ++seen[series]
    if (place > 1 && ($1 < before || (last > 0 && place > last))) print report
  }' >"$lists/expired"

status=0
while IFS= read -r report; do
  if [ "${DRY_RUN:-0}" = 1 ]; then
    say "would remove $report"
  elif rclone deletefile "$REPORTS/$report" </dev/null; then
    say "removed $report"
  else
    complain "$report could not be removed"
    status=1
  fi
done <"$lists/expired"
say "$(wc -l <"$lists/expired" | tr -d ' ') of $(wc -l <"$lists/all" | tr -d ' ') reports"
exit "$status"
