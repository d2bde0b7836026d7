#!/bin/sh
# Deletes rows whose time is over, such as sessions, from a PostgreSQL table, in steps of 10,000 that each commit: a run that is killed loses nothing.
#
# Environment:
#   PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD  as libpq takes them
#   TABLE    the table, in lower case
#   COLUMN   the column that says when a row ends
#   DRY_RUN  1: counts, deletes nothing (default 0)
#
# Exit codes: 0 done; 1 the database refused; 64 a variable is missing or is no name.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need PGHOST PGDATABASE PGUSER TABLE COLUMN
for name in "$TABLE" "$COLUMN"; do
  if ! printf '%s\n' "$name" | grep -Eqx '[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?'; then
    complain "$name is no name in lower case"
    exit 64
  fi
done

ask() {
  PGCONNECT_TIMEOUT=${PGCONNECT_TIMEOUT:-15} psql --no-password -X -q -A -t -v ON_ERROR_STOP=1 -c "$1"
}

fail() {
  complain "rows of $TABLE are not all purged; the next run goes on"
  exit 1
}

if [ "${DRY_RUN:-0}" = 1 ]; then
  count=$(ask "select count(*) from $TABLE where $COLUMN < now()") || fail
  say "would delete $count rows of $TABLE"
  exit 0
fi
total=0
while :; do
  gone=$(ask "with gone as (delete from $TABLE where ctid = any (array(select ctid from $TABLE where $COLUMN < now() limit 10000)) returning 1) select count(*) from gone") || fail
  total=$((total + gone))
  if [ "$gone" -eq 0 ]; then break; fi
done
say "deleted $total rows of $TABLE"
