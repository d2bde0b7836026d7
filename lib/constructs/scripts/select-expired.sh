#!/bin/sh
# Reads the names of good backups from stdin, NAME-<YYYYMMDDTHHMMSSZ>.<ending>, and writes those that no rule keeps. The newest is always kept,
# and so is a name without a time: what is not understood is not deleted.
#
# Environment (each rule keeps on its own; 0 or empty switches it off):
#   KEEP_LAST     this many newest
#   KEEP_DAYS     all that are younger than this many days
#   KEEP_DAILY, KEEP_WEEKLY, KEEP_MONTHLY, KEEP_YEARLY  the newest of each of this many latest days, weeks (from Monday), months, years that have one
#   NOW           the time, YYYYMMDDTHHMMSSZ (default: the clock)
#
# Exit codes: 0 done; 64 no rule keeps anything.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

if [ -z "$(printf '%s' "${KEEP_LAST:-}${KEEP_DAYS:-}${KEEP_DAILY:-}${KEEP_WEEKLY:-}${KEEP_MONTHLY:-}${KEEP_YEARLY:-}" | tr -d 0)" ]; then
  complain 'no rule keeps anything: KEEP_LAST, KEEP_DAYS, KEEP_DAILY, KEEP_WEEKLY, KEEP_MONTHLY and KEEP_YEARLY are all 0'
  exit 64
fi

# Sorted by time, newest first: the time stands in front while they are sorted.
sed -n 's/^\(.*-\)\([0-9]\{8\}T[0-9]\{6\}Z\)\(\..*\)$/\2 \1\2\3/p' | sort -r |
  awk -v now="${NOW:-$(date -u +%Y%m%dT%H%M%SZ)}" -v last="${KEEP_LAST:-0}" -v days="${KEEP_DAYS:-0}" \
    -v daily="${KEEP_DAILY:-0}" -v weekly="${KEEP_WEEKLY:-0}" -v monthly="${KEEP_MONTHLY:-0}" -v yearly="${KEEP_YEARLY:-0}" '
    # Days since 1970-01-01 in the Gregorian calendar, which counts its years from March.
    function day_number(stamp,   y, m, d, era, year_of_era, day_of_year) {
      y = substr(stamp, 1, 4) + 0; m = substr(stamp, 5, 2) + 0; d = substr(stamp, 7, 2) + 0
      if (m <= 2) y--
      era = int(y / 400); year_of_era = y - era * 400
      day_of_year = int((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1
      return era * 146097 + year_of_era * 365 + int(year_of_era / 4) - int(year_of_era / 100) + day_of_year - 719468
    }
    function seconds(stamp) {
      return day_number(stamp) * 86400 + substr(stamp, 10, 2) * 3600 + substr(stamp, 12, 2) * 60 + substr(stamp, 14, 2)
    }
    # Whether this is the newest of one of the first `count` periods seen.
    function first_of(kind, period, count) {
      if ((kind, period) in seen) return 0
      seen[kind, period] = 1
      return ++periods[kind] <= count
    }
    {
      stamp = $1; day = day_number(stamp)
      keep = NR == 1 || NR <= last || seconds(now) - seconds(stamp) < days * 86400
      if (first_of("day", day, daily)) keep = 1
      if (first_of("week", int((day + 3) / 7), weekly)) keep = 1
      if (first_of("month", substr(stamp, 1, 6), monthly)) keep = 1
      if (first_of("year", substr(stamp, 1, 4), yearly)) keep = 1
      if (!keep) print substr($0, length(stamp) + 2)
    }'
