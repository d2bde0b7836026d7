#!/bin/sh
# Copies tables out of PostgreSQL into CSV files, all as they are at one instant. Only the named columns are read: one that is added to the table later does not leave it unseen.
#
# Environment:
#   PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD  as libpq takes them
#   TABLES     see tables.sh
#   WORK_DIR   folder: raw/NAME.csv (default /work)
#
# Exit codes: 0 done; 1 the database refused, or the files cannot be written; 64 a variable is missing or is no name.
set -eu
# Raw rows are for nobody else.
umask 077
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"
# shellcheck source=lib/constructs/scripts/tables.sh
. "$(dirname "$0")/tables.sh"

need PGHOST PGDATABASE PGUSER TABLES
work=${WORK_DIR:-/work}
rm -rf "$work/raw"
mkdir -p "$work/raw"
trap 'exit 143' TERM INT

fail() {
  rm -rf "$work/raw"
  complain 'the tables could not be extracted; nothing was kept'
  exit 1
}

copy() {
  # No echo: it takes a backslash for its own.
  printf '%s\n' "\\copy (select $(moved "$5") from $(quoted "$2")) to '$work/raw/$1.csv' with (format csv, header)"
}

{
  echo 'begin isolation level repeatable read read only;'
  each_table copy
  echo 'commit;'
} >"$work/extract.sql"
session -f "$work/extract.sql" >"$work/extract.log" || fail
sed -n 's/^COPY //p' "$work/extract.log" >"$work/counts"

count() {
  rows=$((rows + 1))
  say "extracted $(sed -n "${rows}p" "$work/counts") rows of $2"
}
rows=0
each_table count
